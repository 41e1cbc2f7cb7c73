"""How a plan is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
    JsonValue,
    Strict,
    ValidationError,
    ValidationInfo,
    WrapValidator,
)

from api.schemas.wire import ReadPlan, ReadScenario
from api.settings import Settings
from api.webhooks import AddressRefused, check_url
from matcher.model import (
    DEFAULT_TERMS,
    EngineChoice,
    InvalidInput,
    Limits,
    Scenario,
    Term,
    TermName,
)
from matcher.model.record import Record
from matcher.model.units import Count, Identifier, Weight
from matcher.validate.catalogue import problem


def _at_most(setting: str) -> AfterValidator:
    def check(value: float | None, info: ValidationInfo) -> float | None:
        settings: Settings | None = (info.context or {}).get("settings")
        if value is not None and settings is not None:
            limit = getattr(settings, setting)
            if value > limit:
                raise InvalidInput([problem("too_large", "", value=value, limit=f"{limit:g}")])
        return value

    return AfterValidator(check)


def _can_be_echoed(value: object, check: Callable[[object], JsonValue]) -> JsonValue:
    try:
        json.dumps(checked := check(value), allow_nan=False)
    except ValidationError:
        raise InvalidInput([problem("json_too_deep", "")]) from None
    except ValueError:
        raise InvalidInput([problem("not_finite", "")]) from None
    return checked


def _allowed_address(url: str | None, info: ValidationInfo) -> str | None:
    settings: Settings | None = (info.context or {}).get("settings")
    if url is not None and settings is not None:
        try:
            check_url(url, allow_private=settings.webhooks_inside)
        except AddressRefused as refused:
            raise InvalidInput([problem("webhook_refused", "", reason=refused.fault)]) from None
    return url


Webhook = Annotated[Annotated[str, Field(max_length=2000)] | None, AfterValidator(_allowed_address)]
"""An address to tell of an end."""

Custom = Annotated[JsonValue, WrapValidator(_can_be_echoed)]
"""Any JSON that can be told again."""


SearchSeconds = Annotated[
    Annotated[float, Strict(), Field(gt=0, le=86_400, allow_inf_nan=False)] | None,
    _at_most("max_seconds"),
]
"""Wall seconds of a search, up to the server's limit."""

Priority = Annotated[int, Strict(), Field(ge=0, le=9)]
"""Plans of a higher priority are begun first."""


class Mode(StrEnum):
    """What is asked of a scenario."""

    SOLVE = "solve"
    """A plan."""
    VALIDATE_ONLY = "validate_only"
    """Only the check of the request, answered at once; nothing is kept."""
    DETECT_INFEASIBLE = "detect_infeasible"
    """The visits that nobody and nothing in the scenario can serve, without a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions(Record):
    """How a plan is made; the server's limits stand above these."""

    max_seconds: SearchSeconds = None
    """Wall seconds of the search; none: the server's default, or, with an iteration limit, its
    maximum."""
    max_iterations: Count | None = None
    """Rounds of improvement; with one worker and no time limit met, equal requests give equal
    plans."""
    max_gap: Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    """Good enough: the share of the total by which the plan is at most above what no plan beats."""
    max_unimproved_seconds: (
        Annotated[float, Strict(), Field(gt=0, le=86_400, allow_inf_nan=False)] | None
    ) = None
    """Enough, when nothing better was found for so long."""
    seed: Count = 0
    workers: Annotated[int, Strict(), Field(ge=1, le=64), _at_most("max_workers")] = 1
    engine: EngineChoice = EngineChoice.AUTO
    mode: Mode = Mode.SOLVE
    priority: Priority = 0
    """Plans of a higher priority are begun first."""
    weights: dict[TermName, Weight] | None = None
    """Weights of the objective's terms in the place of the scenario's own; 0: it does not count."""

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
            max_gap=self.max_gap,
            max_unimproved_seconds=self.max_unimproved_seconds,
            workers=self.workers,
        )

    def weighed(self, scenario: Scenario) -> Scenario:
        """Give a scenario with the weights asked for; terms it does not name join at the end."""
        if not self.weights:
            return scenario
        own = scenario.policy.terms
        levels = {term.name: term.level for term in (*DEFAULT_TERMS, *own)}
        terms = [replace(term, weight=self.weights.get(term.name, term.weight)) for term in own]
        named = {term.name for term in own}
        terms += [
            Term(name=name, level=levels[name], weight=weight)
            for name, weight in self.weights.items()
            if name not in named
        ]
        return replace(scenario, policy=replace(scenario.policy, terms=tuple(terms)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest(Record):
    """A scenario to plan: in full, or by the name under which it is kept."""

    scenario: ReadScenario | None = None
    scenario_id: Identifier | None = None
    """Of a scenario that the caller's tenant keeps, or that comes with Linli."""
    options: PlanOptions = PlanOptions()
    webhook: Webhook = None
    """Where to tell, signed, that the plan has ended."""
    custom: Custom = None
    """Anything; echoed in every answer about this plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisRequest(Record):
    """A plan, made or changed by hand, to be judged for a scenario."""

    scenario: ReadScenario | None = None
    scenario_id: Identifier | None = None
    """Of a scenario that the caller's tenant keeps, or that comes with Linli."""
    plan: ReadPlan
