"""Terms about routes: travel, waiting, hours, pay and how evenly work is spread.

Every variable is only pushed down: a term is exact in the least plan, and never below its value.
"""

from __future__ import annotations

from ortools.sat.python.cp_model import IntVar

from matcher.engines.exact.linear import Linear
from matcher.engines.exact.program import Program
from matcher.engines.exact.scope import DEPOT


def missed_breaks(program: Program) -> Linear:
    """Sum minutes of voluntary breaks that used shifts miss."""
    rows, total = program.scope.rows, 0
    for shift, route in program.routes.items():
        row = rows.shift[shift]
        for number in range(row.rest_first, row.rest_stop):
            if not rows.rest[number].mandatory:
                taken = program.rests[number].taken if number in program.rests else 0
                total += rows.rest[number].minutes * (route.used - taken)
    return total


def travel_time(program: Program) -> Linear:
    """Sum minutes of travel of all routes."""
    return sum(arc.minutes * way for route in program.routes.values() for arc, way in route.arcs)


def travel_distance(program: Program) -> Linear:
    """Sum metres of travel of all routes."""
    return sum(arc.metres * way for route in program.routes.values() for arc, way in route.arcs)


def overtime(program: Program) -> Linear:
    """Sum minutes by which helpers are back after their shift's end."""
    scope, model = program.scope, program.model
    total: Linear = 0
    for shift, route in program.routes.items():
        row = scope.rows.shift[shift]
        most = min(row.latest, scope.arrays.horizon) - row.end
        if most <= 0:
            continue
        over = model.new_int_var(0, most, f"overtime[{shift}]")
        for arc, way in route.arcs:
            if arc.head == DEPOT:
                leave: Linear = program.leaves.get((shift, arc.tail), program.ends(arc.tail))
                model.add(over >= leave + arc.minutes - row.end).only_enforce_if(way)
        total += over
    return total


def pay(program: Program) -> Linear:
    """Give cost_per_hour x (service + travel minutes) / 60 of all routes, rounded down."""
    rows = program.scope.rows
    parts: Linear = 0
    most = 0
    for shift, route in program.routes.items():
        row = rows.shift[shift]
        cost = rows.helper[row.helper].cost_per_hour
        parts += cost * route.work
        most += cost * max(0, row.latest - row.start)
    if most == 0:
        return 0
    fen = program.model.new_int_var(0, most // 60 + 1, "pay")
    program.model.add(60 * fen + 59 >= parts)
    return fen


def balance(program: Program) -> Linear:
    """Give the largest minutes of service and travel of any helper over the horizon."""
    rows, model = program.scope.rows, program.model
    work: dict[int, Linear] = {}
    room: dict[int, int] = {}
    for shift, route in program.routes.items():
        row = rows.shift[shift]
        work[row.helper] = work.get(row.helper, 0) + route.work
        room[row.helper] = room.get(row.helper, 0) + row.latest - row.start
    busiest = model.new_int_var(0, max(room.values(), default=0), "balance")
    for minutes in work.values():
        model.add(busiest >= minutes)
    return busiest


def idle_terms(program: Program, *, needs_longest: bool) -> tuple[Linear, Linear]:
    """Give the sum of the waits between stops, and the longest.

    Parameters
    ----------
    program : Program
    needs_longest : bool
    """
    scope, model = program.scope, program.model
    waits: dict[tuple[int, int], IntVar] = {}
    for shift, route in program.routes.items():
        inside: dict[int, Linear] = {}
        row = scope.rows.shift[shift]
        for number in range(row.rest_first, row.rest_stop):
            if number in program.rests:
                for tail, gap in program.rests[number].gaps.items():
                    inside[tail] = inside.get(tail, 0) + scope.rows.rest[number].minutes * gap
        for arc, way in route.arcs:
            if DEPOT in (arc.tail, arc.head):
                continue
            # Only one shift comes after a task that one helper does.
            key = arc.tail, shift if scope.tasks[arc.tail].size > 1 else DEPOT
            if key not in waits:
                waits[key] = model.new_int_var(0, scope.arrays.horizon, f"wait[{key}]")
            between = program.starts[arc.head] - program.ends(arc.tail) - arc.minutes
            model.add(waits[key] >= between - inside.get(arc.tail, 0)).only_enforce_if(way)
    total = sum(waits.values())
    if not needs_longest or not waits:
        return total, 0
    longest = model.new_int_var(0, scope.arrays.horizon, "max_idle")
    for wait in waits.values():
        model.add(longest >= wait)
    return total, longest
