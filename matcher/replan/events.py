"""What has happened since a plan was published, and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from typing import Literal

from matcher.formats import read_record
from matcher.formats.parts import kind_of, read_parts
from matcher.model import InvalidInput, Need, Problem
from matcher.model.record import Record
from matcher.model.units import Count, Identifier, Instant, Metres, Minutes, Quantity
from matcher.validate.catalogue import problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """One thing that has happened."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperCancelsShift(Event):
    """A helper does not come, or goes home: all of a shift that has not begun is lost."""

    kind: Literal["helper_cancels_shift"] = "helper_cancels_shift"
    helper: Identifier
    shift: Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShow(Event):
    """A helper did not come to one visit, and is not to be sent to it again."""

    kind: Literal["no_show"] = "no_show"
    helper: Identifier
    need: Identifier
    occurrence: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Late(Event):
    """A shift begins later; in one that has begun, the helper is held up after the last visit."""

    kind: Literal["late"] = "late"
    helper: Identifier
    shift: Identifier
    minutes: Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAdded(Event):
    """A need that the scenario does not have, as a scenario file writes it."""

    kind: Literal["need_added"] = "need_added"
    need: Need


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedChanged(Event):
    """A need as it is from now on, written out in full."""

    kind: Literal["need_changed"] = "need_changed"
    need: Need


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedWithdrawn(Event):
    """A need that is met no more; visits that have begun stay."""

    kind: Literal["need_withdrawn"] = "need_withdrawn"
    need: Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLost(Event):
    """So much less of a resource, but never less than has been given, or lent at once, before."""

    kind: Literal["stock_lost"] = "stock_lost"
    resource: Identifier
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadClosed(Event):
    """Every way between two communities, with all below them, is so many metres longer."""

    kind: Literal["road_closed"] = "road_closed"
    between: tuple[Identifier, Identifier]
    metres: Metres


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueClosed(Event):
    """A venue, or any other resource, cannot be had for a while."""

    kind: Literal["venue_closed"] = "venue_closed"
    resource: Identifier
    start: Instant | None = None
    """None: from the freeze."""
    end: Instant | None = None
    """None: until the horizon's end."""


KINDS: Mapping[str, type[Event]] = {
    str(next(field.default for field in fields(event) if field.name == "kind")): event
    for event in (
        HelperCancelsShift,
        NoShow,
        Late,
        NeedAdded,
        NeedChanged,
        NeedWithdrawn,
        StockLost,
        RoadClosed,
        VenueClosed,
    )
}
"""By the word in a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitName(Record):
    """One visit of the plan."""

    need: Identifier
    occurrence: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances(Record):
    """What a file of events says besides them."""

    freeze: Instant = 0
    """Nothing before this moment is changed any more."""
    confirmed: tuple[VisitName, ...] = ()
    """Visits that the residents have confirmed: changing them costs more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What has happened, and when.

    Attributes
    ----------
    events : tuple of Event
        In any order.
    circumstances : Circumstances
    """

    events: tuple[Event, ...]
    circumstances: Circumstances = Circumstances()


def parse_happened(document: object, start: datetime) -> Happened:
    """Read what has happened from a document's Python objects.

    Parameters
    ----------
    document : object
        ``{"freeze": ..., "confirmed": [...], "events": [...]}``, as `json.loads` gives it.
    start : datetime
        Of the scenario.

    Raises
    ------
    InvalidInput
        With every error of its structure.
    """
    if not isinstance(document, Mapping):
        raise InvalidInput([problem("not_an_object", "")])
    problems: list[Problem] = []
    circumstances = Circumstances()
    events: tuple[Event, ...] = ()
    rest = {key: value for key, value in document.items() if key != "events"}
    try:
        circumstances = read_record(Circumstances, rest, start)
    except InvalidInput as invalid:
        problems += invalid.problems
    try:
        events = parse_events(document.get("events", ()), start)
    except InvalidInput as invalid:
        problems += invalid.problems
    if problems:
        raise InvalidInput(problems)
    return Happened(events=events, circumstances=circumstances)


def read_freeze(text: str, start: datetime) -> int:
    """Read a freeze given by itself, in minutes from the horizon's start.

    Raises
    ------
    InvalidInput
        If it is not a time as in a file.
    """
    return read_record(Circumstances, {"freeze": text}, start).freeze


def parse_events(documents: object, start: datetime, *, at: str = "/events") -> tuple[Event, ...]:
    """Read a list of events.

    Parameters
    ----------
    documents : object
        A list of objects, each with its ``kind``.
    start : datetime
        Of the scenario.
    at : str
        The pointer at which they stand.

    Raises
    ------
    InvalidInput
        With every error of their structure.
    """
    return read_parts(documents, partial(_event, start=start), at=at)


def _event(document: object, start: datetime) -> Event:
    kind = kind_of(document, KINDS, tag="kind", unknown="unknown_event")
    return read_record(kind, document, start)
