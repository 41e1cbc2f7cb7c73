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
        last = routes.length[shift]
        if last:
            begins, ends, minutes = gap_times(arrays, solution, routes, shift, last)
            leaves, _ = departures(arrays, solution, shift, begins, ends, minutes)
            total += max(0, leaves + minutes - arrays.shift[shift].end)
    return total
