"""Sum over unmet visits of the weight of their priority."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for visit in range(len(solution.served)):
        if not solution.served[visit]:
            total += arrays.need[arrays.visit[visit].need].weight
    return total
