"""What is said about one visit: what is lacking, what would help, what else could have been."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from matcher.model import Plan, Rule, Scenario, Unmet, Visit
from matcher.recommend import Change, Fit
from matcher.replan import PlanChange


class Lacking(StrEnum):
    """What a helper's shift lacks for a role of a visit."""

    KIND = "kind"
    ESCALATION = "escalation"
    REQUIRED = "required"
    EXCLUDED = "excluded"
    GENDER = "gender"
    LANGUAGE = "language"
    LICENCE = "licence"
    SKILL = "skill"
    """`amount` levels of `what`; `has` of `asked`."""
    AREA = "area"
    MAX_VISITS = "max_visits"
    """It has `has` of `asked` visits."""
    CONTINUITY = "continuity"
    """`has` others come already, as many as may."""
    DAY_LIMIT = "day_limit"
    WEEK_LIMIT = "week_limit"
    """`amount` minutes over a limit of `asked`."""
    ENDS_EARLY = "shift_ends_early"
    STARTS_LATE = "shift_starts_late"
    FREE_TOO_LATE = "free_too_late"
    FREE_TOO_EARLY = "free_too_early"
    """`amount` minutes from a time at which the window admits it."""
    GAP_TOO_SHORT = "gap_too_short"
    """Between two visits, by `amount` minutes."""
    OFF = "no_shift_then"
    """The shift is far from every window."""
    TOGETHER = "not_together"
    """Nothing by itself: the crew, the supplies or the breaks do not come together."""


HARD = frozenset(
    {
        Lacking.KIND,
        Lacking.ESCALATION,
        Lacking.REQUIRED,
        Lacking.EXCLUDED,
        Lacking.GENDER,
        Lacking.LANGUAGE,
        Lacking.LICENCE,
    }
)
"""What no suggestion sets aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that a shift lacks.

    Attributes
    ----------
    code : Lacking
    amount : int
        Minutes, levels or visits; 0 where it cannot be counted.
    has, asked : int
    what : str
        Id of the skill.
    window : int
        Position among the need's windows; -1: it has none.
    """

    code: Lacking
    amount: int = 0
    has: int = 0
    asked: int = 0
    what: str = ""
    window: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """How near one shift comes to a role of a visit.

    Attributes
    ----------
    role : int
        Position among the need's roles.
    helper, shift : str
    lacks : tuple of Lack
        The worst first.
    """

    role: int
    helper: str
    shift: str
    lacks: tuple[Lack, ...]


class StepKind(StrEnum):
    """What a suggestion changes; of two kinds the one that stands first here costs less."""

    EXTEND_SHIFT = "extend_shift"
    WIDEN_WINDOW = "widen_window"
    RAISE_LIMIT = "raise_limit"
    ACCEPT_LEVEL = "accept_level"
    MORE_VISITS = "more_visits"
    MORE_FACES = "more_faces"
    MOVE_DAY = "move_day"
    ADD_SHIFT = "add_shift"
    SERVE_COMMUNITY = "serve_community"
    MORE_SUPPLIES = "more_supplies"
    MORE_BUDGET = "more_budget"
    ADD_HELPER = "add_helper"


GRADES = {
    StepKind.EXTEND_SHIFT: 0,
    StepKind.WIDEN_WINDOW: 0,
    StepKind.RAISE_LIMIT: 0,
    StepKind.ACCEPT_LEVEL: 1,
    StepKind.MORE_VISITS: 2,
    StepKind.MORE_FACES: 3,
    StepKind.MOVE_DAY: 4,
    StepKind.ADD_SHIFT: 4,
    StepKind.SERVE_COMMUNITY: 5,
    StepKind.MORE_SUPPLIES: 6,
    StepKind.MORE_BUDGET: 7,
    StepKind.ADD_HELPER: 8,
}
"""A step of a lower grade costs less than one of a higher, whatever their amounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change, with its amount.

    Attributes
    ----------
    kind : StepKind
    amount : int
        Minutes (a shift, a window, a limit), levels, visits, people, days, units, fen.
    helper, shift : str
        Whose; of a helper or shift that is new, the id to be.
    role : int
        Position among the need's roles.
    what : str
        The skill, the resource or the project.
    window : int
        Position among the need's windows.
    rule : Rule or None
        The limit that is raised.
    earlier : bool
        At the beginning instead of the end; days back instead of on.
    start, end : int
        Of a new shift.
    """

    kind: StepKind
    amount: int = 1
    helper: str = ""
    shift: str = ""
    role: int = 0
    what: str = ""
    window: int = 0
    rule: Rule | None = None
    earlier: bool = False
    start: int = 0
    end: int = 0


Cost = tuple[tuple[int, int], ...]


def cost(steps: tuple[Step, ...]) -> Cost:
    """Give what steps cost, to be compared: grade and amount of each, the dearest first."""
    return tuple(sorted(((GRADES[step.kind], step.amount) for step in steps), reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """The least change of its kind with which a visit is served; tried.

    Attributes
    ----------
    steps : tuple of Step
        None: the plan's own times and people suffice, rearranged.
    changes : tuple of dict
        The same as changes of a variant's file.
    scenario : Scenario
        The one with the changes.
    plan : Plan
        A plan of that scenario that serves the visit and all that was served before, passed by
        `matcher.check`.
    visit : Visit
        The one in it that is new; of a recurring need perhaps another than was asked about.
    moved : int
        Visits of the old plan that are not as they were in it.
    """

    steps: tuple[Step, ...]
    changes: tuple[dict[str, Any], ...]
    scenario: Scenario = field(repr=False)
    plan: Plan = field(repr=False)
    visit: Visit
    moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Another way to serve a visit that is asked for, whatever it costs.

    Attributes
    ----------
    helper : str or None
        Who is to be in the crew; None: anybody.
    start : int or None
        When it is to start; None: at any time.
    """

    helper: str | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced:
    """A plan in which a visit is served as asked, whatever it costs.

    Attributes
    ----------
    plan : Plan or None
        Passed by `matcher.check`; None: it cannot be.
    change : Change or None
        What the score gains against the plan as it was.
    changes : tuple of PlanChange
        Every visit that is not as it was.
    against : tuple of Miss
        What stands against the helper asked for.
    rules : tuple of Rule
        What stands against it where no helper was asked for, or besides.
    """

    plan: Plan | None = field(repr=False)
    change: Change | None = None
    changes: tuple[PlanChange, ...] = ()
    against: tuple[Miss, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """An unmet visit, explained.

    Attributes
    ----------
    unmet : Unmet
        Kind and reasons, as the plan has them.
    misses : tuple of Miss
        The nearest first.
    remedies : tuple of Remedy
        The least first.
    fit : Fit or None
        The best place in the plan as it stands, if there is one.
    forced : Forced or None
        What it would displace, where that was asked.
    complete : bool
        False: time ran out before every possibility was tried.
    """

    unmet: Unmet
    misses: tuple[Miss, ...]
    remedies: tuple[Remedy, ...]
    fit: Fit | None
    forced: Forced | None
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A served visit, explained.

    Attributes
    ----------
    present : Fit
        As the plan has it; its change is what serving it adds to the score.
    others : tuple of Fit
        What else could be, the best first; the change is against the present.
    forced : Forced or None
        What another choice asked for would cost.
    """

    present: Fit
    others: tuple[Fit, ...]
    forced: Forced | None
