"""A shortage map as data: the same for a table, a page and JSON.

Times are minutes, moments datetimes with the scenario's offset; points are the weight of unmet
visits, as the policy weighs their priorities.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matcher.model import HelperKind
from matcher.report import Text
from matcher.shortage.askings import Asking
from matcher.shortage.bottlenecks import Measure
from matcher.shortage.halfdays import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDay:
    """A morning, an afternoon or an evening."""

    day: date
    part: Part
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A line in one half-day.

    Attributes
    ----------
    half_day : int
        Position among the map's half-days.
    demand : int
        Minutes of service asked for; how they are spread, docs/shortages.md says.
    supply : int
        Minutes of shifts of those who have what is asked for and serve the community.
    helpers : int
        How many they are.
    served : int or None
        Minutes that the plan serves; None without a plan.
    """

    half_day: int
    demand: int
    supply: int
    helpers: int
    served: int | None

    @property
    def short(self) -> int:
        """Minutes by which the demand is above the supply."""
        return max(0, self.demand - self.supply)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One skill, or kinds of helpers, in one community.

    Attributes
    ----------
    asking : Asking
    community, community_name : str
    places, places_served : int
        Places in crews; served is None without a plan.
    demand, supply, served : int
        Minutes over all half-days; the demand that no half-day admits included.
    cells : tuple of Cell
        Half-days with demand or supply, in order of time.
    """

    asking: Asking
    community: str
    community_name: str
    places: int
    places_served: int | None
    demand: int
    supply: int
    served: int | None
    cells: tuple[Cell, ...]


class BottleneckCode(StrEnum):
    """What is said of visits that share helpers."""

    TOO_FEW_MINUTES = "too_few_minutes"
    """Proven: they ask more minutes than the helpers have."""
    TOO_FEW_STOPS = "too_few_stops"
    """Proven: they ask more stops than the helpers may make."""
    TIGHT_MINUTES = "tight_minutes"
    """They ask over 90 % of the minutes."""
    TIGHT_STOPS = "tight_stops"
    """They ask over 90 % of the stops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitName:
    """One visit."""

    need: str
    occurrence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """Visits that compete for helpers whom they share.

    Attributes
    ----------
    code : BottleneckCode
    proven : bool
        No plan whatever serves all of them.
    measure : Measure
    asked, available : int
        Minutes, or stops.
    utilisation : float
        Asked over available; None where nothing is available.
    unserved : int
        Visits of these that every plan leaves out, at least; 0 where nothing is proven.
    visits : tuple of VisitName
    askings : tuple of Asking
        What they ask of these helpers, the most frequent first.
    communities, helpers : tuple of str
        Ids.
    half_days : tuple of int
        In which they may begin.
    text : Text
    """

    code: BottleneckCode
    proven: bool
    measure: Measure
    asked: int
    available: int
    utilisation: float | None
    unserved: int
    visits: tuple[VisitName, ...]
    askings: tuple[Asking, ...]
    communities: tuple[str, ...]
    helpers: tuple[str, ...]
    half_days: tuple[int, ...]
    text: Text


class Unit(StrEnum):
    """Of what one more is valued."""

    HELPER = "helper"
    """A helper with the shifts of one there is."""
    SHIFT = "shift"
    """A shift like one there is."""
    HOUR = "hour"
    """An hour on top of a helper's day or week."""
    RESOURCE = "resource"
    """A unit of goods, or a yuan of a fund."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one more is worth at most, as far as the bound tells.

    Attributes
    ----------
    unit : Unit
    example : str
        The id of the best of this type: one more like it is meant.
    name : str
        Its name.
    kind : HelperKind or None
        None of a resource.
    skills : tuple of Asking
    community, community_name : str or None
        Where the helper belongs.
    part : Part or None
        Of the shift.
    alike : int
        How many there are of this type.
    points : float
        By which the bound falls at most with one more like this; never more than can be gained.
    mean : float
        The same, on average over the type.
    per_hour : float or None
        Points by the hours of the shift.
    words : Text
        The points as visits of some priority.
    text : Text
        All of it in a sentence.
    """

    unit: Unit
    example: str
    name: str
    kind: HelperKind | None
    skills: tuple[Asking, ...]
    community: str | None
    community_name: str | None
    part: Part | None
    alike: int
    points: float
    mean: float
    per_hour: float | None
    words: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation:
    """What one more of each type is worth, and how sure that is.

    Attributes
    ----------
    bound : float
        Points that every plan costs at the first level, at least.
    reached : float or None
        Points of the plan; None without one.
    slack : float or None
        The plan's points less the bound's: by so much more a plan with one more may be better.
    sweeps : int
        Of the climb to the bound.
    per_point : int
        Units of the first level; the weight of unmet visits in it.
    counts_unmet : bool
        The first level counts unmet visits; otherwise a point is one of its units.
    note : Text
        How good the figures are.
    helpers, shifts, hours, resources : tuple of Worth
        The most valuable first.
    """

    bound: float
    reached: float | None
    slack: float | None
    sweeps: int
    per_point: int
    counts_unmet: bool
    note: Text
    helpers: tuple[Worth, ...]
    shifts: tuple[Worth, ...]
    hours: tuple[Worth, ...]
    resources: tuple[Worth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A worth, held against plans made with one more like it.

    Attributes
    ----------
    example : str
        The helper of whom there is one more.
    points : float
        The estimate.
    before, after : float
        Points of the plan found without and with it.
    gained : float
        Before less after; a search that had bad luck may make it negative.
    proven_most : float or None
        No plan with one more is better than the plan before by more; None where that is not known.
    """

    example: str
    points: float
    before: float
    after: float
    gained: float
    proven_most: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortages:
    """Where there are too few helpers, what proves it, and what one more would be worth.

    Attributes
    ----------
    format : str
    scenario, title : str
        Its id and name.
    digest : str
        Of the scenario; a plan of the same names the same.
    has_plan : bool
    half_days : tuple of HalfDay
    lines : tuple of Line
        The worst first.
    impossible : int
        Visits that nobody and nothing can serve; they are in no bottleneck.
    bottlenecks : tuple of Bottleneck
        Those proven first.
    valuation : Valuation or None
        None: not asked for.
    verified : tuple of Verified
    """

    format: str
    scenario: str
    title: str
    digest: str
    has_plan: bool
    half_days: tuple[HalfDay, ...]
    lines: tuple[Line, ...]
    impossible: int
    bottlenecks: tuple[Bottleneck, ...]
    valuation: Valuation | None
    verified: tuple[Verified, ...] = ()
