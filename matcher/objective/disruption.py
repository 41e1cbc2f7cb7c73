"""Sum over published visits of their weight x changes to what people were told."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for visit in range(len(solution.served)):
        if arrays.visit[visit].published_start >= 0:
            total += arrays.visit[visit].published_weight * changes(arrays, solution, visit)
    return total


@kernel
def changes(arrays: Arrays, solution: Solution, visit: int) -> int:
    """Give the changes to one published visit."""
    row = arrays.visit[visit]
    told = range(row.published_first, row.published_stop)
    if not solution.served[visit]:
        return 1 + len(told)
    count = int(solution.start[visit] != row.published_start)
    for entry in told:
        comes = False
        for member in range(row.member_first, row.member_stop):
            helper = arrays.shift[solution.shift[member]].helper
            comes = comes or helper == arrays.link[entry]
        count += not comes
    return count
