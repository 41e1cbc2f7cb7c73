"""Minutes of voluntary breaks that used shifts miss."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for shift in range(len(routes.length)):
        if routes.length[shift] == 0:
            continue
        for rest in range(arrays.shift[shift].rest_first, arrays.shift[shift].rest_stop):
            if solution.rest[rest] < 0:
                total += arrays.rest[rest].minutes
    return total
