"""Between a model's values and a solution's arrays."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from ortools.sat.python.cp_model import IntVar

from matcher.arrays import Solution, empty_solution
from matcher.engines.exact.linear import Linear
from matcher.engines.exact.program import Program
from matcher.engines.exact.scope import DEPOT, Scope

Values = Callable[[Linear], int]
"""Gives the value of an expression in a solution of the model."""


def read_solution(program: Program, value: Values) -> Solution:
    """Write a model's solution as arrays."""
    scope = program.scope
    solution = empty_solution(scope.arrays)
    for visit, row in enumerate(program.visits):
        solution.served[visit] = value(row.served)
        solution.start[visit] = value(row.start)
    crews: list[list[int]] = [[] for _ in scope.tasks]
    for (task, shift), literal in program.takes.items():
        if value(literal):
            crews[task].append(shift)
    for number, crew in enumerate(crews):
        for member, shift in enumerate(sorted(crew), scope.tasks[number].member_first):
            solution.shift[member] = shift
            solution.member_start[member] = value(program.starts[number])
    for number, draw in program.draws.items():
        solution.given[number] = value(draw.given)
    for number, rest in program.rests.items():
        if value(rest.taken):
            solution.rest[number] = value(rest.start)
    return solution


def hint_solution(program: Program, solution: Solution) -> None:
    """Hint what decides a model's solution: who goes where and when, with what."""
    hints = _visit_hints(program, solution) | _route_hints(program, solution)
    for number, rest in program.rests.items():
        if solution.rest[number] >= 0:
            hints[rest.start] = int(solution.rest[number])
    for number, draw in program.draws.items():
        if isinstance(draw.given, IntVar):
            hints[draw.given] = int(solution.given[number])
    program.model.clear_hints()  # type: ignore[no-untyped-call]
    for variable, value in hints.items():
        program.model.add_hint(variable, value)


def _visit_hints(program: Program, solution: Solution) -> dict[IntVar, int]:
    hints: dict[IntVar, int] = {}
    for visit, row in enumerate(program.visits):
        hints[row.served] = int(solution.served[visit])
        if solution.served[visit]:
            hints[row.start] = int(solution.start[visit])
    for start, planned in zip(program.starts, program.scope.tasks, strict=True):
        if solution.served[planned.visit] and isinstance(start, IntVar):
            hints[start] = int(solution.member_start[planned.member_first])
    return hints


def _route_hints(program: Program, solution: Solution) -> dict[IntVar, int]:
    stops = _stops(program.scope, solution)
    hints: dict[IntVar, int] = {}
    for (task, shift), literal in program.takes.items():
        hints[literal] = task in stops.get(shift, [])
    for shift, route in program.routes.items():
        own = stops.get(shift, [])
        ways = set(pairwise([DEPOT, *own, DEPOT])) if own else set()
        hints[route.used] = bool(own)
        hints |= {literal: (arc.tail, arc.head) in ways for arc, literal in route.arcs}
    return hints


def _stops(scope: Scope, solution: Solution) -> dict[int, list[int]]:
    """Give the tasks of each shift in order of time."""
    begins: dict[int, list[tuple[int, int]]] = {}
    for number, task in enumerate(scope.tasks):
        if solution.served[task.visit]:
            start = int(solution.member_start[task.member_first])
            members = slice(task.member_first, task.member_first + task.size)
            for shift in solution.shift[members].tolist():
                begins.setdefault(shift, []).append((start, number))
    return {shift: [task for _, task in sorted(stops)] for shift, stops in begins.items()}
