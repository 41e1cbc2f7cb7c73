"""Sum over crew members of the visit's weight x the chance of not turning up, in thousandths."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for member in range(len(solution.shift)):
        if solution.shift[member] >= 0:
            need = arrays.visit[arrays.member[member].visit].need
            total += weight_at_risk(arrays, need, solution.shift[member])
    return total


@kernel
def weight_at_risk(arrays: Arrays, need: int, shift: int) -> int:
    """Give what one crew member adds."""
    return arrays.need[need].weight * arrays.helper[arrays.shift[shift].helper].absent
