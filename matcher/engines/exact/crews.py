"""Crews: how many, who together, who again, pins, and what a project pays."""

from __future__ import annotations

from ortools.sat.python.cp_model import IntVar

from matcher.arrays import FOREVER
from matcher.engines.exact.linear import Linear
from matcher.engines.exact.program import Program


def fill_roles(program: Program) -> None:
    """Each role of a served visit is filled by its count of shifts, within their reach."""
    scope, model = program.scope, program.model
    by_task: list[list[IntVar]] = [[] for _ in scope.tasks]
    for (task, shift), literal in program.takes.items():
        by_task[task].append(literal)
        first, last = scope.reach[task, shift]
        model.add_linear_constraint(program.starts[task], first, last).only_enforce_if(literal)
    for task, row in enumerate(scope.tasks):
        if not scope.starts[row.visit].is_empty():
            served = program.visits[row.visit].served
            model.add(sum(by_task[task]) == row.size * served)


def keep_crews_distinct(program: Program) -> None:
    """Nobody fills two places of a distinct crew."""
    scope = program.scope
    for visit, own in enumerate(scope.of_visit):
        if scope.rows.need[scope.rows.visit[visit].need].distinct:
            if sum(scope.tasks[task].size for task in own) == 1:
                continue
            for literals in program.takes_by_helper(visit).values():
                if len(literals) > 1:
                    program.model.add_at_most_one(literals)


def keep_pins(program: Program) -> None:
    """Give a pinned visit that is served its pinned helpers; its domain pins its start."""
    scope = program.scope
    for visit, row in enumerate(scope.rows.visit):
        if row.pinned:
            takes = program.takes_by_helper(visit)
            for helper in scope.arrays.link[row.pin_first : row.pin_stop].tolist():
                program.model.add(sum(takes.get(helper, [])) >= program.visits[visit].served)


def faces(program: Program, need: int) -> dict[int, Linear]:
    """Give for each helper who could serve a need 1 where they do; never less."""
    if need not in program.faces:
        program.faces[need] = _faces(program, need)
    return program.faces[need]


def _faces(program: Program, need: int) -> dict[int, Linear]:
    row = program.scope.rows.need[need]
    takes: dict[int, list[IntVar]] = {}
    for visit in range(row.visit_first, row.visit_stop):
        for helper, literals in program.takes_by_helper(visit).items():
            takes.setdefault(helper, []).extend(literals)
    if row.distinct and row.visit_stop - row.visit_first == 1:
        return {helper: sum(literals) for helper, literals in takes.items()}
    comes: dict[int, Linear] = {}
    for helper, literals in takes.items():
        face = program.model.new_bool_var(f"face[{need},{helper}]")
        for literal in literals:
            program.model.add_implication(literal, face)
        comes[helper] = face
    return comes


def keep_continuity(program: Program) -> None:
    """Keep the distinct helpers of a need few enough."""
    for need, row in enumerate(program.scope.rows.need):
        if row.max_helpers < len(program.scope.rows.helper):
            comes = faces(program, need)
            if len(comes) > row.max_helpers:
                program.model.add(sum(comes.values()) <= row.max_helpers)


def keep_budgets(program: Program) -> None:
    """Keep what a project pays for its crews, each member rounded up, within its budget."""
    scope = program.scope
    pay: dict[int, list[Linear]] = {}
    for (task, shift), literal in program.takes.items():
        need = scope.rows.need[scope.rows.visit[scope.tasks[task].visit].need]
        cost = scope.rows.helper[scope.rows.shift[shift].helper].cost_per_hour
        fen = -(-cost * scope.tasks[task].minutes // 60)
        if need.project >= 0 and fen:
            pay.setdefault(need.project, []).append(fen * literal)
    for project, parts in pay.items():
        budget = scope.rows.project[project].budget
        if budget < FOREVER:
            program.model.add(sum(parts) <= budget)
