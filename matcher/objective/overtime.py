"""Minutes by which helpers are back after their shift's end."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.arrays.timeline import departures, gap_times
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for shift in range(len(routes.length)):
        total += route_overtime(arrays, solution, routes, shift)
    return total


@kernel
def route_overtime(arrays: Arrays, solution: Solution, routes: Routes, shift: int) -> int:
    """Give the minutes by which one helper is back late."""
    last = routes.length[shift]
    if last == 0:
        return 0
    begins, ends, minutes = gap_times(arrays, solution, routes, shift, last)
    leaves, _ = departures(arrays, solution, shift, begins, ends, minutes)
    late: int = max(0, leaves + minutes - arrays.shift[shift].end)
    return late
