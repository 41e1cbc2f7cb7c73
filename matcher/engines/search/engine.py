"""The engine: a first plan, then ruin and recreate until told to stop."""

from __future__ import annotations

import time

import numpy as np

from matcher.arrays import Arrays, Floats, Ints, Solution, empty_solution
from matcher.engines.interface import Answer, Limits, Listener, Progress, StopRequest, ignore, never
from matcher.engines.search.chance import Chance, new_chance
from matcher.engines.search.changes import load_solution, recount
from matcher.engines.search.repair import fill
from matcher.engines.search.rounds import improve
from matcher.engines.search.score import score
from matcher.engines.search.state import new_search
from matcher.instance import Instance
from matcher.model import Ended

CHUNK_SECONDS = 0.1
"""Between two looks at the clock and the stop request."""

FIRST_CHUNK = 20

HOT, COLD = 10.0, 0.1
"""First and last temperature, as shares of what one served visit costs at the last level."""


class SearchEngine:
    """Ruin and recreate; takes every scenario."""

    name = "search"

    def unsupported(self, instance: Instance) -> str | None:  # noqa: ARG002
        """Say None: it takes every scenario."""
        return None

    def solve(
        self,
        instance: Instance,
        limits: Limits,
        seed: int,
        listen: Listener = ignore,
        stop: StopRequest = never,
    ) -> Answer:
        """Find a plan; see `Engine.solve`. One iteration is one ruin with its repair."""
        run = _Run(instance.arrays, limits, seed, listen, stop)
        if len(instance.arrays.visit) == 0:
            run.tell()
            return run.answer(Ended.CANCELLED if stop() else Ended.COMPLETED)
        run.begin()
        return run.answer(run.improve())


class _Run:
    """One run: the plan in the making, the best so far, and where the clock stands.

    Parameters
    ----------
    arrays : Arrays
    limits : Limits
    seed : int
    listen, stop : callable
    """

    def __init__(
        self, arrays: Arrays, limits: Limits, seed: int, listen: Listener, stop: StopRequest
    ) -> None:
        self._arrays, self._limits, self._listen, self._stop = arrays, limits, listen, stop
        self._chance: Chance = new_chance(seed)
        self._search = new_search(arrays)
        self._best: Solution = empty_solution(arrays)
        self._current_totals: Ints = np.zeros(1 + arrays.levels, np.int64)
        self._best_totals: Ints = np.zeros(1 + arrays.levels, np.int64)
        self._rounds = 0
        if len(arrays.visit):
            self._load_kernels()
        self._began = time.perf_counter()

    def _load_kernels(self) -> None:
        """Compile, or load, what the rounds call, before the clock starts."""
        recount(self._search)
        fill(self._search, np.zeros(0, np.int64), self._chance)
        self._improve(0, np.zeros(1 + self._arrays.levels))

    def begin(self) -> None:
        """Make the first plan."""
        fill(self._search, np.arange(len(self._arrays.visit)), self._chance)
        score(self._search, self._current_totals)
        self._best_totals[:] = self._current_totals
        self._keep()

    def _keep(self) -> None:
        for source, target in zip(self._search.state.solution, self._best, strict=True):
            np.copyto(target, source)

    def improve(self) -> Ended:
        """Improve until a limit is reached or the stop request comes; say which."""
        chunk = FIRST_CHUNK
        while True:
            self.tell()
            ended = self._ended()
            if ended is not None:
                self._add_the_last()
                return ended
            done = self._share_done()
            if self._limits.max_iterations is not None:
                chunk = min(chunk, self._limits.max_iterations - self._rounds)
            heat = self._heat(done)
            before = time.perf_counter()
            self._improve(chunk, heat)
            self._rounds += chunk
            chunk = self._next_chunk(chunk, time.perf_counter() - before)

    def _improve(self, rounds: int, heat: Floats) -> None:
        improve(
            self._search,
            self._best,
            self._current_totals,
            self._best_totals,
            np.flatnonzero(~self._search.state.solution.served),
            heat,
            rounds,
            self._chance,
        )

    def _next_chunk(self, chunk: int, seconds: float) -> int:
        # With an iteration limit the clock must not steer the search: equal runs stay equal.
        if self._limits.max_iterations is not None:
            return FIRST_CHUNK
        return int(max(1, min(4 * chunk, chunk * CHUNK_SECONDS / max(seconds, 1e-6))))

    def _share_done(self) -> float:
        if self._limits.max_iterations is not None:
            return self._rounds / max(1, self._limits.max_iterations)
        return (time.perf_counter() - self._began) / (self._limits.max_seconds or 1.0)

    def _heat(self, done: float) -> Floats:
        """Give the temperature of each level: those above the last fall to zero halfway."""
        levels = self._arrays.levels
        heat = np.zeros(1 + levels)
        served = max(1, int(np.count_nonzero(self._search.state.solution.served)))
        spent = self._current_totals[-1] / served
        if levels == 1:
            spent = self._spent_on_routes() / served
        heat[-1] = spent * HOT * (COLD / HOT) ** min(1.0, done)
        heat[1:-1] = 0.5 * max(0.0, 0.5 - done)
        return heat

    def _spent_on_routes(self) -> float:
        """Give what the plan costs besides what it leaves out."""
        arrays, state = self._arrays, self._search.state
        unmet = ~state.solution.served
        left_out = arrays.need["weight"][arrays.visit["need"][unmet]].sum()
        weight = arrays.term[0]["weight"] if arrays.term[0]["level"] >= 0 else 0
        return float(self._current_totals[-1] - weight * left_out)

    def _add_the_last(self) -> None:
        """Put into the best plan whatever still fits: the rounds try a sample of the unmet only."""
        load_solution(self._search, self._best)
        unmet = np.flatnonzero(~self._best.served)
        if fill(self._search, unmet, self._chance):
            fresh = np.zeros_like(self._best_totals)
            score(self._search, fresh)
            if tuple(fresh) < tuple(self._best_totals):
                self._best_totals[:] = fresh
                self._keep()

    def _ended(self) -> Ended | None:
        most = self._limits
        if self._stop():
            return Ended.CANCELLED
        if most.max_iterations is not None and self._rounds >= most.max_iterations:
            return Ended.ITERATION_LIMIT
        if most.max_seconds is not None and time.perf_counter() - self._began >= most.max_seconds:
            return Ended.TIME_LIMIT
        return None

    def tell(self) -> None:
        """Tell of the best so far."""
        self._listen(
            Progress(
                engine=SearchEngine.name,
                iterations=self._rounds,
                seconds=time.perf_counter() - self._began,
                totals=tuple(int(total) for total in self._best_totals[1:]),
                unmet=int(np.count_nonzero(~self._best.served)),
            )
        )

    def answer(self, ended: Ended) -> Answer:
        """Give the best plan."""
        if self._best_totals[0] > 0:
            ended = Ended.INFEASIBLE_PINS
        return Answer(solution=self._best, ended=ended, iterations=self._rounds)
