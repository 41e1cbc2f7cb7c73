"""One walk through orders."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Floats, Solution, empty_solution
from matcher.engines.order.anneal import anneal
from matcher.engines.order.jobs import Jobs
from matcher.engines.order.ranks import rank, rebuild
from matcher.engines.order.recreate import new_gaps
from matcher.engines.order.ruin import Room
from matcher.engines.order.state import WAYS, copy_order, new_move, new_order, total_of
from matcher.engines.search.chance import Chance
from matcher.engines.search.pace import Pace

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
        self._pace = Pace(FIRST_MOVES)
        visits = len(jobs.visit)
        crew = int((jobs.visit["stop"] - jobs.visit["first"]).max(initial=1))
        self._ranks = np.zeros(visits, np.int64), np.zeros(visits, np.int64)
        self._order, self._first, self._best = (new_order(jobs) for _ in range(3))
        self._room = Room(
            before=new_order(jobs),
            move=new_move(jobs),
            gaps=new_gaps(jobs),
            starts=np.zeros(crew, np.int64),
        )

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
        copy_order(order, self._first)
        copy_order(order, self._best)
        return True

    @property
    def cost(self) -> float:
        """What the best costs."""
        return total_of(self._best)

    def begin_again(self) -> None:
        """Go back to the first plan."""
        self._order.shift[:] = self._first.shift
        self._stand(self._first.key)

    def stand_at_best(self, walk: OrderWalk) -> None:
        """Go to the best of a walk, perhaps another one, and take it as one's own best."""
        if walk is not self:
            copy_order(walk._best, self._best)
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
        self._pace.walk(seconds, lambda moves: self.walk(moves, heat))

    def solution(self) -> Solution:
        """Give the best plan."""
        made, best, visit = empty_solution(self._arrays), self._best, self._jobs.visit
        made.served[self._order.served] = True
        made.shift[:], made.member_start[:] = best.shift, best.start
        made.start[:] = best.start[visit["first"]]
        return made
