"""Comparisons, as they are asked for and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, JsonValue, WithJsonSchema

from api.jobs import Status
from api.schemas.options import Custom, Mode, PlanOptions, Webhook
from api.schemas.paging import Page
from api.schemas.plans import PlanFigures
from api.schemas.problems import ProblemItem
from api.schemas.wire import ANY_START, STORABLE, Answer, Parameters, ReadScenario, Written
from matcher.model import InvalidInput
from matcher.model.record import Record
from matcher.model.units import Count, Identifier
from matcher.report import Text
from matcher.validate.catalogue import problem
from matcher.whatif.proof import Verdict

BASE = "base"
"""What the base is called among its variants."""

MOST_VARIANTS = 50

OPERATIONS = (
    "add",
    "copy",
    "remove",
    "change",
    "scale",
    "shift",
    "surge",
    "close",
    "detour",
    "policy",
)

_Change = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "properties": {"op": {"enum": list(OPERATIONS)}},
            "required": ["op"],
            "additionalProperties": True,
            "description": "One change; each operation has fields of its own.",
        }
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantDocument(Record):
    """A named list of changes, as in a file of format ``linli.variant/1``."""

    format: Literal["linli.variant/1"] = "linli.variant/1"
    name: Identifier
    """Unique; `base` is the base's."""
    title: str | Text | None = None
    """For people: one text, or one in each language; none: its name."""
    question: str | Text | None = None
    """What a planner wants to know; not answered back."""
    base: str | None = None
    """Of a file: passed over."""
    seed: Count = 0
    """The only source of chance in its changes."""
    changes: tuple[_Change, ...] = ()
    """Laid over the base one after the other."""


def _in_order(document: object) -> object:
    # Only who reads large bodies has what reads changes.
    from matcher.whatif.variants import parse_variant  # noqa: PLC0415

    parse_variant(document, ANY_START)
    return document


def _not_only_the_impossible(options: PlanOptions) -> PlanOptions:
    if options.mode is Mode.DETECT_INFEASIBLE:
        choices = f"{Mode.SOLVE}, {Mode.VALIDATE_ONLY}"
        found = problem("unknown_choice", "/mode", value=options.mode, choices=choices)
        raise InvalidInput([found])
    return options


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseScenario(Record):
    """The scenario that variants are laid over: in full, or by the name under which it is kept."""

    scenario: ReadScenario | None = None
    scenario_id: Identifier | None = None
    """Of a scenario that the caller's tenant keeps, or that comes with Linli."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRequest(Record):
    """A base and variants of it, to be planned in the same way and set side by side."""

    base: BaseScenario
    variants: Annotated[
        tuple[Annotated[Any, Written(VariantDocument, _in_order)], ...],
        # Counted by `api.laying`: pydantic would count those without errors only.
        Field(json_schema_extra={"minItems": 1, "maxItems": MOST_VARIANTS}),
    ]
    options: Annotated[PlanOptions, AfterValidator(_not_only_the_impossible)] = PlanOptions()
    """Of every plan; the weights are the base's, over which variants may lay others. The mode
    is `solve` or `validate_only`."""
    webhook: Webhook = None
    """Where to tell, signed, that the last plan has ended."""
    custom: Custom = None
    """Anything; echoed in every answer about this comparison."""


class ComparisonAccepted(Answer):
    """A comparison that will be made."""

    id: str
    href: str
    """Where to ask for it."""
    status: Literal[Status.QUEUED] = Status.QUEUED
    created: datetime
    options: Annotated[Any, Written(PlanOptions)]
    """Of every plan, with the time limit that holds."""
    webhook: str | None = None
    custom: JsonValue = None
    warnings: tuple[ProblemItem, ...] = ()
    """Of the base; those of a variant are with its plan."""


class ComparisonSummary(Answer):
    """Where a comparison stands."""

    id: str
    href: str
    tenant: str
    """Path of the tenant it belongs to."""
    status: Status
    """Made of those of its plans: queued as long as all are; ended when all have: failed if one
    has, else cancelled if one is, else solved."""
    created: datetime
    ended: datetime | None = None
    done: int
    """Plans that have ended."""
    of: int
    """Plans in all."""


class ComparisonRow(Answer):
    """The base or a variant, and its plan."""

    name: str
    title: str
    """In the language asked for."""
    plan: str
    """Where to ask for the plan."""
    status: Status
    summary: PlanFigures | None = None
    """Figures of the plan: the best so far, or the last."""
    change: tuple[int, ...] | None = None
    """By level, the total less the base's; none before both have ended with a plan, and where
    these are not measured alike."""
    verdict: Verdict | None = None
    """What the bounds prove of the best plans of the two; none before both have ended with a
    plan, and of the base."""


class ComparisonStatus(ComparisonSummary):
    """All that is known of a comparison."""

    rows: tuple[ComparisonRow, ...]
    """The base first."""
    options: Annotated[Any, Written(PlanOptions)]
    webhook: str | None = None
    custom: JsonValue = None
    warnings: tuple[ProblemItem, ...] = ()
    """Of the base; those of a variant are with its plan."""


class ComparisonPage(Page[ComparisonSummary]):
    """Comparisons, newest first."""


class ComparisonPath(Parameters):
    """Which comparison."""

    id: str = Field(max_length=100, pattern=STORABLE)
