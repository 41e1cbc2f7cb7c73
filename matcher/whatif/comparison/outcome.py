"""A plan in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from matcher.engines.gap import gap
from matcher.model import (
    Need,
    Objective,
    Plan,
    ResourceKind,
    Scenario,
    TermName,
    UnmetKind,
)
from matcher.report.figures import percent, summary_rows
from matcher.report.supplies import stock_rows
from matcher.whatif.comparison.changes import changes, told_by
from matcher.whatif.comparison.days import worked
from matcher.whatif.comparison.fairness import fairness
from matcher.whatif.comparison.records import Case, Level, Outcome, Stock, Tally, TermFigure
from matcher.whatif.comparison.shares import shares_of


def outcome(case: Case, base: Plan | None = None) -> Outcome:
    """Put a case into figures.

    Parameters
    ----------
    case : Case
        Its plan names only what its scenario has (`Rule.REFERENCE`).
    base : Plan, optional
        What its assignments are held against where its scenario has nothing published.
    """
    scenario, plan = case.scenario, case.plan
    (summary,) = summary_rows(scenario, plan)
    told, shares = told_by(case, base), shares_of(scenario, plan)
    given = {resource.id: resource.kind for resource in scenario.resources}
    return Outcome(
        name=case.name,
        title=case.title,
        scenario=scenario.id,
        digest=plan.digest,
        engine=plan.engine,
        seed=plan.seed,
        ended=plan.ended,
        levels=_levels(scenario, plan),
        terms=tuple(
            TermFigure(name=term.name, level=term.level, weight=term.weight, value=term.value)
            for term in plan.score.terms
        ),
        gap=gap(plan.score.totals, plan.bound),
        visits=summary.visits,
        served=summary.served,
        unmet=summary.unmet,
        percent=percent(summary.served, summary.visits),
        shares=shares,
        unmet_by_kind=_unmet_by_kind(plan),
        unmet_by_reason=_unmet_by_reason(plan),
        fairness=fairness(shares.communities),
        helpers=summary.helpers,
        helpers_used=summary.helpers_used,
        service_minutes=summary.service_minutes,
        travel_minutes=summary.travel_minutes,
        metres=summary.metres,
        pay=_pay(scenario, plan),
        funds_spent=sum(
            drawn.quantity
            for drawn in plan.allocations
            if given[drawn.resource] is ResourceKind.FUND
        ),
        visits_with_goods=len(
            {
                (drawn.need, drawn.occurrence)
                for drawn in plan.allocations
                if given[drawn.resource] is ResourceKind.GOODS
            }
        ),
        points=_points(scenario, plan),
        stock=_stock(scenario, plan),
        changes=None if told is None else changes(plan, told),
    )


def _levels(scenario: Scenario, plan: Plan) -> tuple[Level, ...]:
    by: dict[int, list[TermName]] = {}
    weighted = scenario.policy.objective is Objective.WEIGHTED_SUM
    for term in plan.score.terms:
        by.setdefault(1 if weighted else term.level, []).append(term.name)
    bounds: Iterable[int | None] = plan.bound or (None,) * len(plan.score.totals)
    return tuple(
        Level(number=number, terms=tuple(names), total=total, bound=bound)
        for (number, names), total, bound in zip(
            sorted(by.items()), plan.score.totals, bounds, strict=True
        )
    )


def _unmet_by_kind(plan: Plan) -> tuple[Tally, ...]:
    found = Counter(unmet.kind for unmet in plan.unmet)
    return tuple(Tally(key=kind, count=found[kind]) for kind in UnmetKind)


def _unmet_by_reason(plan: Plan) -> tuple[Tally, ...]:
    leading = Counter(unmet.reasons[0].code if unmet.reasons else "" for unmet in plan.unmet)
    ordered = sorted(leading.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tally(key=code, count=count) for code, count in ordered)


def _pay(scenario: Scenario, plan: Plan) -> int:
    rate = {helper.id: helper.cost_per_hour for helper in scenario.helpers}
    return sum(rate[route.helper] * worked(route) for route in plan.routes) // 60


def _points(scenario: Scenario, plan: Plan) -> int:
    usual = {service.id: service.points for service in scenario.services}

    def each(need: Need) -> int:
        return usual[need.service] if need.points is None else need.points

    points = {need.id: each(need) for need in scenario.needs}
    return sum(
        points[visit.need] * len({member.helper for member in visit.crew}) for visit in plan.visits
    )


def _stock(scenario: Scenario, plan: Plan) -> tuple[Stock, ...]:
    return tuple(
        Stock(
            key=row.resource,
            name=row.resource_name,
            kind=row.kind,
            unit=row.quantity.unit,
            quantity=row.quantity.quantity,
            used=row.used.quantity,
            left=row.quantity.quantity - row.used.quantity,
        )
        for row in stock_rows(scenario, plan)
    )
