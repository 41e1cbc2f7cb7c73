"""One of the need's windows admits the visit; of several, the one with the least lateness."""

from __future__ import annotations

from numba import njit

from matcher.arrays import Arrays, Demand, Solution, visit_end
from matcher.model import WindowBounds

START, ALL_STARTS, SERVICE = (
    tuple(WindowBounds).index(bounds)
    for bounds in (WindowBounds.START, WindowBounds.ALL_STARTS, WindowBounds.SERVICE)
)


@njit(cache=True)
def window_late(
    arrays: Arrays, solution: Solution, visit: int, window: int, end: int
) -> tuple[int, int]:
    """Give late cost and largest single lateness against one window; (-1, 0): not admitted."""
    demand = arrays.demand
    opens, closes = demand.window_start[window], demand.window_end[window]
    start = solution.start[visit]
    if start < opens:
        return -1, 0
    total, largest = 0, 0
    first, last = demand.member_ptr[visit], demand.member_ptr[visit + 1]
    if demand.window_bounds[window] == ALL_STARTS and first < last:
        for member in range(first, last):
            late = max(0, solution.member_start[member] - closes)
            total += late
            largest = max(largest, late)
    else:
        bounded = end if demand.window_bounds[window] == SERVICE else start
        total = largest = max(0, bounded - closes)
    if largest > demand.window_max_late[window]:
        return -1, 0
    return total * demand.window_cost[window], largest


@njit(cache=True)
def visit_late(arrays: Arrays, solution: Solution, visit: int) -> tuple[int, int]:
    """Give late cost and largest single lateness of a visit; (-1, 0): no window admits it."""
    demand = arrays.demand
    need = demand.visit_need[visit]
    end = visit_end(arrays, solution, visit)
    cost, largest = -1, 0
    for window in range(demand.window_ptr[need], demand.window_ptr[need + 1]):
        this_cost, this_largest = window_late(arrays, solution, visit, window, end)
        if this_cost >= 0 and (cost < 0 or (this_cost, this_largest) < (cost, largest)):
            cost, largest = this_cost, this_largest
    if cost < 0:
        return -1, 0
    overdue = max(0, solution.start[visit] - demand.due[need])
    return cost + overdue, max(largest, overdue)


@njit(cache=True)
def window_last_start(demand: Demand, window: int, shortest: int) -> int:
    """Give the last visit start that a window may admit, for a visit of at least `shortest`."""
    last: int = demand.window_end[window] + demand.window_max_late[window]
    return last - shortest if demand.window_bounds[window] == SERVICE else last
