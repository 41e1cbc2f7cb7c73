"""Sum over crew members of the place of their kind in the role's list, or of its tier's cost."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.arrays.candidate import candidate_of
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for member in range(len(solution.shift)):
        if solution.shift[member] >= 0:
            row = candidate_of(arrays, arrays.member[member].role, solution.shift[member])
            total += arrays.candidate[row].tier
    return total
