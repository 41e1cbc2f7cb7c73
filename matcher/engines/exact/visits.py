"""Visits: when they start, which window admits them, how their roles follow one another."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, IntVar

from matcher.engines.exact.linear import Linear
from matcher.engines.exact.program import Program, VisitVars
from matcher.engines.exact.scope import Scope
from matcher.rules.window import ALL_STARTS, SERVICE


def visit_variables(scope: Scope, model: CpModel) -> tuple[list[VisitVars], list[Linear]]:
    """Make the variables of every visit and the start of every task; roles keep their lags."""
    visits: list[VisitVars] = []
    starts: list[Linear] = []
    for number, domain in enumerate(scope.starts):
        served = model.new_bool_var(f"served[{number}]")
        if domain.is_empty():
            model.add(served == 0)
            start = model.new_constant(0)
        else:
            start = model.new_int_var_from_domain(domain, f"start[{number}]")
        own = _task_starts(scope, model, number, start)
        visits.append(VisitVars(served, start, _visit_end(scope, model, number, start, own)))
        starts += own
    return visits, starts


def _task_starts(scope: Scope, model: CpModel, visit: int, start: IntVar) -> list[Linear]:
    starts: list[Linear] = []
    for number in scope.of_visit[visit]:
        task = scope.tasks[number]
        if task.soonest == task.latest:
            starts.append(start + task.soonest)
            continue
        domain = scope.starts[visit]
        low = 0 if domain.is_empty() else domain.min()
        high = 0 if domain.is_empty() else domain.max()
        own = model.new_int_var(low + task.soonest, high + task.latest, f"task[{number}]")
        role = scope.rows.role[task.role]
        model.add_linear_constraint(own - starts[-1], role.lag_min, role.lag_max)
        starts.append(own)
    return starts


def _visit_end(
    scope: Scope, model: CpModel, visit: int, start: IntVar, starts: list[Linear]
) -> Linear:
    own = [scope.tasks[number] for number in scope.of_visit[visit]]
    if not own:
        return start + scope.rows.need[scope.rows.visit[visit].need].minutes
    if all(task.soonest == task.latest for task in own):
        return start + max(task.soonest + task.minutes for task in own)
    low = max(task.soonest + task.minutes for task in own)
    high = max(task.latest + task.minutes for task in own)
    domain = scope.starts[visit]
    soonest, latest = (0, high) if domain.is_empty() else (domain.min() + low, domain.max() + high)
    end = model.new_int_var(soonest, latest, f"end[{visit}]")
    model.add_max_equality(
        end, [begin + task.minutes for begin, task in zip(starts, own, strict=True)]
    )
    return end


def bounded_times(program: Program, visit: int, bounds: int) -> list[tuple[Linear, int]]:
    """Give the times that a window bounds, and how many members each counts for."""
    tasks = program.scope.of_visit[visit]
    if bounds == ALL_STARTS and tasks:
        return [(program.starts[task], program.scope.tasks[task].size) for task in tasks]
    row = program.visits[visit]
    return [(row.end if bounds == SERVICE else row.start, 1)]


def window_choices(
    scope: Scope, model: CpModel, visits: list[VisitVars]
) -> dict[int, list[tuple[int, IntVar]]]:
    """Make a literal for each window of each visit that could be served."""
    choices: dict[int, list[tuple[int, IntVar]]] = {}
    for visit, row in enumerate(visits):
        need = scope.rows.need[scope.rows.visit[visit].need]
        if scope.starts[visit].is_empty():
            continue
        windows = range(need.window_first, need.window_stop)
        if len(windows) == 1:
            choices[visit] = [(windows[0], row.served)]
            continue
        choices[visit] = [
            (window, model.new_bool_var(f"window[{visit},{window}]")) for window in windows
        ]
        model.add(sum(literal for _, literal in choices[visit]) == row.served)
    return choices


def admit(program: Program) -> None:
    """Choose a window that admits each served visit; let it end in horizon and project."""
    scope, model = program.scope, program.model
    for visit, choices in program.windows.items():
        row = program.visits[visit]
        last = scope.arrays.horizon
        need = scope.rows.need[scope.rows.visit[visit].need]
        if need.project >= 0:
            last = min(last, scope.rows.project[need.project].end)
        model.add(row.end <= last).only_enforce_if(row.served)
        for number, literal in choices:
            window = scope.rows.window[number]
            model.add(row.start >= window.start).only_enforce_if(literal)
            closes = window.end + window.max_late
            if closes < last:
                for time, _ in bounded_times(program, visit, window.bounds):
                    model.add(time <= closes).only_enforce_if(literal)
