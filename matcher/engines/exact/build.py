"""A scope to a model with every rule."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from matcher.engines.exact import crews, rests, routes, sequence, supplies, visits
from matcher.engines.exact.program import Program
from matcher.engines.exact.scope import Scope

RULES = (
    visits.admit,
    crews.fill_roles,
    crews.keep_crews_distinct,
    crews.keep_pins,
    crews.keep_continuity,
    crews.keep_budgets,
    sequence.keep_recurrence,
    sequence.keep_predecessors,
    routes.keep_hours,
    routes.keep_limits,
    rests.take_breaks,
    supplies.draw_supplies,
)


def build(scope: Scope) -> Program:
    """Make the variables and add every rule."""
    model = CpModel()
    visit_vars, starts = visits.visit_variables(scope, model)
    takes = {pair: model.new_bool_var(f"takes[{pair[0]},{pair[1]}]") for pair in scope.reach}
    program = Program(
        scope=scope,
        model=model,
        visits=visit_vars,
        starts=starts,
        takes=takes,
        routes=routes.route_variables(scope, model, takes),
        leaves={},
        rests={},
        windows=visits.window_choices(scope, model, visit_vars),
        draws={},
        faces={},
    )
    for add in RULES:
        add(program)
    return program
