"""What goes over the wire: the requests and the answers, typed by the library's own records."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    JsonValue,
    Strict,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WrapValidator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from api.jobs import Status
from api.settings import Settings
from matcher.engines import ENGINES, Limits, Progress
from matcher.formats import Loaded, parse_scenario
from matcher.model import InvalidInput, Plan, Run, Scenario
from matcher.model.record import Record
from matcher.model.units import Count
from matcher.validate.catalogue import problem


@cache
def adapter(record: Any) -> TypeAdapter[Any]:  # noqa: ANN401  # any type form
    """Give what reads and describes a record; made once, for making one is slow."""
    return TypeAdapter(record)


class Written:
    """Marks a JSON document as the written form of a record, which describes it.

    Parameters
    ----------
    record : type
        The record whose schema the document follows.
    read : callable, optional
        Reads the document; without it, it is passed on as it is.
    """

    def __init__(self, record: type, read: Callable[[object], object] | None = None) -> None:
        self._record = record
        self._read = read

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        if self._read is None:
            return core_schema.any_schema()
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = adapter(self._record).core_schema
        if "ref" in schema:
            # Said as a definition, it becomes a component instead of being spelled out in place.
            reference = core_schema.definition_reference_schema(schema["ref"])
            schema = core_schema.definitions_schema(reference, [schema])
        return handler(schema)


ReadScenario = Annotated[Loaded, Written(Scenario, parse_scenario)]
"""A scenario document that is read and checked with the rest of the request."""


def _at_most(setting: str) -> AfterValidator:
    def check(value: float | None, info: ValidationInfo) -> float | None:
        settings: Settings | None = (info.context or {}).get("settings")
        if value is not None and settings is not None:
            limit = getattr(settings, setting)
            if value > limit:
                raise InvalidInput([problem("too_large", "", value=value, limit=f"{limit:g}")])
        return value

    return AfterValidator(check)


def _known_engine(name: str, info: ValidationInfo) -> str:
    if not info.context:
        return name
    choices = ("auto", *(engine.name for engine in ENGINES))
    if name not in choices:
        raise InvalidInput([problem("unknown_choice", "", value=name, choices=", ".join(choices))])
    return name


def _can_be_echoed(value: object, check: Callable[[object], JsonValue]) -> JsonValue:
    try:
        json.dumps(checked := check(value), allow_nan=False)
    except ValidationError:
        raise InvalidInput([problem("json_too_deep", "")]) from None
    except ValueError:
        raise InvalidInput([problem("not_finite", "")]) from None
    return checked


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions(Record):
    """How a plan is made; the server's limits stand above these."""

    max_seconds: Annotated[
        Annotated[float, Strict(), Field(gt=0, le=86_400, allow_inf_nan=False)] | None,
        _at_most("max_seconds"),
    ] = None
    """Wall seconds of the search; none: the server's default, or, with an iteration limit, its
    maximum."""
    max_iterations: Count | None = None
    """Rounds of improvement; with one worker and no time limit met, equal requests give equal
    plans."""
    seed: Count = 0
    workers: Annotated[int, Strict(), Field(ge=1, le=64), _at_most("max_workers")] = 1
    engine: Annotated[str, AfterValidator(_known_engine)] = "auto"

    def within(self, settings: Settings) -> PlanOptions:
        """Fill in the time limit that holds where none was asked for."""
        if self.max_seconds is not None:
            return self
        if self.max_iterations is not None:
            return replace(self, max_seconds=settings.max_seconds)
        return replace(self, max_seconds=min(settings.default_seconds, settings.max_seconds))

    def limits(self) -> Limits:
        """Give them as the solver takes them."""
        return Limits(
            max_seconds=self.max_seconds,
            max_iterations=self.max_iterations,
            workers=self.workers,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest(Record):
    """A scenario to plan."""

    scenario: ReadScenario
    options: PlanOptions = PlanOptions()
    custom: Annotated[JsonValue, WrapValidator(_can_be_echoed)] = None
    """Anything; echoed in every answer about this plan."""


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


def _is_none(value: object) -> bool:
    return value is None


class ProblemItem(_Answer):
    """One thing wrong with a request."""

    code: str
    """Stable; the same as for files."""
    message: str
    """In the language asked for."""
    pointer: str | None = Field(default=None, exclude_if=_is_none)
    """Where in the body (RFC 6901)."""
    parameter: str | None = Field(default=None, exclude_if=_is_none)
    """Which query parameter or header, where it is not in the body."""


class ProblemDocument(_Answer):
    """Why a request was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str | None = None
    instance: str | None = None
    """The request's id in the server's log, where the fault is the server's."""
    limit: int | None = None
    """The longest body in bytes (413)."""
    errors: tuple[ProblemItem, ...] | None = None
    """All of them."""
    warnings: tuple[ProblemItem, ...] | None = None
    """What would have been let pass."""


class PlanAccepted(_Answer):
    """A plan that will be made."""

    id: str
    href: str
    """Where to ask for it."""
    status: Literal[Status.QUEUED] = Status.QUEUED
    created: datetime
    options: Annotated[Any, Written(PlanOptions)]
    """As asked, with the time limit that holds."""
    custom: JsonValue = None
    warnings: tuple[ProblemItem, ...] = ()


class PlanSummary(_Answer):
    """Where a plan stands."""

    id: str
    href: str
    status: Status
    created: datetime
    started: datetime | None = None
    ended: datetime | None = None
    progress: Annotated[Any, Written(Progress)] | None = None
    """The best so far: its totals, the bound, what it leaves unmet; none before the first word."""


class PlanFailure(_Answer):
    """Why a plan could not be made."""

    code: str
    message: str


class PlanResult(_Answer):
    """A checked plan and how it was made."""

    plan: Annotated[Any, Written(Plan)]
    run: Run


class PlanDetails(PlanSummary):
    """A plan with all that is known of it."""

    options: Annotated[Any, Written(PlanOptions)]
    custom: JsonValue = None
    warnings: tuple[ProblemItem, ...] = ()
    failure: PlanFailure | None = None
    """Why, where the status is failed."""
    result: PlanResult | None = None
    """When solved; when cancelled, the best plan found until then, if any."""


class ScenarioEntry(_Answer):
    """A scenario that comes with Linli."""

    name: str
    href: str


class ScenarioAccepted(_Answer):
    """A scenario without errors."""

    id: str
    warnings: tuple[ProblemItem, ...] = ()


Item = TypeVar("Item")


class Page(_Answer, Generic[Item]):
    """One page of a list, paged as in HSDS."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    """Items on this page."""
    first_page: bool
    last_page: bool
    empty: bool
    contents: tuple[Item, ...]

    @classmethod
    def of(cls, contents: Sequence[Item], total: int, query: PageQuery) -> Self:
        """Make the page asked for of a list of `total` items."""
        pages = math.ceil(total / query.per_page)
        return cls(
            total_items=total,
            total_pages=pages,
            page_number=query.page,
            size=len(contents),
            first_page=query.page == 1,
            last_page=query.page >= pages,
            empty=not contents,
            contents=tuple(contents),
        )


class PlanPage(Page[PlanSummary]):
    """Plans, newest first."""


class ScenarioPage(Page[ScenarioEntry]):
    """Scenarios by name."""


class Health(_Answer):
    """The service answers and its store can be read."""

    status: Literal["ok"] = "ok"
    queued: int
    running: int


class Version(_Answer):
    """Which Linli this is."""

    version: str


class PageQuery(BaseModel):
    """Which page of a list."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    page: int = Field(default=1, ge=1, le=1_000_000)
    """From 1."""
    per_page: int = Field(default=50, ge=1, le=200)


class PlanHeaders(BaseModel):
    """Headers of a request for a plan."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    idempotency_key: str | None = Field(
        default=None,
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
    )
    """The same key with the same body gives the same answer and makes no second plan."""


class PlanPath(BaseModel):
    """Which plan."""

    id: str


class ScenarioPath(BaseModel):
    """Which scenario."""

    name: str
