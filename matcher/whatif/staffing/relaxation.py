"""The least that any mix costs: a mixed-integer programme that permits more than plans do.

The scenario with everything added says which shift could take which visit. What is left of a plan
is how much of each visit is served, by how much of which shift; whole are only the units bought.
Every plan fits into it: it fills the roles of the visits it serves, its routes hold no two stops
that cannot be on one, no more than the shift permits and no more minutes of service and of the
least ways than it has, it keeps to stock and to helpers' days and weeks, and what it owes to a unit
it has only with the unit. So no mix that is enough costs less than the programme's least.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, vstack

from matcher.arrays import Floats
from matcher.engines.bounds.apart import Programme as Sums
from matcher.engines.bounds.apart import solve, solve_apart
from matcher.engines.bounds.rows import Rows
from matcher.whatif.staffing.goals import Goals
from matcher.whatif.staffing.pool import Mix, Pool
from matcher.whatif.staffing.programme import Programme

AT_ONCE = 2_000
"""Offers up to which the programme is solved in this process: starting another takes longer."""

TOLERANCE = 1e-6
"""What the solver's tolerances may add to the least cost, as a share of all costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What the programme says.

    Attributes
    ----------
    mix : tuple of int or None
        The cheapest found; None if none was.
    bound : int or None
        Fen that every mix in question costs at least; None: there is no such mix.
    """

    mix: Mix | None
    bound: int | None


class Relaxation:
    """The programme of a pool and its goals.

    Parameters
    ----------
    pool : Pool
    goals : Goals
    """

    def __init__(self, pool: Pool, goals: Goals) -> None:
        self._pool, costs = pool, np.array(pool.costs, np.float64)
        self._scale = max(1.0, float(costs.sum()))
        self._step = math.gcd(*pool.costs) or 1
        rows = Rows()
        self._unit = rows.add_variables(costs / self._scale)
        programme = Programme(pool, rows, self._unit)
        goal, visit = np.nonzero(goals.holds[:, programme.need])
        row = rows.add(0.0, np.full(len(goals.goals), np.inf))
        rows.enter(row[goal], programme.served[visit])
        self._sums, self._offers = rows.programme(), programme.offers
        self._goal_rows = row

    def cheapest(
        self,
        required: Sequence[float] | Floats,
        *,
        without: Sequence[Mix] = (),
        below: int | None = None,
        seconds: float,
        stop: Callable[[], bool],
    ) -> Guess:
        """Find the cheapest mix that might be enough.

        Parameters
        ----------
        required : sequence of float
            Visits of each goal.
        without : sequence of Mix
            Neither these nor any mix that has no more of anything.
        below : int, optional
            Fen; only what costs less is wanted.
        seconds : float
        stop : callable
        """
        if self._pool.everything in without:
            return Guess(mix=None, bound=None)
        sums = self._sums
        least = sums.least.copy()
        least[self._goal_rows] = required
        extra = np.array([self._more_than(mix) for mix in without] + [-sums.cost])
        floor = 0.0 if below is None else (0.5 * self._step - below) / self._scale
        more = np.append(np.ones(len(without)), -np.inf if below is None else floor)
        guess = self._guess(
            sums._replace(
                matrix=csr_array(vstack([sums.matrix, csr_array(extra)])),
                least=np.append(least, more),
                most=np.append(sums.most, np.full(len(more), np.inf)),
            ),
            seconds,
            stop,
        )
        if below is not None and guess.mix is not None and self._pool.cost(guess.mix) >= below:
            # The solver's tolerances let it in.
            return Guess(mix=None, bound=guess.bound)
        return guess

    def _guess(self, sums: Sums, seconds: float, stop: Callable[[], bool]) -> Guess:
        if self._offers <= AT_ONCE:
            value, _, found = solve(sums, seconds)
        else:
            value, _, found = solve_apart(sums, seconds, stop)
        if value == np.inf:
            return Guess(mix=None, bound=None)
        steps = max(0.0, value - TOLERANCE) * self._scale / self._step
        bound = math.ceil(steps) * self._step
        if not len(found):
            return Guess(mix=None, bound=bound)
        bought = iter((found[self._unit] > 0.5).tolist())
        mix = tuple(sum(next(bought) for _ in range(most)) for most in self._pool.everything)
        return Guess(mix=mix, bound=bound)

    def _more_than(self, mix: Mix) -> Floats:
        """Ask for the next unit of some addition."""
        row = np.zeros(len(self._sums.cost))
        for place, (count, most) in enumerate(zip(mix, self._pool.everything, strict=True)):
            if count < most:
                row[self._unit[self._pool.number(place, count)]] = 1.0
        return row
