"""The longest single wait between two consecutive stops, in minutes."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel
from matcher.objective.waiting import gap_waiting


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    longest = 0
    for shift in range(len(routes.length)):
        for gap in range(1, routes.length[shift]):
            longest = max(longest, gap_waiting(arrays, solution, routes, shift, gap))
    return longest
