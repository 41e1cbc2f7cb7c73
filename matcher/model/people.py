"""Who: organisations, helpers, their skills, licences and shifts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.model.places import Mode, Place
from matcher.model.record import Record
from matcher.model.units import (
    Count,
    Day,
    Fen,
    Flag,
    Identifier,
    Instant,
    Level,
    Metres,
    Minutes,
    Probability,
    Speed,
)


class OrganisationKind(StrEnum):
    """What an organisation is."""

    STATION = "station"
    SOCIAL_ORGANISATION = "social_organisation"
    VOLUNTEER_TEAM = "volunteer_team"
    CHARITY = "charity"
    SPECIALISED_BODY = "specialised_body"


class HelperKind(StrEnum):
    """Who can be scheduled; from the nearest neighbour to the specialised body."""

    VOLUNTEER = "volunteer"
    LIAISON = "liaison"
    GRID_MEMBER = "grid_member"
    SOCIAL_WORKER = "social_worker"
    TEAM = "team"
    SECRETARY = "secretary"
    SPECIALIST = "specialist"


class Gender(StrEnum):
    """A helper's gender, where a resident's wish depends on it."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Record):
    """A station, social organisation, volunteer team, charity or specialised body."""

    id: Identifier
    name: str
    kind: OrganisationKind
    community: Identifier | None = None
    """Its home community."""
    communities: tuple[Identifier, ...] = ()
    """Its service area, descendants on the tier tree included; empty: everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLevel(Record):
    """A skill with its level: held by a helper, or the least a role asks for."""

    skill: Identifier
    level: Level = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLicence(Record):
    """A licence of a helper."""

    licence: Identifier
    expires: Day | None = None
    """The last day it is valid; none: it does not expire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break(Record):
    """A rest inside a shift, taken while neither travelling nor serving."""

    start: Instant
    """Not before this."""
    end: Instant
    """Over by this."""
    minutes: Minutes
    mandatory: Flag = True
    """False: it may be missed at a cost (term `missed_breaks`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Record):
    """One interval of one helper's availability; a helper's shifts do not overlap.

    The helper leaves `start_place` at or after `start` and is back at `end_place` by `end`, or by
    `end` + `max_overtime` at a cost. Its work counts for the day and week in which it starts.
    """

    id: Identifier
    """Unique among all shifts of the scenario."""
    start: Instant
    end: Instant
    start_place: Place | None = None
    """Where the route starts; none: the helper's home."""
    end_place: Place | None = None
    """Where the route ends; none: the helper's home."""
    max_visits: Count | None = None
    """Most stops."""
    max_overtime: Minutes = 0
    """How long after `end` the helper may be back."""
    breaks: tuple[Break, ...] = ()
    """In order of time; their intervals do not overlap. They bind only if the shift is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper(Record):
    """Whoever can be scheduled."""

    id: Identifier
    name: str = ""
    kind: HelperKind
    organisation: Identifier | None = None
    community: Identifier | None = None
    """Where the helper belongs; its centre is the home where `home` is missing."""
    home: Place | None = None
    communities: tuple[Identifier, ...] = ()
    """Communities served, descendants on the tier tree included."""
    radius: Metres | None = None
    """Straight-line metres from home within which the helper serves.

    A place is in the helper's area if it is in one of `communities` or within `radius`. With
    neither given, the organisation's area holds; with none of the three, there is no limit.
    """
    mode: Mode = Mode.WALK
    speed_kmh: Speed | None = None
    """Own speed; none: the mode's."""
    skills: tuple[SkillLevel, ...] = ()
    licences: tuple[HeldLicence, ...] = ()
    gender: Gender | None = None
    languages: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
    max_minutes_day: Minutes | None = None
    """Most minutes of service and travel in one calendar day."""
    max_minutes_week: Minutes | None = None
    """Most minutes of service and travel in each seven days from the horizon's start."""
    cost_per_hour: Fen = 0
    """Pay for an hour of service or travel."""
    reliability: Probability = 1.0
    """Chance to turn up."""
