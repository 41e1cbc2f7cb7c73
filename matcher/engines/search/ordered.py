"""Walks over orders of all visits, where an instance suits: there all starts float together."""

from __future__ import annotations

from concurrent.futures import Executor
from itertools import repeat

from matcher.arrays import Arrays, Solution, empty_solution
from matcher.engines.order import OrderWalk, jobs_of, unsuited
from matcher.engines.search.chance import new_chance
from matcher.engines.search.frame import Frame
from matcher.objective import rank

ANNEALINGS = 4
"""Each begins at the first plan, but the last: that begins at the best."""

HOT, REHEATED, COLD = 1.0, 0.4, 0.035
"""First temperatures of the annealings and of the last one, and where all end, in mean costs of
the ways to a stop."""

MOVES = 1000
"""Moves that count as one round."""


class Ordered:
    """The walks of one run, one a worker.

    Parameters
    ----------
    arrays : Arrays
        Of an instance that suits.
    frame : Frame
    seed, workers : int

    Attributes
    ----------
    rounds : int
        Made so far by each walk.
    """

    def __init__(self, arrays: Arrays, frame: Frame, seed: int, workers: int) -> None:
        self._arrays = arrays
        jobs = jobs_of(arrays, frame.candidate)
        # Other chances than those of the walkers.
        chances = [new_chance(seed, workers + number) for number in range(workers)]
        self._walks = [OrderWalk(arrays, jobs, chance) for chance in chances]
        self._stop_cost = 0.0
        self._annealing = 0
        self.rounds = 0
        # Compile, or load, what a walk calls, before the clock runs.
        self._walks[0].begin(empty_solution(arrays))
        self._walks[0].walk(0, 0.0)

    def begin(self, solution: Solution) -> bool:
        """Begin at a solution; False: it cannot be told as an order, or leaves a visit out.

        The walks serve what they find served; who else could be is for the other search to find.
        """
        stops = len(solution.shift)
        if not solution.served.all() or not all(walk.begin(solution) for walk in self._walks):
            return False
        self._stop_cost = self._walks[0].ways / stops
        return True

    def turn(
        self, executor: Executor, done: float, *, seconds: float = 0.0, rounds: int = 0
    ) -> None:
        """Let all walk at the same time.

        Parameters
        ----------
        executor : Executor
        done : float
            Share of the whole that is done.
        seconds, rounds : float, int
            How long; one of both.
        """
        place = min(done, 1.0) * ANNEALINGS
        annealing = min(int(place), ANNEALINGS - 1)
        if annealing != self._annealing:
            self._annealing = annealing
            self._begin(annealing)
        first = REHEATED if annealing == ANNEALINGS - 1 else HOT
        heat = self._stop_cost * first * (COLD / first) ** (place - annealing)
        if rounds:
            list(executor.map(OrderWalk.walk, self._walks, repeat(rounds * MOVES), repeat(heat)))
        else:
            list(executor.map(OrderWalk.walk_for, self._walks, repeat(seconds), repeat(heat)))
        self.rounds = self._walks[0].moves // MOVES

    def _begin(self, annealing: int) -> None:
        best = min(self._walks, key=lambda walk: walk.cost)
        for walk in self._walks:
            if annealing == ANNEALINGS - 1:
                walk.stand_at_best(best)
            else:
                walk.begin_again()

    def best(self) -> tuple[Solution, tuple[int, ...]]:
        """Give the best plan, and its rank."""
        solution = min(self._walks, key=lambda walk: walk.cost).solution()
        return solution, rank(self._arrays, solution)


def ordered(arrays: Arrays, frame: Frame, seed: int, workers: int) -> Ordered | None:
    """Give the walks of an instance that suits, or None."""
    suits = len(arrays.visit) > 0 and unsuited(arrays) is None
    return Ordered(arrays, frame, seed, workers) if suits else None
