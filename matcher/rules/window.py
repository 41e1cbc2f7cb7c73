"""One of the need's windows admits the visit; of several, the one with the least lateness."""

from __future__ import annotations

from matcher.arrays import Arrays, Solution, visit_end
from matcher.kernel import kernel, leaf
from matcher.model import WindowBounds

START, ALL_STARTS, SERVICE = (
    tuple(WindowBounds).index(bounds)
    for bounds in (WindowBounds.START, WindowBounds.ALL_STARTS, WindowBounds.SERVICE)
)


@leaf
def window_late(
    arrays: Arrays, solution: Solution, visit: int, window: int, end: int
) -> tuple[int, int]:
    """Give late cost and largest single lateness against one window; (-1, 0): not admitted."""
    bound, row = arrays.window[window], arrays.visit[visit]
    start = solution.start[visit]
    if start < bound.start:
        return -1, 0
    total, largest = 0, 0
    if bound.bounds == ALL_STARTS and row.member_first < row.member_stop:
        for member in range(row.member_first, row.member_stop):
            late = max(0, solution.member_start[member] - bound.end)
            total += late
            largest = max(largest, late)
    else:
        bounded = end if bound.bounds == SERVICE else start
        total = largest = max(0, bounded - bound.end)
    if largest > bound.max_late:
        return -1, 0
    return total * bound.cost, largest


@kernel
def visit_late(arrays: Arrays, solution: Solution, visit: int) -> tuple[int, int]:
    """Give late cost and largest single lateness of a visit; (-1, 0): no window admits it."""
    need = arrays.need[arrays.visit[visit].need]
    end = visit_end(arrays, solution, visit)
    cost, largest = -1, 0
    for window in range(need.window_first, need.window_stop):
        this_cost, this_largest = window_late(arrays, solution, visit, window, end)
        if this_cost >= 0 and (cost < 0 or (this_cost, this_largest) < (cost, largest)):
            cost, largest = this_cost, this_largest
    if cost < 0:
        return -1, 0
    overdue = max(0, solution.start[visit] - need.due)
    return cost + overdue, max(largest, overdue)
