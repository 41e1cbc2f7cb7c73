"""The app as it is really served, with a worker beside it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from werkzeug.serving import make_server

from api.client import Client, Patience

IMPATIENT = Patience(tries=3, first_wait=0.01, longest_wait=1.0)


@pytest.fixture
def base_url(app) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def linli_of(base_url, key_of) -> Iterator[Callable[..., Client]]:
    """Make a client with a key of a tenant."""
    made = []

    def linli_of(path="main", scope="plan", **options) -> Client:
        options.setdefault("patience", IMPATIENT)
        made.append(Client(base_url, key_of(path, scope), **options))
        return made[-1]

    yield linli_of
    for client in made:
        client.close()


@pytest.fixture
def linli(linli_of) -> Client:
    return linli_of()


class Scripted:
    """A server that answers each connection with the next of its answers, then breaks off."""

    def __init__(self, answers: list[bytes]) -> None:
        self.answers = list(answers)
        self.asked: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        for answer in self.answers:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self.asked.append(_read(connection))
                connection.sendall(answer)

    def close(self) -> None:
        # A thread that waits in `accept` is not woken by `close` alone.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


def _read(connection: socket.socket) -> bytes:
    """Read one request, head and body."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += connection.recv(65_536)
    head, _, body = said.partition(b"\r\n\r\n")
    length = next(
        (
            int(line[15:])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def scripted() -> Iterator[Callable[..., Scripted]]:
    """Make a server that gives these answers, one a connection."""
    made = []

    def scripted(*answers: bytes) -> Scripted:
        made.append(Scripted(list(answers)))
        return made[-1]

    yield scripted
    for server in made:
        server.close()
