"""What the service answers, as typed dictionaries: the documents of its OpenAPI description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

from api.client.changes import RevisionOptions, VisitChange

Document = dict[str, Any]
"""A scenario, plan, score or the like; `matcher.formats` reads and writes them."""

Status = Literal["queued", "running", "solved", "failed", "cancelled"]
Scope = Literal["read", "plan", "admin"]
Verdict = Literal["better", "worse", "equal", "not_distinguishable", "not_comparable"]

FINISHED: frozenset[Status] = frozenset({"solved", "failed", "cancelled"})
"""Where nothing more will happen."""


class PlanOptions(TypedDict, total=False):
    """How a plan is made; `Client.check` has the mode ``validate_only`` to itself."""

    max_seconds: float | None
    max_iterations: int | None
    max_gap: float | None
    max_unimproved_seconds: float | None
    seed: int
    workers: int
    engine: str
    mode: Literal["solve", "detect_infeasible"]
    priority: int
    weights: dict[str, int] | None


class ProblemItem(TypedDict):
    """One thing wrong, or odd, with a request."""

    code: str
    message: str
    pointer: NotRequired[str]
    parameter: NotRequired[str]


class PlanAccepted(TypedDict):
    """A plan that will be made."""

    id: str
    href: str
    status: Literal["queued"]
    created: str
    options: PlanOptions
    webhook: str | None
    custom: Any
    warnings: list[ProblemItem]


class RevisionAccepted(TypedDict):
    """A plan that will be made of another."""

    id: str
    href: str
    base: str
    status: Literal["queued"]
    created: str
    options: RevisionOptions
    webhook: str | None
    custom: Any
    warnings: list[ProblemItem]


class PlanProgress(TypedDict):
    """Where a search stands."""

    engine: str
    iterations: int
    seconds: float
    totals: list[int] | None
    unmet: int | None
    bound: list[int] | None
    gap: NotRequired[float | None]


class PlanFigures(TypedDict):
    """How good a plan is."""

    totals: list[int] | None
    bound: list[int] | None
    gap: float | None
    unmet: int | None
    ended: str | None


class PlanSummary(TypedDict):
    """Where a plan stands."""

    id: str
    href: str
    tenant: str
    comparison: str | None
    base: str | None
    status: Status
    created: str
    started: str | None
    ended: str | None
    progress: PlanProgress | None
    summary: PlanFigures | None


class PlanFailure(TypedDict):
    """Why a plan could not be made."""

    code: str
    message: str


class PlanStatus(PlanSummary):
    """Where a plan stands, with all that is known of it but the plan itself."""

    options: PlanOptions | RevisionOptions
    webhook: str | None
    custom: Any
    warnings: list[ProblemItem]
    failure: PlanFailure | None


class PlanResult(TypedDict):
    """A checked plan and how it was made."""

    plan: Document | None
    run: Document | None
    impossible: NotRequired[list[Document]]
    stage: NotRequired[str]
    changes: NotRequired[list[VisitChange]]


class PlanDetails(PlanStatus):
    """A plan with all that is known of it."""

    result: PlanResult | None


class BrokenRule(TypedDict):
    """One rule that a plan breaks."""

    rule: str
    message: str
    need: str | None
    occurrence: int | None
    helper: str | None
    shift: str | None
    resource: str | None


class Analysis(TypedDict):
    """What the independent checker says of a plan."""

    feasible: bool
    violations: list[BrokenRule]
    score: Document


class ComparisonAccepted(TypedDict):
    """A comparison that will be made."""

    id: str
    href: str
    status: Literal["queued"]
    created: str
    options: PlanOptions
    webhook: str | None
    custom: Any
    warnings: list[ProblemItem]


class ComparisonSummary(TypedDict):
    """Where a comparison stands."""

    id: str
    href: str
    tenant: str
    status: Status
    created: str
    ended: str | None
    done: int
    of: int


class ComparisonRow(TypedDict):
    """The base or a variant, and its plan."""

    name: str
    title: str
    plan: str
    status: Status
    summary: PlanFigures | None
    change: list[int] | None
    verdict: Verdict | None


class ComparisonStatus(ComparisonSummary):
    """All that is known of a comparison."""

    rows: list[ComparisonRow]
    options: PlanOptions
    webhook: str | None
    custom: Any
    warnings: list[ProblemItem]


class ScenarioAccepted(TypedDict):
    """A scenario without errors."""

    id: str
    warnings: list[ProblemItem]


class ScenarioEntry(TypedDict):
    """A scenario that can be planned by its id."""

    id: str
    href: str
    bundled: bool
    tenant: str | None
    version: str | None
    updated: str | None


class ScenarioKept(ScenarioEntry):
    """A scenario without errors, kept."""

    warnings: list[ProblemItem]


class TenantAnswer(TypedDict):
    """Whose plans are kept apart from everybody else's, but for the tenants above."""

    id: str
    name: str
    path: str


class KeyAnswer(TypedDict):
    """A key, without its secret."""

    id: str
    name: str
    tenant: str
    scope: Scope
    created: str
    revoked: str | None


class NewKey(KeyAnswer):
    """A new key, shown this once."""

    key: str


class AuditEntry(TypedDict):
    """Something that was done."""

    number: int
    at: str
    tenant: str
    key: str
    action: str
    target: str
    request: str


class Ready(TypedDict):
    """The service takes plans."""

    status: Literal["ready"]
    queued: int
    running: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a plan.

    Attributes
    ----------
    number : int
        Rises; `Client.events` goes on after it.
    kind : str
        ``progress``, whose data is a `PlanProgress`, or ``ended``: ``status`` and ``summary``.
    data : dict
    """

    number: int
    kind: str
    data: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Versioned:
    """A scenario and the version of it that was given.

    Attributes
    ----------
    document : dict
    version : str or None
        To be named when it is replaced; None of those that come with Linli.
    """

    document: Document
    version: str | None
