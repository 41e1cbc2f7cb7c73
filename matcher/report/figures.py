"""A plan in figures: its summary, its score by term, its coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import TypeVar

from matcher.model import Need, Plan, Scenario
from matcher.report.rows import CoverageRow, PriorityRow, ScoreRow, ShareFields, SummaryRow

K = TypeVar("K", bound=Hashable)


def summary_rows(scenario: Scenario, plan: Plan) -> tuple[SummaryRow, ...]:
    """Return the one row of the summary."""
    stops = [stop for route in plan.routes for stop in route.stops]
    return (
        SummaryRow(
            scenario=scenario.name or scenario.id,
            visits=len(plan.visits) + len(plan.unmet),
            served=len(plan.visits),
            unmet=len(plan.unmet),
            helpers=len(scenario.helpers),
            helpers_used=len({route.helper for route in plan.routes}),
            service_minutes=sum(stop.end - stop.start for stop in stops),
            travel_minutes=sum(stop.arrive - stop.depart for stop in stops)
            + sum(route.back - route.return_depart for route in plan.routes),
            metres=sum(stop.metres for stop in stops)
            + sum(route.return_metres for route in plan.routes),
            totals=plan.score.totals,
            bound=plan.bound,
            ended=plan.ended,
            engine=plan.engine,
            seed=plan.seed,
            iterations=plan.iterations,
        ),
    )


def score_rows(_scenario: Scenario, plan: Plan) -> tuple[ScoreRow, ...]:
    """Return every term of the score, in the policy's order."""
    return tuple(
        ScoreRow(
            level=term.level,
            term=term.name,
            weight=term.weight,
            value=term.value,
            cost=term.weight * term.value,
        )
        for term in plan.score.terms
    )


def coverage_rows(scenario: Scenario, plan: Plan) -> tuple[CoverageRow, ...]:
    """Return each community that asks for visits, in the scenario's order."""
    by = shares(scenario, plan, lambda need: need.community)
    return tuple(
        CoverageRow(community=community.id, community_name=community.name, **by[community.id])
        for community in scenario.communities
        if community.id in by
    )


def priority_rows(scenario: Scenario, plan: Plan) -> tuple[PriorityRow, ...]:
    """Return each priority that is asked for, the most urgent first."""
    by = shares(scenario, plan, lambda need: need.priority)
    return tuple(
        PriorityRow(priority=priority, **by[priority]) for priority in sorted(by, reverse=True)
    )


def percent(part: int, whole: int) -> float:
    """Return a share in per cent with one decimal; nothing of nothing is none of it."""
    return round(100 * part / whole, 1) if whole else 0.0


def shares(scenario: Scenario, plan: Plan, key: Callable[[Need], K]) -> dict[K, ShareFields]:
    """Return how many visits are served, by what their needs have in common."""
    needs = {need.id: need for need in scenario.needs}
    served = Counter(key(needs[visit.need]) for visit in plan.visits)
    unmet = Counter(key(needs[left_out.need]) for left_out in plan.unmet)
    asked = served + unmet
    return {
        one: {
            "visits": asked[one],
            "served": served[one],
            "unmet": unmet[one],
            "percent": percent(served[one], asked[one]),
        }
        for one in asked
    }
