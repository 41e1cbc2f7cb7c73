"""What goes wrong when a service is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemError:
    """One thing wrong with a request.

    Attributes
    ----------
    code : str
        Stable.
    message : str
        In the client's language.
    pointer : str or None
        Where in the body (RFC 6901).
    parameter : str or None
        Which query parameter or header, where it is not in the body.
    """

    code: str
    message: str
    pointer: str | None = None
    parameter: str | None = None

    def __str__(self) -> str:
        return f"{self.code} at {self.pointer or self.parameter or 'the whole'}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A refusal as it is told (RFC 9457).

    Attributes
    ----------
    status : int
    type : str
        Such as ``/problems/not-found``; ``about:blank`` where something else than the service
        answered.
    title : str
    errors : tuple of ProblemError
        All that is wrong.
    retry_after : float or None
        Seconds after which to come back.
    request_id : str or None
        To be told when something is reported.
    """

    status: int
    type: str
    title: str
    errors: tuple[ProblemError, ...] = ()
    retry_after: float | None = None
    request_id: str | None = None


class NoAnswer(ConnectionError):
    """The service could not be reached, or broke off, as often as it was tried."""


class ApiProblem(Exception):
    """A refusal; its fields are those of `Problem`, and cannot be changed."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self._problem = problem

    def __str__(self) -> str:
        problem = self._problem
        said = [f"{problem.status} {problem.title}", *map(str, problem.errors[:_SHOWN])]
        more = len(problem.errors) - _SHOWN
        return "; ".join([*said, f"and {more} more"] if more > 0 else said)

    @property
    def status(self) -> int:
        """The answer's status."""
        return self._problem.status

    @property
    def type(self) -> str:
        """Its kind."""
        return self._problem.type

    @property
    def title(self) -> str:
        """The kind in words."""
        return self._problem.title

    @property
    def errors(self) -> tuple[ProblemError, ...]:
        """All that is wrong."""
        return self._problem.errors

    @property
    def retry_after(self) -> float | None:
        """Seconds after which to come back."""
        return self._problem.retry_after

    @property
    def request_id(self) -> str | None:
        """By which the server's log knows the request."""
        return self._problem.request_id


def read_problem(status: int, headers: Mapping[str, str], body: bytes) -> ApiProblem:
    """Read a refusal, whoever wrote it."""
    document = _document(body)
    wait = headers.get("Retry-After", "")
    return ApiProblem(
        Problem(
            status=status,
            type=str(document.get("type", "about:blank")),
            title=str(document.get("title") or _phrase(status)),
            errors=tuple(_error(error) for error in document.get("errors") or ()),
            # The service gives seconds; a date is another's, and no word on when to come back.
            retry_after=float(wait) if wait.isdecimal() else None,
            request_id=headers.get("X-Request-Id"),
        )
    )


def _document(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _error(error: dict[str, Any]) -> ProblemError:
    return ProblemError(
        code=str(error.get("code", "")),
        message=str(error.get("message", "")),
        pointer=error.get("pointer"),
        parameter=error.get("parameter"),
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "unknown status"
