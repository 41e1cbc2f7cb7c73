"""A caller of the API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

import urllib3

_PIECE = 1 << 18


class Broken(OSError):
    """No whole answer came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered."""

    status: int
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON is of any type
        """The body, read."""
        return json.loads(self.body)


class Client:
    """Calls one server with one key; from any thread.

    Parameters
    ----------
    address : str
    key : str
    seconds : float
        How long to wait for a word.
    """

    def __init__(self, address: str, key: str, seconds: float) -> None:
        self.address = address
        self.headers = {"Authorization": f"Bearer {key}"}
        self._pool = urllib3.PoolManager(maxsize=64, retries=False, timeout=seconds)

    def call(
        self,
        method: str,
        path: str,
        document: bytes | IO[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once.

        Parameters
        ----------
        method, path : str
        document : bytes, file of bytes or None
            A body of JSON; a file is sent piece by piece.
        headers : mapping, optional
            Besides the key and the body's type.

        Raises
        ------
        Broken
            If no whole answer came, so that nobody knows what was done.
        """
        kind = {} if document is None else {"Content-Type": "application/json"}
        try:
            answer = self._pool.request(
                method,
                self.address + path,
                body=document,
                headers={**self.headers, **kind, **(headers or {})},
            )
        except urllib3.exceptions.HTTPError as broken:
            raise Broken(type(broken).__name__) from None
        return Answer(status=answer.status, body=answer.data)

    def count(self, path: str) -> tuple[int, int]:
        """Fetch a document piece by piece, and give the status and how many bytes came.

        Raises
        ------
        Broken
            If not all of it came.
        """
        try:
            with self._pool.request(
                "GET", self.address + path, headers=self.headers, preload_content=False
            ) as answer:
                return answer.status, sum(map(len, answer.stream(_PIECE)))
        except urllib3.exceptions.HTTPError as broken:
            raise Broken(type(broken).__name__) from None
