"""Occurrences in order with their gaps, and needs that must come before."""

from __future__ import annotations

from itertools import combinations

from ortools.sat.python.cp_model import IntVar

from matcher.arrays import FOREVER
from matcher.engines.exact.program import Program
from matcher.model import MINUTES_PER_DAY


def keep_recurrence(program: Program) -> None:
    """Keep served occurrences of a need in order, with their gaps in days."""
    for need in program.scope.rows.need:
        if need.recurs:
            visits = [
                visit
                for visit in range(need.visit_first, need.visit_stop)
                if not program.scope.starts[visit].is_empty()
            ]
            days = {visit: _day(program, visit) for visit in visits}
            for earlier, later in combinations(visits, 2):
                before, after = program.visits[earlier], program.visits[later]
                both = [before.served, after.served]
                program.model.add(after.start >= before.end).only_enforce_if(both)
                steps = later - earlier
                most = FOREVER if need.max_gap >= FOREVER else need.max_gap * steps
                gap = days[later] - days[earlier]
                most = min(most, program.scope.arrays.days)
                program.model.add_linear_constraint(
                    gap, need.min_gap * steps, most
                ).only_enforce_if(both)


def _day(program: Program, visit: int) -> IntVar:
    domain = program.scope.starts[visit]
    first, last = domain.min() // MINUTES_PER_DAY, domain.max() // MINUTES_PER_DAY
    day = program.model.new_int_var(first, last, f"day[{visit}]")
    minute = program.visits[visit].start - MINUTES_PER_DAY * day
    program.model.add_linear_constraint(minute, 0, MINUTES_PER_DAY - 1)
    return day


def keep_predecessors(program: Program) -> None:
    """Serve in full, and end, what must come before."""
    scope, model = program.scope, program.model
    for need in scope.rows.need:
        for other in scope.arrays.link[need.after_first : need.after_stop].tolist():
            earlier = scope.rows.need[other]
            for visit in range(need.visit_first, need.visit_stop):
                row = program.visits[visit]
                for before in range(earlier.visit_first, earlier.visit_stop):
                    first = program.visits[before]
                    model.add_implication(row.served, first.served)
                    model.add(row.start >= first.end).only_enforce_if(row.served)
