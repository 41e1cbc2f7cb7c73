"""The engine: prove the best plan of a small scenario, level by level.

The least that one level can reach is fixed before the next is pushed down. A quick plan of the
search engine is the first hint, so that there is a plan whatever the limits.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from matcher.arrays import Arrays, Solution, copy_of
from matcher.engines.exact.build import build
from matcher.engines.exact.linear import Linear
from matcher.engines.exact.objective import levels, pins_missed
from matcher.engines.exact.program import Program
from matcher.engines.exact.scope import scope_of
from matcher.engines.exact.search import Outcome, Search
from matcher.engines.exact.transfer import Values, hint_solution, read_solution
from matcher.engines.interface import Answer, Listener, Offer, StopRequest, decline, ignore, never
from matcher.engines.search import SearchEngine
from matcher.instance import Instance
from matcher.model import Ended, EngineChoice, Limits, Progress
from matcher.objective import rank

WARM_ROUNDS = 20
"""Rounds of the search engine for the first plan."""

MOST_CANDIDATES = 5_000
"""Pairs of a role and a shift above which ways between stops are not even counted."""

EARLY_SHARE = 0.5
"""What a level that is not the last may use of what is left of the limits."""


class ExactEngine:
    """CP-SAT on the whole problem.

    Parameters
    ----------
    most_members : int
        Places in crews that it takes on.
    most_arcs : int
        Ways between stops, summed over the shifts, that it takes on.
    """

    name = EngineChoice.EXACT.value

    def __init__(self, most_members: int = 100, most_arcs: int = 20_000) -> None:
        self._most_members, self._most_arcs = most_members, most_arcs

    def unsupported(self, instance: Instance) -> str | None:
        """Say why a scenario is too large; None if it is not."""
        arrays = instance.arrays
        if len(arrays.member) > self._most_members:
            return f"{len(arrays.member)} places in crews, at most {self._most_members}"
        if len(arrays.candidate) > MOST_CANDIDATES:
            return f"{len(arrays.candidate)} helpers for roles, at most {MOST_CANDIDATES}"
        arcs = sum(len(ways) for ways in scope_of(arrays).arcs.values())
        if arcs > self._most_arcs:
            return f"{arcs} ways between stops, at most {self._most_arcs}"
        return None

    def solve(
        self,
        instance: Instance,
        limits: Limits,
        seed: int,
        listen: Listener = ignore,
        stop: StopRequest = never,
        offer: Offer = decline,
        start: Solution | None = None,
    ) -> Answer:
        """Find the best plan; see `Engine.solve`.

        One iteration is one unit of CP-SAT's deterministic time, very roughly a second. The best
        so far is offered between two levels.
        """
        arrays, heard = instance.arrays, list[Progress]()
        warm = Limits(max_seconds=limits.max_seconds, max_iterations=WARM_ROUNDS)
        quick = SearchEngine().solve(instance, warm, seed, heard.append, stop, start=start)
        # Loading compiled code does not count, here as there.
        began = time.perf_counter() - heard[-1].seconds
        descent = _Descent(arrays, quick.solution, listen, offer, began)
        search = Search(limits, seed, began, stop)
        if search.why_over() is None:
            descent.push_down(build(scope_of(arrays)), search)
        return descent.answer(search)


class _Descent:
    """The best plan so far, and what has come of each level; pins not kept are the first.

    Parameters
    ----------
    arrays : Arrays
    known : Solution
        A plan to begin with.
    listen, offer : callable
    began : float
        When the run began, by `time.perf_counter`.
    """

    def __init__(
        self, arrays: Arrays, known: Solution, listen: Listener, offer: Offer, began: float
    ) -> None:
        self._arrays, self._listen, self._offer, self._began = arrays, listen, offer, began
        self._best, self._key = known, rank(arrays, known)
        self._outcomes: list[Outcome] = []
        self._tell(())

    def push_down(self, program: Program, search: Search) -> None:
        """Minimise each level and fix it, until all are done or a limit is reached."""
        hint_solution(program, self._best)
        objectives = [pins_missed(program), *levels(program)]
        for place, objective in enumerate(objectives, 1):
            self._offer(lambda: self._so_far(search))
            if search.why_over() is not None:
                return
            share = EARLY_SHARE if place < len(objectives) else 1.0
            self._outcomes.append(self._least(program, search, objective, share))
            if self._outcomes[-1].value is None:
                return
            program.model.add(objective <= self._outcomes[-1].value)

    def _least(self, program: Program, search: Search, objective: Linear, share: float) -> Outcome:
        reached = tuple(outcome.value for outcome in self._outcomes)
        if self._key[: len(reached) + 1] == (*reached, 0):
            return Outcome(0, 0)

        def note(value: Values, bound: int) -> None:
            solution = read_solution(program, value)
            key = rank(self._arrays, solution)
            if key < self._key:
                self._best, self._key = solution, key
            self._tell((*self._outcomes, Outcome(None, bound)), int(search.units))

        return search.minimise(program.model, objective, share, note)

    def _tell(self, outcomes: tuple[Outcome, ...], iterations: int = 0) -> None:
        self._listen(
            Progress(
                engine=ExactEngine.name,
                iterations=iterations,
                seconds=time.perf_counter() - self._began,
                totals=self._key[1:],
                unmet=int(np.count_nonzero(~self._best.served)),
                bound=self._bound(outcomes),
            )
        )

    def _bound(self, outcomes: tuple[Outcome, ...]) -> tuple[int, ...] | None:
        """Give what no plan that keeps as many pins can beat; None if more might be kept."""
        bounds = [0] * len(self._key)
        for place, outcome in enumerate(outcomes):
            bounds[place] = max(0, outcome.bound)
            if not outcome.is_proven:
                break
        return None if bounds[0] < self._key[0] else tuple(bounds[1:])

    def answer(self, search: Search) -> Answer:
        """Give the best plan; it is proven only if its figures are those of the model."""
        proven = tuple(outcome.value for outcome in self._outcomes if outcome.is_proven)
        if proven == self._key:
            return self._answer(Ended.OPTIMAL, int(search.units))
        over = search.why_over() or search.cut_short or Ended.COMPLETED
        return self._answer(over, int(search.units))

    def _so_far(self, search: Search) -> Answer:
        answer = self._answer(Ended.CANCELLED, int(search.units))
        return replace(answer, solution=copy_of(self._best))

    def _answer(self, ended: Ended, iterations: int) -> Answer:
        return Answer(
            solution=self._best,
            ended=ended if self._key[0] == 0 else Ended.INFEASIBLE_PINS,
            iterations=iterations,
            bound=self._bound(tuple(self._outcomes)),
        )
