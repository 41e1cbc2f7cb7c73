"""Finding one candidate among a role's, and roles that have none."""

from __future__ import annotations

import numpy as np

from matcher.arrays.layout import Arrays, Bools
from matcher.kernel import leaf


@leaf
def candidate_of(arrays: Arrays, role: int, shift: int) -> int:
    """Give the row of the candidate for a role; -1: the shift is none."""
    low, high = arrays.role[role].candidate_first, arrays.role[role].candidate_stop
    stop = high
    while low < high:
        middle = (low + high) // 2
        if arrays.candidate[middle].shift < shift:
            low = middle + 1
        else:
            high = middle
    found: int = low if low < stop and arrays.candidate[low].shift == shift else -1
    return found


def staffed_needs(arrays: Arrays) -> Bools:
    """Say which needs have somebody for every role."""
    role, staffed = arrays.role, np.ones(len(arrays.need), np.bool_)
    staffed[role["need"][role["candidate_first"] == role["candidate_stop"]]] = False
    return staffed
