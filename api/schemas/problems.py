"""Refusals as documents (RFC 9457)."""

from __future__ import annotations

from pydantic import Field

from api.schemas.wire import Answer


def _is_none(value: object) -> bool:
    return value is None


class ProblemItem(Answer):
    """One thing wrong with a request."""

    code: str
    """Stable; the same as for files."""
    message: str
    """In the language asked for."""
    pointer: str | None = Field(default=None, exclude_if=_is_none)
    """Where in the body (RFC 6901)."""
    parameter: str | None = Field(default=None, exclude_if=_is_none)
    """Which query parameter or header, where it is not in the body."""


class ProblemDocument(Answer):
    """Why a request was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str | None = None
    instance: str | None = None
    """The request's id in the server's log, where the fault is the server's."""
    limit: int | None = None
    """The longest body in bytes (413)."""
    errors: tuple[ProblemItem, ...] | None = None
    """All of them."""
    warnings: tuple[ProblemItem, ...] | None = None
    """What would have been let pass."""
