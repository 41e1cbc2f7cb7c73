"""A need is served by at most `max_helpers` distinct helpers."""

from __future__ import annotations

from matcher.arrays import Arrays, Solution
from matcher.kernel import kernel


@kernel
def faces(arrays: Arrays, solution: Solution, need: int) -> tuple[int, int]:
    """Give the distinct helpers who serve a need, and how many of them are not in its history."""
    row = arrays.need[need]
    distinct, strangers = 0, 0
    if row.visit_first == row.visit_stop:
        return distinct, strangers
    first = arrays.visit[row.visit_first].member_first
    stop = arrays.visit[row.visit_stop - 1].member_stop
    for member in range(first, stop):
        if solution.shift[member] < 0:
            continue
        helper = arrays.shift[solution.shift[member]].helper
        seen = False
        for earlier in range(first, member):
            if solution.shift[earlier] >= 0:
                seen = seen or arrays.shift[solution.shift[earlier]].helper == helper
        if not seen:
            distinct += 1
            strangers += not is_known(arrays, need, helper)
    return distinct, strangers


@kernel
def is_known(arrays: Arrays, need: int, helper: int) -> bool:
    """Say whether a helper stands in a need's history."""
    row = arrays.need[need]
    known = False
    for entry in range(row.history_first, row.history_stop):
        known = known or arrays.link[entry] == helper
    return known
