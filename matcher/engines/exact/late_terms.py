"""Lateness, summed and the largest, against the windows chosen and due times."""

from __future__ import annotations

from itertools import combinations, permutations

from ortools.sat.python.cp_model import IntVar

from matcher.arrays import FOREVER
from matcher.engines.exact.linear import Linear
from matcher.engines.exact.program import Program
from matcher.engines.exact.visits import bounded_times


def late_terms(program: Program, *, needs_largest: bool) -> tuple[Linear, Linear]:
    """Give the sum of late costs and the largest single lateness.

    Parameters
    ----------
    program : Program
    needs_largest : bool
        The largest counts, so it must be that of the window which costs least.
    """
    scope, model = program.scope, program.model
    total: Linear = 0
    singles: list[IntVar] = []
    for visit, choices in program.windows.items():
        row, late = program.visits[visit], []
        for window, literal in choices:
            cost, overruns = _overruns(program, visit, window, literal)
            total += cost
            late += overruns
        need = scope.rows.need[scope.rows.visit[visit].need]
        if need.due < scope.starts[visit].max():
            overdue = model.new_int_var(0, scope.starts[visit].max() - min(0, need.due), "overdue")
            model.add(overdue >= row.start - need.due).only_enforce_if(row.served)
            total += overdue
            late.append(overdue)
        singles += late
        if needs_largest and late and _is_ambiguous(program, choices):
            _choose_cheapest(program, visit, choices)
    if not needs_largest or not singles:
        return total, 0
    largest = model.new_int_var(0, FOREVER, "max_lateness")
    for single in singles:
        model.add(largest >= single)
    return total, largest


def _overruns(
    program: Program, visit: int, number: int, literal: IntVar
) -> tuple[Linear, list[IntVar]]:
    """Give the late cost of a window where it is chosen, and its overruns."""
    window = program.scope.rows.window[number]
    most = min(window.max_late, program.scope.arrays.horizon - window.end)
    cost: Linear = 0
    overruns: list[IntVar] = []
    if most > 0:
        for place, (time, members) in enumerate(bounded_times(program, visit, window.bounds)):
            over = program.model.new_int_var(0, most, f"late[{visit},{number},{place}]")
            program.model.add(over >= time - window.end).only_enforce_if(literal)
            overruns.append(over)
            cost += window.cost * members * over
    return cost, overruns


def _is_ambiguous(program: Program, choices: list[tuple[int, IntVar]]) -> bool:
    """Say whether a dearer window might have the smaller largest lateness."""
    windows = [program.scope.rows.window[number] for number, _ in choices]
    return any(
        a.max_late > 0
        and b.max_late > 0
        and (a.cost, a.bounds) != (b.cost, b.bounds)
        and max(a.start, b.start) <= min(a.end + a.max_late, b.end + b.max_late)
        for a, b in combinations(windows, 2)
    )


def _choose_cheapest(program: Program, visit: int, choices: list[tuple[int, IntVar]]) -> None:
    """Let the window chosen be the one with the least cost, then the least single lateness."""
    windows = [program.scope.rows.window[number] for number, _ in choices]
    longest = program.scope.arrays.horizon + max(abs(window.end) for window in windows)
    found = {number: _judged(program, visit, number, longest) for number, _ in choices}
    for (chosen, literal), (other, _) in permutations(choices, 2):
        _, key = found[chosen]
        admits, other_key = found[other]
        program.model.add(key <= other_key).only_enforce_if(literal, admits)


def _judged(program: Program, visit: int, number: int, longest: int) -> tuple[IntVar, Linear]:
    """Give whether a window admits a visit, and a number that orders windows by lateness."""
    window, model = program.scope.rows.window[number], program.model
    largest = model.new_int_var(0, longest, f"largest[{visit},{number}]")
    begun, in_time, admits = (
        model.new_bool_var(f"{name}[{visit},{number}]") for name in ("begun", "in_time", "admits")
    )
    cost: Linear = 0
    overruns = []
    for time, members in bounded_times(program, visit, window.bounds):
        over = model.new_int_var(0, longest, f"over[{visit},{number}]")
        model.add_max_equality(over, [time - window.end, 0])
        overruns.append(over)
        cost += window.cost * members * over
    model.add_max_equality(largest, overruns)
    model.add(program.visits[visit].start < window.start).only_enforce_if(~begun)
    model.add(largest > window.max_late).only_enforce_if(~in_time)
    model.add_bool_or(~begun, ~in_time, admits)
    return admits, (longest + 1) * cost + largest
