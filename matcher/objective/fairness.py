"""The worst community's share of unmet visits, in thousandths rounded up."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import maker


@maker
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    visits = np.zeros(arrays.communities, np.int64)
    unmet = np.zeros(arrays.communities, np.int64)
    for visit in range(len(solution.served)):
        community = arrays.need[arrays.visit[visit].need].community
        visits[community] += 1
        unmet[community] += not solution.served[visit]
    worst = 0
    for community in range(arrays.communities):
        if visits[community]:
            share = -((-1000 * unmet[community]) // visits[community])
            worst = max(worst, share)
    return worst
