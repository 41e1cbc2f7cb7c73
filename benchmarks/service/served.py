"""A real ``linli serve`` on a data folder of its own, started and ended at will."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psutil
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from benchmarks.service.client import Broken, Client

FOLDER = "LINLI_DATA"
DATABASE = "LINLI_DATABASE_URL"

_LINLI = (sys.executable, "-m", "matcher.cli")
_UP_SECONDS = 90.0
_END_SECONDS = 60.0


class Stuck(RuntimeError):
    """The service did not do in time what it has to do."""


class Served:
    """One server with all its processes; none of them is left when this is over.

    Parameters
    ----------
    folder : Path
        Its data folder; the log stands beside it.
    *options : str
        Of ``linli serve``.
    database : str
        Address of a PostgreSQL database; empty: SQLite in the folder.
    """

    def __init__(self, folder: Path, *options: str, database: str = "") -> None:
        self._folder = folder
        self._options = options
        self._environment = {**os.environ, FOLDER: str(folder), DATABASE: database}
        self.log = folder.with_suffix(".log")
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        for process in self.processes():
            kill(process)

    @property
    def pid(self) -> int:
        """The number of the process above all others."""
        if self._process is None:
            raise Stuck("it was never started")
        return self._process.pid

    def client(self, seconds: float = 40.0) -> Client:
        """Make a key, and give a client that has it and waits so long for a word."""
        made = subprocess.run(
            [*_LINLI, "keys", "create", "--json"],
            env=self._environment,
            capture_output=True,
            check=True,
        )
        return Client(f"http://127.0.0.1:{self.port}", json.loads(made.stdout)["key"], seconds)

    def start(self) -> None:
        """Begin, without waiting until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*_LINLI, "serve", "--port", str(self.port), *self._options],
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self, client: Client) -> None:
        """Wait until it answers.

        Raises
        ------
        Stuck
        """
        wait_until(lambda: _answers(client), _UP_SECONDS, "the server does not answer")

    def end(self) -> None:
        """Ask it to end, and wait until it has.

        Raises
        ------
        Stuck
        """
        os.kill(self.pid, signal.SIGTERM)
        self.wait_for_end()

    def wait_for_end(self) -> None:
        """Wait until the process above all others is gone.

        Raises
        ------
        Stuck
        """
        assert self._process is not None  # noqa: S101 - nobody ends what was not started
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            raise Stuck("the server does not end") from None

    def processes(self) -> list[psutil.Process]:
        """Give every process that belongs to it, whoever started it; the dead are left out."""
        return [each for each in psutil.process_iter() if self._is_mine(each)]

    def web(self) -> list[psutil.Process]:
        """Give the web process and the one that answers, which listen; none while it starts."""
        return [each for each in self.processes() if self._listens(each)]

    def _is_mine(self, process: psutil.Process) -> bool:
        try:
            is_mine: bool = process.environ().get(FOLDER) == str(self._folder)
            return is_mine and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def _listens(self, process: psutil.Process) -> bool:
        try:
            return any(
                each.status == psutil.CONN_LISTEN and each.laddr.port == self.port
                for each in process.net_connections("tcp4")
            )
        except psutil.Error:
            return False


@contextmanager
def place(database: str) -> Iterator[tuple[Path, str]]:
    """Give an empty data folder and, of a PostgreSQL database, a schema of its own, for a while.

    Parameters
    ----------
    database : str
        Address as SQLAlchemy reads it; empty: SQLite in the folder.
    """
    with tempfile.TemporaryDirectory(prefix="linli-") as above:
        folder = Path(above) / "data"
        if not database:
            yield folder, ""
            return
        schema = f"linli_{uuid.uuid4().hex}"
        engine = create_engine(database)
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        own = make_url(database).update_query_dict({"options": f"-csearch_path={schema}"})
        try:
            yield folder, own.render_as_string(hide_password=False)
        finally:
            with engine.begin() as connection:
                connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
            engine.dispose()


def wait_until(holds: Callable[[], bool], seconds: float, otherwise: str) -> None:
    """Ask again and again until it holds; raise `Stuck` in the end."""
    patience = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > patience:
            raise Stuck(otherwise)
        time.sleep(0.1)


def kill(process: psutil.Process) -> None:
    """End a process at once; do nothing where it has ended."""
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return


def _answers(client: Client) -> bool:
    try:
        return client.call("GET", "/v1/health").status == 200
    except Broken:
        return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
