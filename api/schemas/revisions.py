"""Plans made of plans after events, as they are asked for and told of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from api.schemas.options import Custom, Priority, SearchSeconds, Webhook
from api.schemas.wire import Answer
from api.settings import Settings
from matcher.model import Limits
from matcher.model.record import Record
from matcher.model.units import Count, Identifier, Instant

SECONDS, DISTURB = 5.0, 3
"""As of `matcher.replan.repair`, where nothing else is asked for."""

EVENTS = (
    "helper_cancels_shift",
    "no_show",
    "late",
    "need_added",
    "need_changed",
    "need_withdrawn",
    "stock_lost",
    "road_closed",
    "venue_closed",
)


def _read_events(documents: object, info: ValidationInfo) -> tuple[object, ...]:
    # Only who reads such bodies has what reads events.
    from matcher.replan.events import parse_events  # noqa: PLC0415

    return parse_events(documents, (info.context or {})["start"], at="")


_Events = Annotated[
    tuple[Any, ...],
    PlainValidator(_read_events),
    WithJsonSchema(
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"kind": {"enum": list(EVENTS)}},
                "required": ["kind"],
                "additionalProperties": True,
                "description": "One event; each kind has fields of its own.",
            },
        }
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionOptions(Record):
    """How a plan is put in order again; the server's limits stand above these."""

    max_seconds: SearchSeconds = None
    """Wall seconds for all of it; none: 5, of which it seldom takes one."""
    seed: Count = 0
    priority: Priority = 0
    """Plans of a higher priority are begun first."""
    disturb: Count = DISTURB
    """Most visits changed that the events leave in order."""

    def within(self, settings: Settings) -> RevisionOptions:
        """Fill in the time limit that holds where none was asked for."""
        seconds = self.max_seconds or min(SECONDS, settings.max_seconds)
        return replace(self, max_seconds=seconds)

    def limits(self) -> Limits:
        """Give them as the solver takes them."""
        return Limits(max_seconds=self.max_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitName(Record):
    """One visit of the plan."""

    need: Identifier
    occurrence: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionRequest(Record):
    """What has happened since a plan was made; read with the start of its scenario at hand."""

    events: _Events
    """In any order."""
    freeze: Instant | None = None
    """Nothing before this moment is changed any more; none: nothing has begun."""
    confirmed: tuple[VisitName, ...] = ()
    """Visits that the residents have confirmed: changing them costs more."""
    options: RevisionOptions = RevisionOptions()
    webhook: Webhook = None
    """Where to tell, signed, that the new plan has ended."""
    custom: Custom = None
    """Anything; echoed in every answer about the new plan."""


class VisitTold(Answer):
    """A visit as people know it."""

    start: datetime
    end: datetime
    helpers: tuple[str, ...]
    """In order of role."""


class VisitCall(Answer):
    """One person to call about a change."""

    party: str
    """`resident` or `helper`."""
    id: str
    """The helper's, or whom the need is for; where it names nobody, the need's own."""
    reason: str
    """What there is to say: `told`, `joins`, `leaves` or `stays`."""


class VisitChange(Answer):
    """One visit that is not as it was in the base."""

    code: str
    """What has become of it; docs/repair.md lists them."""
    need: str
    occurrence: int
    before: VisitTold | None
    """None: it was not planned."""
    after: VisitTold | None
    """None: it is not planned."""
    calls: tuple[VisitCall, ...]
    """Whom to call."""
    by: datetime
    """By when to call."""
    message: str
    """In the language asked for."""
