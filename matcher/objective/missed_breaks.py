"""Minutes of voluntary breaks that used shifts miss."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for shift in range(len(routes.length)):
        total += route_missed(arrays, solution, routes, shift)
    return total


@kernel
def route_missed(arrays: Arrays, solution: Solution, routes: Routes, shift: int) -> int:
    """Give the minutes that one shift misses."""
    missed = 0
    if routes.length[shift]:
        for rest in range(arrays.shift[shift].rest_first, arrays.shift[shift].rest_stop):
            if solution.rest[rest] < 0:
                missed += arrays.rest[rest].minutes
    return missed
