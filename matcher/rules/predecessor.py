"""Needs that must come before are served in full and have ended."""

from __future__ import annotations

from matcher.arrays import FOREVER, Arrays, Solution, visit_end
from matcher.kernel import kernel, leaf


@leaf
def predecessors_end(arrays: Arrays, solution: Solution, need: int) -> int:
    """Give when all that must come before has ended; FOREVER if some of it is not served."""
    end = -FOREVER
    for entry in range(arrays.need[need].after_first, arrays.need[need].after_stop):
        other = arrays.need[arrays.link[entry]]
        for visit in range(other.visit_first, other.visit_stop):
            if not solution.served[visit]:
                return FOREVER
            end = max(end, visit_end(arrays, solution, visit))
    return end


@kernel
def has_served_successor(arrays: Arrays, solution: Solution, need: int) -> bool:
    """Say whether some need that must come after is served already."""
    found = False
    for entry in range(arrays.need[need].before_first, arrays.need[need].before_stop):
        other = arrays.need[arrays.link[entry]]
        for visit in range(other.visit_first, other.visit_stop):
            found = found or solution.served[visit]
    return found
