"""Event streams, as they are asked for."""

from __future__ import annotations

from pydantic import Field

from api.schemas.wire import Parameters


class EventHeaders(Parameters):
    """Where to go on."""

    last_event_id: int = Field(default=0, alias="Last-Event-ID", ge=0, le=2**62)
    """The last event that was received; what came after it is told."""
