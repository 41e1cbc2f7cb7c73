"""Drawing what a visit asks for from what is left, and giving it back.

Lines are served in order, each from its resources in the order of the instance (what expires
first is used first).
"""

from __future__ import annotations

from matcher.arrays import Arrays, Solution, visit_end
from matcher.kernel import kernel, leaf


@kernel
def draw_supplies(arrays: Arrays, solution: Solution, visit: int, start: int, end: int) -> int:
    """Write the draws of a visit into `solution.given`.

    Returns
    -------
    int
        What falls short, as the term `shortfall` counts it; -1 if a line that must have all
        cannot, and then nothing is drawn.
    """
    short = 0
    for ask in range(arrays.visit[visit].ask_first, arrays.visit[visit].ask_stop):
        row = arrays.ask[ask]
        line = arrays.line[row.line]
        missing = line.quantity
        until = end if line.hold < 0 else start + line.hold
        for draw in range(row.draw_first, row.draw_stop):
            left = min(missing, _left(arrays, solution, arrays.draw[draw].resource, start, until))
            # A venue line takes one venue, and not one that is too small for all.
            one_is_chosen = missing < line.quantity
            if line.venue and (one_is_chosen or (line.whole and left < missing)):
                continue
            solution.given[draw] = left
            missing -= left
        if missing > 0 and line.whole:
            release_supplies(arrays, solution, visit)
            return -1
        if missing > 0:
            short += -((-100 * missing) // line.quantity)
    return short


@kernel
def release_supplies(arrays: Arrays, solution: Solution, visit: int) -> None:
    """Give back all draws of a visit."""
    for ask in range(arrays.visit[visit].ask_first, arrays.visit[visit].ask_stop):
        for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
            solution.given[draw] = 0


@kernel
def _left(arrays: Arrays, solution: Solution, resource: int, start: int, until: int) -> int:
    """Give what a resource can still give at `start` and, where it comes back, until `until`."""
    row = arrays.resource[resource]
    # What is used up, or held for no time, is drawn in the minute of the start.
    ends = start + 1 if row.consumed else max(until, start + 1)
    is_open = False
    for interval in range(row.interval_first, row.interval_stop):
        bounds = arrays.interval[interval]
        is_open = is_open or (bounds.start <= start and ends <= bounds.end)
    if not is_open:
        return 0
    if row.consumed:
        left = row.quantity
        for entry in range(row.draw_first, row.draw_stop):
            left -= solution.given[arrays.link[entry]]
        return left
    return row.quantity - _most_used(arrays, solution, resource, start, until)


@kernel
def _most_used(arrays: Arrays, solution: Solution, resource: int, start: int, until: int) -> int:
    """Give the most units in use at any minute from `start` to `until`."""
    most = _used_at(arrays, solution, resource, start)
    row = arrays.resource[resource]
    for entry in range(row.draw_first, row.draw_stop):
        draw = arrays.link[entry]
        if solution.given[draw] > 0:
            begin = solution.start[arrays.draw[draw].visit]
            if start < begin < until:
                most = max(most, _used_at(arrays, solution, resource, begin))
    return most


@kernel
def _used_at(arrays: Arrays, solution: Solution, resource: int, minute: int) -> int:
    row = arrays.resource[resource]
    used = 0
    for entry in range(row.draw_first, row.draw_stop):
        draw = arrays.link[entry]
        if solution.given[draw] > 0:
            begin = solution.start[arrays.draw[draw].visit]
            if begin <= minute < draw_until(arrays, solution, draw):
                used += solution.given[draw]
    return used


@leaf
def draw_until(arrays: Arrays, solution: Solution, draw: int) -> int:
    """Give when what was drawn is free again; the visit's start for what is used up."""
    row = arrays.draw[draw]
    start = solution.start[row.visit]
    if arrays.resource[row.resource].consumed:
        return start
    line = arrays.line[arrays.ask[row.ask].line]
    until: int = start + line.hold
    return visit_end(arrays, solution, row.visit) if line.hold < 0 else until
