"""Breaks: each in one gap of its route, before or after the travel there."""

from __future__ import annotations

from matcher.engines.exact.program import Program, RestVars
from matcher.engines.exact.scope import DEPOT


def take_breaks(program: Program) -> None:
    """Let used shifts take their mandatory breaks, and others if they like."""
    scope, model = program.scope, program.model
    for shift, route in program.routes.items():
        row = scope.rows.shift[shift]
        rests = range(row.rest_first, row.rest_stop)
        if not rests:
            continue
        _set_off(program, shift)
        for number in rests:
            rest = scope.rows.rest[number]
            first, last = max(rest.start, 0), min(rest.end, scope.arrays.horizon) - rest.minutes
            taken = route.used
            if not rest.mandatory:
                taken = model.new_bool_var(f"taken[{number}]")
                model.add_implication(taken, route.used)
            if first > last:
                model.add(taken == 0)
                continue
            start = model.new_int_var(first, last, f"rest[{number}]")
            _choose_gap(program, RestVars(shift, taken, start, {}), number)


def _set_off(program: Program, shift: int) -> None:
    """Give each way of a route its own time of setting off."""
    scope, model, route = program.scope, program.model, program.routes[shift]
    row = scope.rows.shift[shift]
    opens, closes = max(row.start, 0), min(row.latest, scope.arrays.horizon)
    for tail in (DEPOT, *scope.of_shift[shift]):
        leave = model.new_int_var(opens, closes, f"leave[{shift},{tail}]")
        program.leaves[shift, tail] = leave
        if tail != DEPOT:
            model.add(leave >= program.ends(tail)).only_enforce_if(program.takes[tail, shift])
    for arc, literal in route.arcs:
        arrive = program.leaves[shift, arc.tail] + arc.minutes
        until = closes if arc.head == DEPOT else program.starts[arc.head]
        model.add(arrive <= until).only_enforce_if(literal)


def _choose_gap(program: Program, rest: RestVars, number: int) -> None:
    scope, model, route = program.scope, program.model, program.routes[rest.shift]
    row = scope.rows.rest[number]
    is_after = model.new_bool_var(f"after[{number}]")
    over = rest.start + row.minutes
    for tail in (DEPOT, *scope.of_shift[rest.shift]):
        if tail != DEPOT:
            soonest = scope.reach[tail, rest.shift][0] + scope.tasks[tail].minutes
            if soonest + row.minutes > row.end:
                continue
        gap = model.new_bool_var(f"gap[{number},{tail}]")
        rest.gaps[tail] = gap
        leave = program.leaves[rest.shift, tail]
        if tail != DEPOT:
            model.add_implication(gap, program.takes[tail, rest.shift])
            model.add(rest.start >= program.ends(tail)).only_enforce_if(gap)
        model.add(over <= leave).only_enforce_if(gap, ~is_after)
        ways = [(arc, literal) for arc, literal in route.arcs if arc.tail == tail]
        arrive = leave + sum(arc.minutes * literal for arc, literal in ways)
        model.add(rest.start >= arrive).only_enforce_if(gap, is_after)
        for arc, literal in ways:
            if arc.head != DEPOT:
                model.add(over <= program.starts[arc.head]).only_enforce_if(gap, literal)
    model.add(sum(rest.gaps.values()) == rest.taken)
    program.rests[number] = rest
