"""What residents ask for: the service catalogue and the needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.model.people import Gender, HelperKind, SkillLevel
from matcher.model.places import Place
from matcher.model.record import Record
from matcher.model.resources import ResourceLine
from matcher.model.units import (
    Count,
    Day,
    Days,
    Flag,
    Identifier,
    Instant,
    Minutes,
    Priority,
    Weight,
)


class Domain(StrEnum):
    """The eight fields of social-work stations, and one's own."""

    SOCIAL_ASSISTANCE = "social_assistance"
    ELDERLY_CARE = "elderly_care"
    CHILD_WELFARE = "child_welfare"
    COMMUNITY_GOVERNANCE = "community_governance"
    SOCIAL_AFFAIRS = "social_affairs"
    PUBLIC_SAFETY = "public_safety"
    RURAL_REVITALISATION = "rural_revitalisation"
    EPIDEMIC_PREVENTION = "epidemic_prevention"
    OWN = "own"


class Delivery(StrEnum):
    """Routine list service (清单) or on-demand order (订单)."""

    LIST = "list"
    ORDER = "order"


class WindowBounds(StrEnum):
    """What a window bounds."""

    START = "start"
    """The visit's start: the start of its first role."""
    ALL_STARTS = "all_starts"
    """The start of every role."""
    SERVICE = "service"
    """The whole visit, from the first start to the last end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Record):
    """When a visit may take place: not before `start`; its bounded times by `end`, both included.

    A soft window may be overrun by up to `max_late` minutes at `late_cost` a minute (term
    `lateness`). A visit needs one window that admits it; of several, the one with the least late
    cost counts, then the one with the least single lateness.
    """

    start: Instant
    end: Instant
    bounds: WindowBounds = WindowBounds.START
    soft: Flag = False
    late_cost: Weight = 1
    max_late: Minutes | None = None
    """None: no limit but the horizon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag(Record):
    """How long after the previous role's start a role starts, both ends included."""

    min: Minutes
    max: Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """A place, or `count` like places, in the crew of a visit."""

    name: str = ""
    kinds: tuple[HelperKind, ...] = ()
    """Kinds that may fill it, the most suitable first (term `tier`); empty: any, all alike."""
    skills: tuple[SkillLevel, ...] = ()
    """Each of these is needed, at the level given or above."""
    licences: tuple[Identifier, ...] = ()
    """Each of these is needed, valid on the day the shift starts."""
    count: Count = 1
    minutes: Minutes | None = None
    """Its own duration; none: the need's."""
    lag: Lag | None = None
    """None: starts together with the previous role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Record):
    """An entry of the service catalogue, with defaults for its needs."""

    id: Identifier
    name: str
    domain: Domain = Domain.OWN
    delivery: Delivery = Delivery.ORDER
    minutes: Minutes = 60
    """Default duration of a visit."""
    roles: tuple[Role, ...] = (Role(),)
    """Default crew; empty: the visit needs nobody, only resources."""
    resources: tuple[ResourceLine, ...] = ()
    """Default resource lines."""
    points: Count = 0
    """Points that each crew member earns."""
    service_level_days: Days | None = None
    """Days within which a need is promised to be met; after them it moves up the policy's ladder.
    None: nothing is promised, and it never moves up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence(Record):
    """A need that is met several times in the horizon.

    Its occurrences are numbered 0, 1, ... in order of time, and later ones start after earlier
    ones have ended. For served occurrences i < j:
    min_gap_days x (j - i) <= day(j) - day(i) <= max_gap_days x (j - i).
    """

    times: Count
    min_gap_days: Days = 1
    max_gap_days: Days | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit(Record):
    """Who came before the horizon, and when."""

    helper: Identifier
    day: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Record):
    """What a resident, a group or a community asks for, of one service."""

    id: Identifier
    service: Identifier
    community: Identifier
    resident: Identifier | None = None
    """An external id of whom it is for."""
    organisation: Identifier | None = None
    """Who is in charge of it."""
    place: Place | None = None
    """Where; none: the venue its resource lines name, else the community's centre."""
    priority: Priority = 3
    due: Instant | None = None
    """A start after this is late, at one a minute (term `lateness`), besides its windows."""
    windows: tuple[Window, ...] = ()
    """Empty: any time in the horizon."""
    minutes: Minutes | None = None
    """Duration of a visit; none: the service's."""
    roles: tuple[Role, ...] | None = None
    """Crew; none: the service's."""
    distinct_crew: Flag = True
    """False: one helper may take several roles, one after the other."""
    resources: tuple[ResourceLine, ...] | None = None
    """What each visit takes; none: the service's."""
    required: tuple[Identifier, ...] = ()
    """Helpers from whom the first role is filled; empty: anyone."""
    preferred: tuple[Identifier, ...] = ()
    """Helpers the resident would like (term `preferences`); empty: anyone."""
    excluded: tuple[Identifier, ...] = ()
    """Helpers who must not come."""
    gender: Gender | None = None
    """Gender wished of each crew member."""
    gender_required: Flag = False
    """True: a wish becomes a rule."""
    languages: tuple[str, ...] = ()
    """Languages of which each crew member should speak one; empty: any."""
    language_required: Flag = False
    """True: a wish becomes a rule."""
    max_helpers: Count | None = None
    """Most distinct helpers over all its visits in the horizon (continuity)."""
    history: tuple[PastVisit, ...] = ()
    """Who came before; the last day given counts as occurrence -1 for the minimum gap."""
    recurrence: Recurrence | None = None
    """None: one visit."""
    after: tuple[Identifier, ...] = ()
    """Needs that must be served in full, and have ended, before its first visit starts."""
    project: Identifier | None = None
    """The project that pays its crews."""
    points: Count | None = None
    """Points that each crew member earns; none: the service's."""
    requested: Instant | None = None
    """When it was asked for, from which its age counts; none: when the horizon starts."""
    service_level_days: Days | None = None
    """Days from `requested` within which it is promised to be met; none: the service's."""
