"""Why a plan is as it is, what would help and where helpers lack, as it is asked and answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, RootModel

from api.schemas.plans import PlanPath
from api.schemas.recommendations import Fit, Obstacle, ScoreChange, VisitName
from api.schemas.wire import Answer, Parameters, Written
from matcher.model import Reason, Rule, UnmetKind

MOST_SECONDS = 10.0
"""For one question; what is begun is ended."""


class PlanNeedPath(PlanPath):
    """Which need of which plan."""

    need: str = Field(max_length=100)


class SuggestionQuery(Parameters):
    """About which visit of a need, and how much."""

    occurrence: int | None = Field(default=None, ge=0, le=1_000_000)
    """Which visit of a need that recurs, from 0; none: the first unmet, else the first."""
    instead: str | None = Field(default=None, max_length=100)
    """Id of a helper, or a time: what it would cost if they came, or at this time."""
    seconds: float = Field(default=3.0, ge=0, le=MOST_SECONDS)
    """For what is tried."""
    most: int = Field(default=3, ge=1, le=20)
    """How many suggestions or alternatives at most."""


class OverviewQuery(Parameters):
    """How much is to be tried for all visits left out."""

    seconds: float = Field(default=5.0, ge=0, le=MOST_SECONDS)
    """For all together; 0: groups alone."""
    most: int = Field(default=3, ge=1, le=20)
    """How many suggestions for each visit, and how many common changes, at most."""


class ShortageQuery(Parameters):
    """How much is to be found out of what one more is worth."""

    seconds: float = Field(default=3.0, ge=0, le=MOST_SECONDS)
    """For what one more is worth; 0: nothing is told of that."""
    top: int = Field(default=10, ge=1, le=100)
    """Of how many types of helpers, shifts, hours and resources it is told, each."""


class VisitExplanation(Answer):
    """One occurrence of a need in a plan."""

    occurrence: int
    served: bool
    start: datetime | None = None
    helpers: tuple[str, ...] = ()
    kind: UnmetKind | None = None
    """Which kind of unmet it is, where it is not served."""
    reasons: tuple[Annotated[Any, Written(Reason)], ...] = ()
    sentences: tuple[str, ...] = ()
    """The reasons in words, in the language asked for."""


class Explanation(Answer):
    """Why a need is served as it is, or is not."""

    need: str
    visits: tuple[VisitExplanation, ...]
    moves_up: str | None = None
    """To whom it moves up the ladder and when, in the language asked for; none: it does not."""


class Lack(Answer):
    """One thing that a shift lacks."""

    code: str
    """docs/explain.md lists them."""
    amount: int
    """Minutes, levels or visits; 0 where it cannot be counted."""
    has: int
    asked: int
    what: str
    """Id of the skill; empty where it is not one."""
    message: str
    """In the language asked for, to follow the helper's name."""


class Miss(Answer):
    """How near one shift comes to a role of a visit."""

    role: int
    """Position among the need's roles."""
    helper: str
    shift: str
    lacks: tuple[Lack, ...]
    """The worst first."""
    message: str
    """In the language asked for."""


class Step(Answer):
    """One change that a suggestion makes."""

    kind: str
    """docs/explain.md lists them."""
    grade: int
    """The lower, the smaller a change it is."""
    amount: int
    helper: str | None
    shift: str | None
    what: str | None
    """Id of a skill, a community, a resource or a project."""


class ThenPlace(Answer):
    """One place of the crew of a visit that a change would make possible."""

    role: int
    """Position among the need's roles."""
    helper: str
    shift: str


class Then(Answer):
    """How a visit is served after a change."""

    occurrence: int
    start: datetime
    end: datetime
    crew: tuple[ThenPlace, ...]
    moved: int
    """Other visits that change."""
    message: str
    """In the language asked for."""


class Suggestion(Answer):
    """A smallest change with which a visit is served, tried and checked."""

    steps: tuple[Step, ...]
    """Empty where the plan need only be rearranged."""
    changes: tuple[dict[str, JsonValue], ...]
    """The same as the `changes` of a variant."""
    message: str
    """In the language asked for."""
    then: Then


class ForcedChange(VisitName):
    """One visit that is not as it was."""

    code: str
    """docs/repair.md lists them."""
    message: str
    """In the language asked for."""


class Forced(Answer):
    """What it would cost to serve a visit whatever it costs, or as it was asked for."""

    possible: bool
    change: ScoreChange | None
    changes: tuple[ForcedChange, ...]
    """What it would displace, and what else."""
    against: tuple[Miss, ...]
    """What the helper asked for lacks, where it is not possible."""
    rules: tuple[Rule, ...]
    """What else stands against it."""
    message: str
    """In the language asked for."""


class UnmetVisit(VisitName):
    """A visit left out: why, and what would help."""

    served: Literal[False]
    kind: UnmetKind
    reasons: tuple[Obstacle, ...]
    misses: tuple[Miss, ...]
    """The helpers who come nearest to it, the nearest first."""
    suggestions: tuple[Suggestion, ...]
    """The smallest change first."""
    fit: Fit | None
    """A place in the plan as it is, if there is one."""
    forced: Forced | None
    moves_up: str | None
    """To whom the need moves up the ladder and when, in the language asked for."""
    complete: bool
    """Whether all possibilities were tried in the time."""


class ServedVisit(VisitName):
    """A visit as it is, and what else could be."""

    served: Literal[True]
    present: Fit
    alternatives: tuple[Fit, ...]
    """Best first; `change` is against the plan as it is."""
    forced: Forced | None
    moves_up: str | None
    """To whom the need moved up the ladder before it was met, in the language asked for."""


class VisitSuggestions(RootModel[UnmetVisit | ServedVisit]):
    """What would help a visit that is left out, or what else could be of one that is served."""


class UnmetGroup(Answer):
    """Visits left out for the same reason."""

    kind: UnmetKind
    code: str | None
    """Of the rule that stands against most."""
    visits: tuple[VisitName, ...]


class CommonChange(Answer):
    """One change that was suggested for several visits."""

    steps: tuple[Step, ...]
    changes: tuple[dict[str, JsonValue], ...]
    """The same as the `changes` of a variant."""
    message: str
    """In the language asked for."""
    visits: tuple[VisitName, ...]
    """Each is helped by it alone."""
    together: int | None
    """So many of them find a place at once; none: time ran out."""


class Overview(Answer):
    """All visits left out."""

    groups: tuple[UnmetGroup, ...]
    """The largest first."""
    common: tuple[CommonChange, ...]
    """What helps most visits first."""
    visits: tuple[UnmetVisit, ...]
    """Those that there was time for, the most urgent first."""
    complete: bool
    """Whether all possibilities were tried in the time."""
