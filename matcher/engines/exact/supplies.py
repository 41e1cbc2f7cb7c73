"""What visits draw: stock and funds in all, venues and equipment by time, when available."""

from __future__ import annotations

from typing import Any

from ortools.sat.python.cp_model import Domain, IntervalVar

from matcher.engines.exact.linear import Linear
from matcher.engines.exact.program import DrawVars, Program


def draw_supplies(program: Program) -> None:
    """Give each line of a served visit all it asks, or less where less will do."""
    scope, model = program.scope, program.model
    for visit, row in enumerate(program.visits):
        if scope.starts[visit].is_empty():
            continue
        entry = scope.rows.visit[visit]
        for ask in scope.rows.ask[entry.ask_first : entry.ask_stop]:
            line = scope.rows.line[ask.line]
            numbers = range(ask.draw_first, ask.draw_stop)
            draws = [draw for draw in numbers if _can_give(program, draw, line)]
            for draw in draws:
                program.draws[draw] = _draw(program, draw, line, is_only=len(draws) == 1)
            given = sum(program.draws[draw].given for draw in draws)
            if line.whole:
                model.add(given == line.quantity * row.served)
            else:
                model.add(given <= line.quantity * row.served)
            if line.venue and len(draws) > 1:
                model.add_at_most_one(program.draws[draw].is_used for draw in draws)
    _keep_quantities(program)


def _can_give(program: Program, draw: int, line: Any) -> bool:  # noqa: ANN401
    resource = program.scope.rows.resource[program.scope.rows.draw[draw].resource]
    if line.venue and line.whole and resource.quantity < line.quantity:
        return False
    return bool(resource.quantity > 0 and resource.interval_first < resource.interval_stop)


def _draw(program: Program, number: int, line: Any, *, is_only: bool) -> DrawVars:  # noqa: ANN401
    scope, model = program.scope, program.model
    entry = scope.rows.draw[number]
    visit = program.visits[entry.visit]
    if is_only and line.whole:
        draw = DrawVars(line.quantity * visit.served, visit.served)
    else:
        # What is lent for no time at all takes nothing from others.
        most = line.quantity
        if scope.rows.resource[entry.resource].consumed or line.hold != 0:
            most = min(most, scope.rows.resource[entry.resource].quantity)
        is_used = model.new_bool_var(f"draws[{number}]")
        draw = DrawVars(model.new_int_var(0, most, f"given[{number}]"), is_used)
        model.add(draw.given <= most * is_used)
        model.add_implication(is_used, visit.served)
    _keep_available(program, number, line, draw)
    return draw


def _until(program: Program, number: int, line: Any) -> Linear:  # noqa: ANN401
    """Give when what was drawn is free again."""
    visit = program.visits[program.scope.rows.draw[number].visit]
    return visit.end if line.hold < 0 else visit.start + line.hold


def _keep_available(program: Program, number: int, line: Any, draw: DrawVars) -> None:  # noqa: ANN401
    scope, model = program.scope, program.model
    entry = scope.rows.draw[number]
    resource, start = scope.rows.resource[entry.resource], program.visits[entry.visit].start
    spans = scope.rows.interval[resource.interval_first : resource.interval_stop]
    # What is used up, or lent for no time, is drawn in the minute of the start.
    at_once = resource.consumed or line.hold == 0
    whole = scope.starts[entry.visit]
    if at_once:
        open_times = Domain.from_intervals([[span.start, span.end - 1] for span in spans])
        if not whole.is_included_in(open_times):
            model.add_linear_expression_in_domain(start, open_times).only_enforce_if(draw.is_used)
        return
    until = _until(program, number, line)
    chosen = [model.new_bool_var(f"open[{number},{place}]") for place in range(len(spans))]
    if len(spans) == 1:
        chosen = [draw.is_used]
    else:
        model.add(sum(chosen) == draw.is_used)
    for span, literal in zip(spans, chosen, strict=True):
        model.add(start >= span.start).only_enforce_if(literal)
        model.add(until <= span.end).only_enforce_if(literal)


def _keep_quantities(program: Program) -> None:
    """Keep what is used up within the stock in all, what comes back at every minute."""
    scope, model = program.scope, program.model
    drawn: dict[int, list[int]] = {}
    for draw in program.draws:
        drawn.setdefault(scope.rows.draw[draw].resource, []).append(draw)
    for number, draws in drawn.items():
        resource = scope.rows.resource[number]
        lines = [scope.rows.line[scope.rows.ask[scope.rows.draw[d].ask].line] for d in draws]
        if sum(line.quantity for line in lines) <= resource.quantity:
            continue
        given = [program.draws[draw].given for draw in draws]
        if resource.consumed:
            model.add(sum(given) <= resource.quantity)
            continue
        held = [
            (_held(program, draw, line), program.draws[draw].given)
            for draw, line in zip(draws, lines, strict=True)
            if line.hold != 0
        ]
        model.add_cumulative([time for time, _ in held], [n for _, n in held], resource.quantity)


def _held(program: Program, number: int, line: Any) -> IntervalVar:  # noqa: ANN401
    """Give the time for which something is lent."""
    model, is_used = program.model, program.draws[number].is_used
    visit = program.visits[program.scope.rows.draw[number].visit]
    until = _until(program, number, line)
    most = program.scope.arrays.horizon + max(0, line.hold)
    size = model.new_int_var(0, most, f"hold[{number}]")
    return model.new_optional_interval_var(visit.start, size, until, is_used, f"held[{number}]")
