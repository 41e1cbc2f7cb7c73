"""The largest minutes of service and travel of any helper over the horizon."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.arrays.timeline import route_service, route_travel
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    busiest = 0
    for helper in range(len(arrays.helper)):
        worked = 0
        for shift in range(arrays.helper[helper].shift_first, arrays.helper[helper].shift_stop):
            minutes, _ = route_travel(arrays, routes, shift)
            worked += minutes + route_service(arrays, routes, shift)
        busiest = max(busiest, worked)
    return busiest
