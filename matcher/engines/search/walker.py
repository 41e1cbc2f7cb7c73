"""One walk through plans: where it stands, and the best it has seen."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Bools, Floats, Ints, Solution, copy_solution, empty_solution
from matcher.engines.search.chance import Chance
from matcher.engines.search.changes import load_solution, recount
from matcher.engines.search.follow import follow
from matcher.engines.search.frame import Frame
from matcher.engines.search.pace import Pace
from matcher.engines.search.repair import fill
from matcher.engines.search.rounds import Kept, improve
from matcher.engines.search.score import score
from matcher.engines.search.state import new_search

FIRST_ROUNDS = 20


class Walker:
    """One walk.

    Parameters
    ----------
    arrays : Arrays
    frame : Frame
        Shared with other walks.
    chance : Chance
        Its own.

    Attributes
    ----------
    best : Solution
    best_totals, totals : array of int, shape (1 + levels,)
        Pins not kept, then the totals by level: of the best, and of where it stands.
    rounds : int
        Made so far.
    """

    def __init__(self, arrays: Arrays, frame: Frame, chance: Chance) -> None:
        self.search = new_search(arrays, frame)
        self.best: Solution = empty_solution(arrays)
        self.totals: Ints = np.zeros(1 + arrays.levels, np.int64)
        self.best_totals: Ints = np.zeros(1 + arrays.levels, np.int64)
        self.rounds = 0
        self._chance = chance
        self._pace = Pace(FIRST_ROUNDS)

    def load_kernels(self) -> None:
        """Compile, or load, what a walk calls."""
        recount(self.search)
        fill(self.search, np.zeros(0, np.int64), self._chance)
        self.walk(0, np.zeros(len(self.totals)))

    def begin(self) -> None:
        """Make a first plan."""
        recount(self.search)
        fill(self.search, np.arange(len(self.search.arrays.visit)), self._chance)
        self._settle()

    def begin_at(self, start: Solution) -> None:
        """Go to a plan made elsewhere, as far as it holds here, and put in whatever else fits."""
        if not load_solution(self.search, start):
            self.follow(start)
            return
        self._settle()
        self.add_the_last()
        self.load(self.best)

    def stand_at(self, solution: Solution, routes_of: Walker) -> None:
        """Go to a solution, with the routes of another walker."""
        state = self.search.state
        copy_solution(solution, state.solution)
        for source, target in zip(routes_of.search.state.routes, state.routes, strict=True):
            np.copyto(target, source)
        recount(self.search)
        self._settle()

    def load(self, solution: Solution) -> None:
        """Go to a solution."""
        load_solution(self.search, solution)
        self._settle()

    def follow(self, choice: Solution) -> None:
        """Go to a plan that keeps to a choice of who goes where, as far as it can."""
        follow(self.search, choice, self._chance)
        self._settle()

    def _settle(self) -> None:
        score(self.search, self.totals)
        self.best_totals[:] = self.totals
        copy_solution(self.search.state.solution, self.best)

    def own(self, shifts: Bools, visits: Bools) -> None:
        """Change only these shifts and visits from now on."""
        self.search.scratch.own_shift[:] = shifts
        self.search.scratch.own_visit[:] = visits

    def own_all(self) -> None:
        """Change any shift and visit from now on."""
        self.search.scratch.own_shift[:] = True
        self.search.scratch.own_visit[:] = True

    def walk(self, rounds: int, heat: Floats) -> None:
        """Ruin and recreate.

        Parameters
        ----------
        rounds : int
        heat : array of float, shape (1 + levels,)
            Temperatures.
        """
        own = self.search.scratch.own_visit
        improve(
            self.search,
            Kept(self.best, self.totals, self.best_totals),
            np.flatnonzero(own),
            np.flatnonzero(own & ~self.search.state.solution.served),
            heat,
            rounds,
            self._chance,
        )
        self.rounds += rounds

    def walk_for(self, seconds: float, heat: Floats) -> None:
        """Ruin and recreate for about so long."""
        self._pace.walk(seconds, lambda rounds: self.walk(rounds, heat))

    def add_the_last(self) -> None:
        """Put into the best plan whatever still fits: the rounds try a sample of the unmet only."""
        self.own_all()
        holds = load_solution(self.search, self.best)
        if holds and fill(self.search, np.flatnonzero(~self.best.served), self._chance):
            score(self.search, self.totals)
            if tuple(self.totals) < tuple(self.best_totals):
                self._settle()
