"""Routes: the stops of each shift in order, its hours, its limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ortools.sat.python.cp_model import CpModel, IntVar

from matcher.engines.exact.linear import Linear
from matcher.engines.exact.program import Program, RouteVars
from matcher.engines.exact.scope import DEPOT, Scope


def route_variables(
    scope: Scope, model: CpModel, takes: dict[tuple[int, int], IntVar]
) -> dict[int, RouteVars]:
    """Make a circuit through start place, stops and end place for each shift."""
    routes: dict[int, RouteVars] = {}
    for shift, tasks in scope.of_shift.items():
        used = model.new_bool_var(f"used[{shift}]")
        node = {task: position for position, task in enumerate([DEPOT, *tasks])}
        arcs = [
            (arc, model.new_bool_var(f"arc[{shift},{arc.tail},{arc.head}]"))
            for arc in scope.arcs[shift]
        ]
        loops = [(node[task], node[task], ~takes[task, shift]) for task in tasks]
        ways = [(node[arc.tail], node[arc.head], literal) for arc, literal in arcs]
        model.add_circuit([*ways, *loops, (0, 0, ~used)])
        for task in tasks:
            model.add_implication(takes[task, shift], used)
        service = sum(scope.tasks[task].minutes * takes[task, shift] for task in tasks)
        travel = sum(arc.minutes * literal for arc, literal in arcs)
        routes[shift] = RouteVars(used, arcs, service + travel)
    return routes


def keep_hours(program: Program) -> None:
    """Let stops follow one another with travel between, inside the shift's hours."""
    scope, model = program.scope, program.model
    for shift, route in program.routes.items():
        row = scope.rows.shift[shift]
        opens, closes = max(row.start, 0), min(row.latest, scope.arrays.horizon)
        for arc, literal in route.arcs:
            if arc.tail == DEPOT:
                soonest = opens + arc.minutes
                if soonest > scope.reach[arc.head, shift][0]:
                    model.add(program.starts[arc.head] >= soonest).only_enforce_if(literal)
            elif arc.head == DEPOT:
                latest = closes - arc.minutes - scope.tasks[arc.tail].minutes
                if latest < scope.reach[arc.tail, shift][1]:
                    model.add(program.starts[arc.tail] <= latest).only_enforce_if(literal)
            else:
                ready = program.ends(arc.tail) + arc.minutes
                model.add(program.starts[arc.head] >= ready).only_enforce_if(literal)
        # Implied, but what a route takes in all is hard to see from its single ways.
        model.add(route.work <= (closes - opens) * route.used)
        _keep_apart(program, shift)


def _keep_apart(program: Program, shift: int) -> None:
    """Let no two services of a shift overlap, each prolonged by the least travel after it."""
    scope = program.scope
    away: dict[int, int] = {}
    for arc in scope.arcs[shift]:
        away[arc.tail] = min(arc.minutes, away.get(arc.tail, arc.minutes))
    program.model.add_no_overlap(
        [
            program.model.new_optional_fixed_size_interval_var(
                program.starts[task],
                scope.tasks[task].minutes + away[task],
                program.takes[task, shift],
                f"stop[{task},{shift}]",
            )
            for task in scope.of_shift[shift]
        ]
    )


def keep_limits(program: Program) -> None:
    """Keep stops of a shift, and minutes of a day and of a week, within their limits."""
    scope, model = program.scope, program.model
    for shift, tasks in scope.of_shift.items():
        most = scope.rows.shift[shift].max_visits
        if most < len(tasks):
            model.add(sum(program.takes[task, shift] for task in tasks) <= most)
    _limit(program, lambda shift: shift.day, "day_limit")
    _limit(program, lambda shift: shift.day // 7, "week_limit")


def _limit(program: Program, period: Callable[[Any], int], name: str) -> None:
    rows = program.scope.rows
    work: dict[tuple[int, int], Linear] = {}
    room: dict[tuple[int, int], int] = {}
    for shift, route in program.routes.items():
        row = rows.shift[shift]
        key = row.helper, period(row)
        work[key] = work.get(key, 0) + route.work
        room[key] = room.get(key, 0) + row.latest - row.start
    for (helper, number), minutes in work.items():
        most = getattr(rows.helper[helper], name)
        if most < room[helper, number]:
            program.model.add(minutes <= most)
