"""Sum over resource lines of served visits of ceil(100 x missing / asked)."""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.kernel import kernel


@kernel
def value(arrays: Arrays, solution: Solution, routes: Routes) -> int:
    """Give the term's value."""
    total = 0
    for visit in range(len(solution.served)):
        if solution.served[visit]:
            total += visit_shortfall(arrays, solution, visit)
    return total


@kernel
def visit_shortfall(arrays: Arrays, solution: Solution, visit: int) -> int:
    """Give what one served visit falls short of."""
    short = 0
    for ask in range(arrays.visit[visit].ask_first, arrays.visit[visit].ask_stop):
        asked = arrays.line[arrays.ask[ask].line].quantity
        given = 0
        for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
            given += solution.given[draw]
        if given < asked:
            short += -((-100 * (asked - given)) // asked)
    return short
