"""floor(sum over routes of cost_per_hour x (service + travel minutes) / 60), in fen."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.arrays.timeline import route_service, route_travel
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for shift in range(len(routes.length)):
        minutes, _ = route_travel(arrays, routes, shift)
        worked = minutes + route_service(arrays, routes, shift)
        total += arrays.helper[arrays.shift[shift].helper].cost_per_hour * worked
    return total // 60
