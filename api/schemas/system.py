"""Whether the service is well, and which it is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from api.schemas.wire import STORABLE, Answer, Parameters


class Health(Answer):
    """The service answers."""

    status: Literal["ok"] = "ok"


class Ready(Answer):
    """The service takes plans."""

    status: Literal["ready"] = "ready"
    queued: int
    running: int


class Version(Answer):
    """Which Linli this is."""

    version: str


class HelperPath(Parameters):
    """Which helper."""

    id: str = Field(min_length=1, max_length=100, pattern=STORABLE)


class CalendarQuery(Parameters):
    """The secret of a calendar link."""

    secret: str = Field(min_length=1, max_length=100)


class CalendarLink(Answer):
    """A helper's own calendar feed."""

    href: str
    """With its secret: whoever has it sees this helper's visits. Shown this once."""
