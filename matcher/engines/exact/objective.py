"""The policy's objective as expressions to push down, level by level."""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress

from matcher.engines.exact import demand_terms, route_terms
from matcher.engines.exact.late_terms import late_terms
from matcher.engines.exact.linear import Linear
from matcher.engines.exact.program import Program
from matcher.model import TermName
from matcher.objective import counting

ALONE: dict[TermName, Callable[[Program], Linear]] = {
    TermName.COVERAGE: demand_terms.coverage,
    TermName.FAIRNESS: demand_terms.fairness,
    TermName.CONTINUITY: demand_terms.continuity,
    TermName.PREFERENCES: demand_terms.preferences,
    TermName.TIER: demand_terms.tier,
    TermName.NO_SHOWS: demand_terms.no_shows,
    TermName.SHORTFALL: demand_terms.shortfall,
    TermName.DISRUPTION: demand_terms.disruption,
    TermName.MISSED_BREAKS: route_terms.missed_breaks,
    TermName.TRAVEL_TIME: route_terms.travel_time,
    TermName.TRAVEL_DISTANCE: route_terms.travel_distance,
    TermName.OVERTIME: route_terms.overtime,
    TermName.PAY: route_terms.pay,
    TermName.BALANCE: route_terms.balance,
}


def levels(program: Program) -> list[Linear]:
    """Give weight x value summed by level, most important first; only what counts is built."""
    counts = counting(program.scope.arrays)
    counted = dict(compress(zip(TermName, program.scope.rows.term, strict=True), counts))
    values = {name: ALONE[name](program) for name in counted if name in ALONE}
    if counted.keys() & {TermName.LATENESS, TermName.MAX_LATENESS}:
        needed = TermName.MAX_LATENESS in counted
        values[TermName.LATENESS], values[TermName.MAX_LATENESS] = late_terms(
            program, needs_largest=needed
        )
    if counted.keys() & {TermName.WAITING, TermName.MAX_IDLE}:
        needed = TermName.MAX_IDLE in counted
        values[TermName.WAITING], values[TermName.MAX_IDLE] = route_terms.idle_terms(
            program, needs_longest=needed
        )
    sums: list[Linear] = [0] * program.scope.arrays.levels
    for name, row in counted.items():
        sums[row.level] += row.weight * values[name]
    return sums


def pins_missed(program: Program) -> Linear:
    """Count pinned visits that are left out."""
    rows = program.scope.rows.visit
    return sum(1 - program.visits[visit].served for visit, row in enumerate(rows) if row.pinned)
