"""Takes bodies in: small ones read here, large ones in a process of their own."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from api import reading
from api.apart import apart
from api.jobs import Asked
from api.problems import NOT_JSON, Refusal
from api.services import services

_PIECE = 1 << 18
_SMALL = 1 << 20
"""Bytes of documents up to which work is done in the thread that answers."""

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body, laid down as a file of a folder that goes when the request is answered.

    Attributes
    ----------
    path : Path
    fingerprint : str
        SHA-256 of method, address and body.
    """

    path: Path
    fingerprint: str

    def asked(self, key: str | None) -> Asked:
        """Give what makes a repeated request the same one."""
        return Asked(key=key, fingerprint=self.fingerprint)


@contextmanager
def taken_in() -> Iterator[Body]:
    """Take the request's body in.

    Raises
    ------
    Refusal
        415 if it is not said to be JSON.
    werkzeug.exceptions.RequestEntityTooLarge
        If it is too long.
    """
    if not request.is_json:
        raise Refusal(NOT_JSON, headers={"Accept": "application/json"})
    limit = services().settings.max_body_bytes
    digest = _address()
    with folder() as own:
        path, length = own / "body.json", 0
        # Reading stops at the limit; one byte later it is known whether more would have come.
        request.max_content_length = limit + 1
        with path.open("wb") as file:
            while piece := request.stream.read(_PIECE):
                length += len(piece)
                digest.update(piece)
                file.write(piece)
        if length > limit:
            raise RequestEntityTooLarge
        yield Body(path=path, fingerprint=digest.hexdigest())


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder for as long as the request is answered."""
    with tempfile.TemporaryDirectory(dir=services().workspace.folder) as name:
        yield Path(name)


def lay_down(document: IO[bytes], path: Path) -> Path:
    """Write a document of the store to a file, and close it."""
    with document, path.open("wb") as file:
        shutil.copyfileobj(document, file)
    return path


def read_body(record: Any) -> Any:  # noqa: ANN401  # any type form
    """Read a small body into a record; see `api.reading.read_record`."""
    with taken_in() as body:
        return reading.read_record(body.path.read_bytes(), record, services().settings)


def work(function: Callable[..., Done], *arguments: Any) -> Done:  # noqa: ANN401
    """Do what may take much memory: with large documents in another process.

    Parameters
    ----------
    function : callable
        Of a module.
    *arguments : object
        The sizes of the files among them say how large the work is.

    Raises
    ------
    Refusal
        As the function raises it.
    """
    is_small = sum(path.stat().st_size for path in _paths(arguments)) <= _SMALL
    return (function if is_small else apart(function))(*arguments)


def _paths(value: object) -> Iterator[Path]:
    if isinstance(value, Path):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _paths(each)


def asked_again(key: str | None) -> Asked:
    """Give what makes a repeated request without a body the same one."""
    return Asked(key=key, fingerprint=_address().hexdigest())


def _address() -> hashlib._Hash:
    """Begin the fingerprint of the request."""
    return hashlib.sha256(f"{request.method} {request.full_path}\n".encode())
