"""Sum over needs of new faces.

With a history: distinct helpers who serve the need and are not in it. Without: distinct helpers
beyond the crew's size.
"""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel
from matcher.rules.continuity import faces


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for need in range(len(arrays.need)):
        total += new_faces(arrays, solution, need)
    return total


@kernel
def new_faces(arrays: Arrays, solution: Solution, need: int) -> int:
    """Give the new faces of one need."""
    distinct, strangers = faces(arrays, solution, need)
    if arrays.need[need].has_history:
        return strangers
    visit = arrays.visit[arrays.need[need].visit_first]
    beyond: int = max(0, distinct - (visit.member_stop - visit.member_first))
    return beyond
