"""How one more visit fits into a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.model import Need, TermName
from matcher.report import Text


class Code(StrEnum):
    """What speaks for or against an answer."""

    KNOWS_THE_RESIDENT = "knows_the_resident"
    PREFERRED_HELPER = "preferred_helper"
    RIGHT_KIND = "right_kind"
    SHORTEST_WAY = "shortest_way"
    NEW_FACE = "new_face"
    LONG_WAY = "long_way"
    OTHER_KIND = "other_kind"
    WISH_NOT_KEPT = "wish_not_kept"
    LOW_RELIABILITY = "low_reliability"
    OVERTIME = "overtime"
    LATE = "late"
    MISSED_BREAK = "missed_break"
    SHORT_OF_SUPPLIES = "short_of_supplies"
    MOVES_A_VISIT = "moves_a_visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that speaks for or against an answer, in a sentence."""

    code: Code
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of the crew.

    Attributes
    ----------
    role : int
        Position among the need's roles.
    helper, shift : str
    start, end : int
        Minutes from the horizon's start.
    travel : int
        Minutes of travel that the visit adds to the helper's route.
    """

    role: int
    helper: str
    shift: str
    start: int
    end: int
    travel: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange:
    """What one term of the score gains; less is better."""

    name: TermName
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the score gains, with the need asked for before and after.

    Attributes
    ----------
    totals : tuple of int
        By level, as in `matcher.model.Score`.
    terms : tuple of TermChange
        Those of the policy that change, in its order.
    """

    totals: tuple[int, ...]
    terms: tuple[TermChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A visit of the plan that starts at another time for it."""

    need: str
    occurrence: int
    start: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One way to serve a visit.

    Attributes
    ----------
    need : Need
    occurrence : int
    rank : int
        From 1, the best.
    start : int
        Minutes from the horizon's start.
    crew : tuple of Place
        In order of role; of one role, in the order of the scenario's shifts.
    change : Change
    disturbs : tuple of Moved
    pros, cons : tuple of Remark
        What speaks for it, and against it.
    """

    need: Need
    occurrence: int
    rank: int
    start: int
    crew: tuple[Place, ...]
    change: Change
    disturbs: tuple[Moved, ...]
    pros: tuple[Remark, ...]
    cons: tuple[Remark, ...]
