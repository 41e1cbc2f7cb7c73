"""What is asked of a roll, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from matcher.model import Ended


@dataclass(frozen=True, slots=True, kw_only=True)
class RollSettings:
    """How the weeks follow one another.

    Attributes
    ----------
    weeks : int
        How many; where the horizon is longer than a week, as many horizons as hold them.
    arrivals : float
        The chance, from 0 to 1, that each need of the scenario is asked for again in a later week.
    refill : bool
        Every week begins with the scenario's own stocks, funds and project budgets; otherwise with
        what the weeks before have left of them.
    seed : int
        The only source of chance: of plans, of who turns up, of what is asked for.

    Raises
    ------
    ValueError
        If a figure is out of range.
    """

    weeks: int = 8
    arrivals: float = 1.0
    refill: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if self.weeks < 1:
            raise ValueError("weeks must be at least 1")
        if not 0 <= self.arrivals <= 1:
            raise ValueError("arrivals must be 0 to 1")
        if self.seed < 0:
            raise ValueError("seed must not be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What came of one week, or of one horizon where that is longer.

    Attributes
    ----------
    week : int
        From 1.
    start : date
    asked, carried : int
        Needs asked for anew, and left over from before.
    visits, planned, served : int
        Visits asked for, planned, and made.
    no_shows : int
        Visits planned that did not take place, because somebody did not turn up or a visit that had
        to come before failed.
    left : int
        Needs that still wait for a visit.
    overdue : int
        Of these, the ones older than their service level.
    oldest_days : int or None
        Whole days since the oldest of them was asked for.
    escalations : tuple of int
        By tier of the ladder: needs that moved up to it.
    totals : tuple of int
        Of the plan's score.
    ended : Ended
    """

    week: int
    start: date
    asked: int
    carried: int
    visits: int
    planned: int
    served: int
    no_shows: int
    left: int
    overdue: int
    oldest_days: int | None
    escalations: tuple[int, ...]
    totals: tuple[int, ...]
    ended: Ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A need moves up the ladder.

    Attributes
    ----------
    tier : int
        Position in the ladder.
    at : datetime
    """

    tier: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLog:
    """The story of a need that was carried over, lost a visit or moved up.

    Attributes
    ----------
    need : str
    origin : str
        The need of the scenario that it repeats, or its own name.
    service, community : str
    requested : datetime
        When it was asked for first.
    weeks : tuple of int
        In which it was planned for.
    no_shows : int
        Visits planned for it that did not take place.
    steps : tuple of Step
        In order of time. Where only some of its visits are made, it begins anew from the last one.
    visits : tuple of datetime
        When each of its visits began.
    open : bool
        It still waits for a visit.
    """

    need: str
    origin: str
    service: str
    community: str
    requested: datetime
    weeks: tuple[int, ...]
    no_shows: int
    steps: tuple[Step, ...]
    visits: tuple[datetime, ...]
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """The weeks that were played.

    Attributes
    ----------
    scenario : str
    settings : RollSettings
    weeks : tuple of Week
        Fewer than asked for where it was stopped.
    needs : tuple of NeedLog
        In the order in which they were asked for.
    """

    scenario: str
    settings: RollSettings
    weeks: tuple[Week, ...]
    needs: tuple[NeedLog, ...]
