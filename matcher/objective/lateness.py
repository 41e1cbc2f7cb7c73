"""Sum over served visits of the late cost of their best window, and past their due time."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel
from matcher.rules.window import visit_late


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for visit in range(len(solution.served)):
        if solution.served[visit]:
            cost, _ = visit_late(arrays, solution, visit)
            total += cost
    return total
