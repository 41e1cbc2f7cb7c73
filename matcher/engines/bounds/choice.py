"""The best choice in a packing: its linear relaxation, then whole numbers within the room left."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from matcher.arrays import Bools, Floats, Ints
from matcher.engines.bounds.apart import Programme, solve, solve_apart
from matcher.engines.bounds.ascent import Clock
from matcher.engines.bounds.packing import MARGIN

FEW = (600, 3000)
"""Variables among which a choice is made before it is made among all, if those are twice as many:
the ones that a choice which is hardly dearer than the relaxation could hold."""

MOST_HERE = 1000
"""Most variables of a choice that is made here: that takes no longer than another process needs to
begin."""

MOST_SECONDS = 60.0
"""For one choice in another process, which might outlive this one so long."""

HALF = 0.5
"""Between the values of a variable that is 0 or 1."""


class Choice(NamedTuple):
    """What is known of the best choice.

    Attributes
    ----------
    cost : float
        Every choice costs as much, or more than 1.
    solved : bool
        A choice of that cost is known, or none costs 1 or less; False if cut short.
    taken : array of int
        The variables of the best one found that are not 0; none if none was.
    """

    cost: float
    solved: bool
    taken: Ints


def best_choice(packing: Programme, clock: Clock) -> Choice:
    """Find the choice that costs least, if that is at most 1."""
    relaxed, reduced = _relax(packing)
    least, solved, taken = min(1.0, max(0.0, relaxed - MARGIN)), False, np.zeros(0, np.int64)
    if relaxed > 1.0 + MARGIN:
        return Choice(1.0, True, taken)
    dearest = np.sort(reduced)
    rooms = [relaxed + dearest[few] for few in FEW if 2 * few < len(reduced)]
    for most in (*np.minimum(1.0, rooms).tolist(), 1.0):
        if clock.is_over() or least == 1.0 or len(taken):
            break
        kept = np.flatnonzero(reduced <= most - relaxed + MARGIN)
        bound, solved, values = _solve(_part(packing, kept, most), clock)
        least = max(least, min(most, bound - MARGIN))
        taken = kept[values > HALF]
        if not solved:
            break
    return Choice(least, solved and (len(taken) > 0 or least == 1.0), taken)


def _relax(packing: Programme) -> tuple[float, Floats]:
    """Give the least cost without whole numbers, and what each variable adds to it at least."""
    is_exact: Bools = packing.least == packing.most
    solver: Any = linprog  # its types know of no sparse rows
    found = solver(
        packing.cost,
        A_ub=packing.matrix[~is_exact],
        b_ub=packing.most[~is_exact],
        A_eq=packing.matrix[is_exact],
        b_eq=packing.most[is_exact],
        bounds=np.column_stack([np.zeros(len(packing.cost)), packing.high]),
        method="highs",
        options={"presolve": False},
    )
    if found.x is None:
        return np.inf, np.zeros(len(packing.cost))
    return float(found.fun), found.lower.marginals


def _part(packing: Programme, kept: Ints, most: float) -> Programme:
    """Keep some variables, and choices that cost at most so much."""
    cost: Any = csr_array(packing.cost[kept][np.newaxis])
    return Programme(
        packing.cost[kept],
        packing.high[kept],
        packing.whole[kept],
        vstack([packing.matrix[:, kept], cost], format="csr"),
        np.append(packing.least, -np.inf),
        np.append(packing.most, most + MARGIN),
    )


def _solve(packing: Programme, clock: Clock) -> tuple[float, bool, Floats]:
    """Solve here or in another process."""
    if len(packing.cost) <= MOST_HERE:
        return solve(packing, clock.left())
    return solve_apart(packing, min(MOST_SECONDS, clock.left()), clock.is_over)
