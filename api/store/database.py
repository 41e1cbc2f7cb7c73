"""One database, SQLite or PostgreSQL, brought to the newest tables when it is opened."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from api.store.tables import PLANS

StoreError = SQLAlchemyError
"""The store could not be read or written."""

_MIGRATION_LOCK = 0x6C696E6C69
_CONNECTIONS = 64


class Database:
    """Connections to one database.

    Parameters
    ----------
    url : str
        As SQLAlchemy reads it: ``sqlite:///FILE`` or ``postgresql+psycopg://...``.
    """

    def __init__(self, url: str) -> None:
        is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self._engine = _sqlite(url) if is_sqlite else _server(url)
        self._writer = self._engine.execution_options(linli_write=True)
        # As with SQLite, all that one transaction reads is of one moment.
        self._reader = (
            self._engine
            if is_sqlite
            else self._engine.execution_options(isolation_level="REPEATABLE READ")
        )
        with self.write() as connection:
            if not is_sqlite:
                # Others that start at the same time wait here.
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
            _upgrade(connection)

    def read(self) -> AbstractContextManager[Connection]:
        """Begin a transaction that only reads."""
        return self._reader.begin()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Begin a transaction that may write; all of it happens, or nothing."""
        with self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def check(self) -> None:
        """Raise `StoreError` if it cannot be read."""
        with self.read() as connection:
            connection.execute(select(PLANS.c.number).limit(1)).all()


def in_folder(folder: Path) -> str:
    """Give the address of the SQLite database of a data folder; make both, for their owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "linli.sqlite"
    # The files that SQLite lays beside it get the same permissions.
    file.touch(mode=0o600)
    return f"sqlite:///{file.resolve()}"


def now(connection: Connection) -> float:
    """Give the seconds since 1970 by the clock that all who share the database share."""
    if connection.dialect.name == "sqlite":
        return time.time()
    asked = text("SELECT extract(epoch FROM clock_timestamp())::float8")
    return float(connection.execute(asked).scalar_one())


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": 30},
        # An error's words must not hold people's data.
        hide_parameters=True,
        max_overflow=_CONNECTIONS,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _server(url: str) -> Engine:
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, max_overflow=_CONNECTIONS)


def _prepare(connection: SqliteConnection, _record: object) -> None:
    # SQLAlchemy says when a transaction begins, not the driver's guess at it.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that first reads could not be let through later.
    write = connection.get_execution_options().get("linli_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", "api.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
