"""With what: goods, funds, venues, equipment, and the projects that pay."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.model.places import Place
from matcher.model.record import Record
from matcher.model.units import Count, Day, Fen, Flag, Identifier, Instant, Minutes, Quantity


class ResourceKind(StrEnum):
    """Goods and funds are used up; venues and equipment are occupied and come back."""

    GOODS = "goods"
    FUND = "fund"
    VENUE = "venue"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval(Record):
    """From `start` (included) to `end` (excluded)."""

    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Record):
    """Something that a need can be given or lent."""

    id: Identifier
    name: str = ""
    kind: ResourceKind
    item: Identifier
    """What it is, as needs ask for it: rice, emergency_aid, activity_room, wheelchair."""
    quantity: Quantity
    """Stock in units (goods), budget in fen (fund), persons (venue), pieces (equipment)."""
    unit: str = ""
    organisation: Identifier | None = None
    """Who owns it."""
    community: Identifier | None = None
    place: Place | None = None
    available: tuple[Interval, ...] = ()
    """When it can be drawn or occupied; empty: always."""
    expires: Day | None = None
    """The last day it can be used."""
    services: tuple[Identifier, ...] = ()
    """Services it may be used for; empty: any."""
    communities: tuple[Identifier, ...] = ()
    """Communities, with their descendants, whose needs it may serve; empty: any."""
    organisations: tuple[Identifier, ...] = ()
    """Organisations whose needs (`Need.organisation`) it may serve; empty: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine(Record):
    """What each visit of a need takes of one resource or one item."""

    resource: Identifier | None = None
    """Exactly this resource."""
    item: Identifier | None = None
    """Any resource of this item; give either `resource` or `item`.

    Goods, funds and equipment may come from several resources, a venue only from one.
    """
    quantity: Quantity
    all_or_none: Flag = True
    """False: less will do, at a cost (term `shortfall`)."""
    hold: Minutes | None = None
    """Venue or equipment: occupied this long from the visit's start; none: until the visit ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Record):
    """What a project promises to deliver."""

    service: Identifier | None = None
    """None: all its services together."""
    visits: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """A funded programme that pays the helpers' time in its visits."""

    id: Identifier
    name: str = ""
    organisation: Identifier | None = None
    budget: Fen | None = None
    """Most fen for the crews' minutes of service; each member's pay is rounded up to whole fen."""
    services: tuple[Identifier, ...] = ()
    """Permitted services; empty: any."""
    communities: tuple[Identifier, ...] = ()
    """Permitted communities, descendants included; empty: any."""
    start: Instant | None = None
    """Its visits start at or after this."""
    end: Instant | None = None
    """Its visits end at or before this."""
    targets: tuple[Target, ...] = ()
