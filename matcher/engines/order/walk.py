"""One walk through orders."""

from __future__ import annotations

import time

import numpy as np

from matcher.arrays import Arrays, Floats, Solution, empty_solution
from matcher.engines.order.anneal import anneal
from matcher.engines.order.jobs import Jobs
from matcher.engines.order.ranks import rank, rebuild
from matcher.engines.order.recreate import new_gaps
from matcher.engines.order.ruin import Room
from matcher.engines.order.starts import WAYS
from matcher.engines.order.state import Best, Order, new_move
from matcher.engines.search.chance import Chance

FIRST_MOVES = 2_000


class OrderWalk:
    """Where a walk stands, and the best it has seen.

    Parameters
    ----------
    arrays : Arrays
    jobs : Jobs
        Shared with other walks.
    chance : Chance
        Its own.

    Attributes
    ----------
    moves : int
        Tried so far.
    ways : float
        What ways and choices cost in the plan where it began.
    """

    def __init__(self, arrays: Arrays, jobs: Jobs, chance: Chance) -> None:
        self._arrays, self._jobs, self._chance = arrays, jobs, chance
        self.moves, self.ways = 0, 0.0
        self._a_second = float(FIRST_MOVES)
        visits, members, shifts = len(jobs.visit), len(jobs.member), len(jobs.shift)
        crew = int((jobs.visit["stop"] - jobs.visit["first"]).max(initial=1))
        self._ranks = np.zeros(visits, np.int64), np.zeros(visits, np.int64)
        self._order = Order(
            key=np.zeros(visits),
            shift=np.full(members, -1, np.int64),
            before=np.zeros(members + shifts, np.int64),
            after=np.zeros(members + shifts, np.int64),
            start=np.zeros(members, np.int64),
            length=np.zeros(shifts, np.int64),
            served=np.zeros(0, np.int64),
            cost=np.zeros(3),
        )
        self._room = Room(
            before=Order._make(field.copy() for field in self._order),
            move=new_move(jobs),
            gaps=new_gaps(jobs),
            starts=np.zeros(crew, np.int64),
        )
        self._best = Best(
            key=np.zeros(visits),
            shift=np.full(members, -1, np.int64),
            start=np.zeros(members, np.int64),
            cost=np.array([np.inf]),
        )
        self._first = self._order.key.copy(), self._order.shift.copy()

    def begin(self, solution: Solution) -> bool:
        """Begin at a solution; the visits that it serves stay served.

        False: its visits cannot be put into one order that keeps every limit of time.
        """
        order = self._order = self._order._replace(served=np.flatnonzero(solution.served))
        order.shift[:] = solution.shift
        key = np.empty_like(order.key)
        key[np.argsort(solution.start, kind="stable")] = np.arange(len(key))
        if not self._stand(key):
            return False
        self.ways = float(order.cost[WAYS])
        self._first = order.key.copy(), order.shift.copy()
        self._best.key[:], self._best.shift[:] = order.key, order.shift
        self._best.start[:] = order.start
        self._best.cost[0] = order.cost.sum()
        return True

    @property
    def cost(self) -> float:
        """What the best costs."""
        return float(self._best.cost[0])

    def begin_again(self) -> None:
        """Go back to the first plan."""
        key, shift = self._first
        self._order.shift[:] = shift
        self._stand(key)

    def stand_at_best(self, walk: OrderWalk) -> None:
        """Go to the best of a walk, perhaps another one, and take it as one's own best."""
        if walk is not self:
            for name in ("key", "shift", "start", "cost"):
                getattr(self._best, name)[:] = getattr(walk._best, name)
        self._order.shift[:] = self._best.shift
        self._stand(self._best.key)

    def _stand(self, key: Floats) -> bool:
        order = self._order
        order.key[:] = key
        ranked = order.served[np.argsort(order.key[order.served], kind="stable")]
        if not rebuild(self._jobs, order, ranked, self._room.starts):
            return False
        rank(self._jobs, order, *self._ranks)
        return True

    def walk(self, moves: int, heat: float) -> None:
        """Try so many moves at a temperature, in cost."""
        anneal(self._jobs, self._order, self._best, self._room, moves, heat, self._chance)
        rank(self._jobs, self._order, *self._ranks)
        self.moves += moves

    def walk_for(self, seconds: float, heat: float) -> None:
        """Try moves for about so long."""
        began = time.perf_counter()
        moves = max(1, int(self._a_second * seconds))
        self.walk(moves, heat)
        spent = time.perf_counter() - began
        self._a_second = min(moves / max(spent, 1e-6), 4 * self._a_second)

    def solution(self) -> Solution:
        """Give the best plan."""
        made, best, visit = empty_solution(self._arrays), self._best, self._jobs.visit
        made.served[self._order.served] = True
        made.shift[:], made.member_start[:] = best.shift, best.start
        made.start[:] = best.start[visit["first"]]
        return made
