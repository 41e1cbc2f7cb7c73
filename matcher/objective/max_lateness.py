"""The largest single lateness in minutes."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel
from matcher.rules.window import visit_late


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    largest = 0
    for visit in range(len(solution.served)):
        if solution.served[visit]:
            _, late = visit_late(arrays, solution, visit)
            largest = max(largest, late)
    return largest
