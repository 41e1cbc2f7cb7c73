"""Minutes of travel of all routes, from the start place to the end place."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.arrays.timeline import route_travel
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for shift in range(len(routes.length)):
        minutes, _ = route_travel(arrays, routes, shift)
        total += minutes
    return total
