"""Minutes between consecutive stops of a route that are neither travel nor break."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.arrays.timeline import gap_times, rest_minutes
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for shift in range(len(routes.length)):
        for gap in range(1, routes.length[shift]):
            total += gap_waiting(arrays, solution, routes, shift, gap)
    return total


@kernel
def gap_waiting(arrays: Arrays, solution: Solution, routes: Routes, shift: int, gap: int) -> int:
    """Give the wait in one gap between two stops."""
    begins, ends, minutes = gap_times(arrays, solution, routes, shift, gap)
    return ends - begins - minutes - rest_minutes(arrays, solution, shift, begins, ends)
