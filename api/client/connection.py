"""Requests to a service, asked again where that is safe."""

from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.response import BaseHTTPResponse

from api.client.problems import ApiProblem, NoAnswer, read_problem

_PACKED_FROM = 16 * 1024
"""Bytes from which a body is packed."""

_PACKING = 5
_PIECE = 1 << 16
_KEPT_OPEN = 8
AGAIN = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""With these a request was not carried out, whatever it is."""

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a request is asked again.

    Attributes
    ----------
    tries : int
        At least 1.
    first_wait : float
        Seconds to wait after a broken connection; twice as many each further time.
    longest_wait : float
        Seconds; a service that asks for more is not waited for.

    Raises
    ------
    ValueError
        If any is out of range.
    """

    tries: int = 5
    first_wait: float = 0.5
    longest_wait: float = 60.0

    def __post_init__(self) -> None:
        if self.tries < 1 or self.first_wait < 0 or self.longest_wait < 0:
            raise ValueError("tries must be at least 1; first_wait, longest_wait not negative")

    def wait(self, failures: int) -> float:
        """Give the seconds to wait after so many broken connections."""
        longest = min(self.first_wait * 2.0 ** (failures - 1), self.longest_wait)
        # Not all clients of a service that comes back should come back at once.
        return longest * (0.5 + random.random() / 2)  # noqa: S311


def path_of(*parts: str, **query: object) -> str:
    """Make a path of its parts, and a query of what is not None."""
    given = {name: value for name, value in query.items() if value is not None}
    path = "".join(f"/{quote(part, safe='')}" for part in parts)
    return f"{path}?{urlencode(given)}" if given else path


class Connection:
    """Speaks with one service.

    Parameters
    ----------
    base_url : str
        Without ``/v1``.
    key : str
    timeout : float
        Seconds to wait for a connection, and for each part of an answer.
    language : str
    patience : Patience
    """

    def __init__(
        self, base_url: str, key: str, *, timeout: float, language: str, patience: Patience
    ) -> None:
        self._base = base_url.rstrip("/") + "/v1"
        self._headers = {"Accept-Language": language, "User-Agent": "linli-client"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._timeout = timeout
        self.patience = patience
        self._pool = PoolManager(maxsize=_KEPT_OPEN)

    def close(self) -> None:
        """Let go of open connections."""
        self._pool.clear()

    def get(self, path: str) -> Any:  # noqa: ANN401  # JSON is of any type
        """Give a JSON document."""
        return self.ask("GET", path)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,  # noqa: ANN401  # JSON is of any type
        *,
        headers: Mapping[str, str] | None = None,
        is_safe: bool = False,
    ) -> Any:  # noqa: ANN401  # JSON is of any type
        """Ask for something to be done, and give the JSON document that answers; None: done."""
        return self.send(method, path, _document, headers=headers, body=body, is_safe=is_safe)

    def send(
        self,
        method: str,
        path: str,
        read: Callable[[BaseHTTPResponse], Done],
        *,
        headers: Mapping[str, str] | None = None,
        body: Any = None,  # noqa: ANN401  # JSON is of any type
        is_safe: bool = False,
    ) -> Done:
        """Ask, and read the whole answer.

        Parameters
        ----------
        method : str
        path : str
            Below ``/v1``.
        read : callable
            Makes of an answer what is wanted; raises `ValueError` if that is cut off.
        headers : dict, optional
        body : object, optional
            Any JSON.
        is_safe : bool
            Whether it may be asked again though it may have been done; a GET always may.

        Raises
        ------
        ApiProblem
            If it is refused.
        NoAnswer
            If no answer came.
        """
        content, described = _packed(body)
        sent = {**described, **(headers or {})}
        return self._again(
            lambda: read(self._once(method, path, sent, content)),
            is_safe=is_safe or method == "GET",
        )

    def save(self, path: str, to: Path) -> None:
        """Write a document to a file, piece by piece; the file is there when it is whole."""
        part = to.with_name(f"{to.name}.part")

        def write() -> None:
            with self.open(path, {"Accept-Encoding": "gzip"}) as answer, part.open("wb") as file:
                for piece in answer.stream(_PIECE, decode_content=True):
                    file.write(piece)

        try:
            self._again(write, is_safe=True)
            part.replace(to)
        finally:
            part.unlink(missing_ok=True)

    @contextmanager
    def open(
        self, path: str, headers: Mapping[str, str], timeout: float | None = None
    ) -> Iterator[BaseHTTPResponse]:
        """Give an answer that is still to be read, once.

        Parameters
        ----------
        path : str
        headers : dict
        timeout : float, optional
            Seconds to wait for each part of it.

        Raises
        ------
        ApiProblem
            If it is refused.
        urllib3.exceptions.HTTPError
            If it breaks off, while it is read too.
        """
        answer = self._pool.request(
            "GET",
            self._base + path,
            headers={**self._headers, **headers},
            timeout=Timeout(connect=self._timeout, read=timeout or self._timeout),
            preload_content=False,
            redirect=False,
            retries=False,
        )
        try:
            if not _is_good(answer):
                raise read_problem(answer.status, answer.headers, answer.read())
            yield answer
        finally:
            answer.close()

    def _once(
        self, method: str, path: str, headers: Mapping[str, str], content: bytes | None
    ) -> BaseHTTPResponse:
        answer = self._pool.request(
            method,
            self._base + path,
            body=content,
            headers={"Accept-Encoding": "gzip", **self._headers, **headers},
            timeout=self._timeout,
            # A key is not to follow to wherever somebody points.
            redirect=False,
            retries=False,
        )
        if not _is_good(answer):
            raise read_problem(answer.status, answer.headers, answer.data)
        return answer

    def _again(self, attempt: Callable[[], Done], *, is_safe: bool) -> Done:
        """Make an attempt, and make it again as long as that is safe and there is patience."""
        for number in range(1, self.patience.tries + 1):
            is_last = number == self.patience.tries
            try:
                return attempt()
            except ApiProblem as problem:
                wait = problem.retry_after
                if is_last or problem.status not in AGAIN or wait is None:
                    raise
                if wait > self.patience.longest_wait:
                    raise
            except (HTTPError, ValueError) as broken:
                if is_last or not (is_safe or isinstance(broken, NewConnectionError)):
                    raise NoAnswer(type(broken).__name__) from broken
                wait = self.patience.wait(number)
            time.sleep(wait)
        raise AssertionError("at least one attempt is made")


def _document(answer: BaseHTTPResponse) -> Any:  # noqa: ANN401  # JSON is of any type
    return None if answer.status == HTTPStatus.NO_CONTENT else json.loads(answer.data)


def _is_good(answer: BaseHTTPResponse) -> bool:
    return HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES


def _packed(body: Any) -> tuple[bytes | None, dict[str, str]]:  # noqa: ANN401  # any JSON
    """Write a body, packed if it is long, and the headers that say how."""
    if body is None:
        return None, {}
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    headers = {"Content-Type": "application/json"}
    if len(text) < _PACKED_FROM:
        return text, headers
    return gzip.compress(text, _PACKING), {**headers, "Content-Encoding": "gzip"}
