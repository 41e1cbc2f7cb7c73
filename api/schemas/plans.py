"""Plans, as they are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue

from api.jobs import Status
from api.schemas.options import PlanOptions
from api.schemas.paging import Page, PageQuery
from api.schemas.problems import ProblemItem
from api.schemas.revisions import RevisionOptions, VisitChange
from api.schemas.wire import STORABLE, Answer, Parameters, Written
from matcher.model import Ended, Plan, Rule, Run, Score, Unmet


class PlanAccepted(Answer):
    """A plan that will be made."""

    id: str
    href: str
    """Where to ask for it."""
    status: Literal[Status.QUEUED] = Status.QUEUED
    created: datetime
    options: Annotated[Any, Written(PlanOptions)]
    """As asked, with the time limit that holds."""
    webhook: str | None = None
    custom: JsonValue = None
    warnings: tuple[ProblemItem, ...] = ()


class RevisionAccepted(PlanAccepted):
    """A plan that will be made of another."""

    base: str
    """Id of the plan it is made of."""
    options: Annotated[Any, Written(RevisionOptions)]
    """As asked, with the time limit that holds."""


class PlanFigures(Answer):
    """How good a plan is."""

    totals: tuple[int, ...] | None = None
    """Less is better, the most important level first."""
    bound: tuple[int, ...] | None = None
    """What no plan can beat, where it is known."""
    gap: float | None = None
    """Share by which the first level that is open may still be improved; 0: the best there is."""
    unmet: int | None = None
    """Visits left out; where only the impossible was asked for: visits that nobody can serve."""
    ended: Ended | None = None
    """How the search ended."""


class PlanProgress(Answer):
    """Where a search stands."""

    engine: str
    iterations: int
    seconds: float
    """Since the engine started."""
    totals: tuple[int, ...] | None = None
    """Of the best so far; none before the first plan."""
    unmet: int | None = None
    """Visits the best plan leaves out."""
    bound: tuple[int, ...] | None = None
    """What no plan can beat, where it is known."""
    gap: float | None = None
    """Share by which the first level that is open may still be improved."""


class PlanSummary(Answer):
    """Where a plan stands."""

    id: str
    href: str
    tenant: str
    """Path of the tenant it belongs to."""
    comparison: str | None = None
    """Id of the comparison that it was asked for with; none: it was asked for alone."""
    base: str | None = None
    """Id of the plan that it is made of; none: it is made of a scenario alone."""
    status: Status
    created: datetime
    started: datetime | None = None
    ended: datetime | None = None
    progress: PlanProgress | None = None
    """Where the search stands; none before its first word."""
    summary: PlanFigures | None = None
    """Figures of the plan that can be fetched: the best so far, or the last."""


class PlanFailure(Answer):
    """Why a plan could not be made."""

    code: str
    message: str


class PlanStatus(PlanSummary):
    """Where a plan stands, with all that is known of it but the plan itself."""

    options: Annotated[Any, Written(PlanOptions | RevisionOptions)]
    """Those of a revision, where it has a base; empty where nothing was searched."""
    webhook: str | None = None
    custom: JsonValue = None
    warnings: tuple[ProblemItem, ...] = ()
    failure: PlanFailure | None = None
    """Why, where the status is failed."""


class PlanResult(Answer):
    """A checked plan and how it was made."""

    plan: Annotated[Any, Written(Plan)] | None
    """None where only the impossible was asked for."""
    run: Annotated[Any, Written(Run)] | None
    """None while the search goes on, and where nothing was searched."""
    impossible: tuple[Annotated[Any, Written(Unmet)], ...] | None = None
    """The visits that nobody can serve, where they were asked for."""
    stage: str | None = None
    """How much a revision had to change; docs/repair.md tells."""
    changes: tuple[VisitChange, ...] | None = None
    """Of a plan with a base: what is not as it was there, the most urgent first."""


class PlanDetails(PlanStatus):
    """A plan with all that is known of it."""

    result: PlanResult | None = None
    """The best so far, and at the end the last; none while there is none."""


class PlanPage(Page[PlanSummary]):
    """Plans, newest first."""


class BrokenRule(Answer):
    """One rule that a plan breaks."""

    rule: Rule
    message: str
    """In the language asked for."""
    need: str | None = None
    occurrence: int | None = None
    helper: str | None = None
    shift: str | None = None
    resource: str | None = None


class Analysis(Answer):
    """What the independent checker says of a plan."""

    feasible: bool
    """Whether no rule is broken."""
    violations: tuple[BrokenRule, ...]
    score: Annotated[Any, Written(Score)]
    """Every term, recomputed from the plan."""


class PlanQuery(PageQuery):
    """Which plans."""

    status: Status | None = None


class PlanPath(Parameters):
    """Which plan."""

    id: str = Field(max_length=100, pattern=STORABLE)


class KeyHeaders(Parameters):
    """Headers of a request that may be asked twice."""

    idempotency_key: str | None = Field(
        default=None,
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
    )
    """The same key with the same request gives the same answer and does nothing twice."""
