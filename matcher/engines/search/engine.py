"""The engine: a first plan, then ruin and recreate until told to stop."""

from __future__ import annotations

import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from itertools import repeat

import numpy as np

from matcher.arrays import Arrays, Floats, Ints, Solution, copy_of, copy_solution, empty_solution
from matcher.engines.bounds import Bounds, is_small, lagrangian
from matcher.engines.interface import (
    Answer,
    Listener,
    Offer,
    StopRequest,
    decline,
    ignore,
    never,
    why_over,
)
from matcher.engines.search.areas import Map, divide, map_of, merge
from matcher.engines.search.chance import new_chance
from matcher.engines.search.cooling import Cooling
from matcher.engines.search.frame import frame_of
from matcher.engines.search.ordered import Ordered, ordered
from matcher.engines.search.walker import FIRST_ROUNDS, Walker
from matcher.instance import Instance
from matcher.model import Ended, EngineChoice, Limits, Progress
from matcher.objective import rank

TURN_SECONDS = 0.1
"""Between two looks at the clock and the stop request."""

AREA_VISITS = 1000
"""As often as there are so many visits, walkers have a turn between two divisions of a plan."""

DIVISIBLE = 300
"""Visits for each walker from which the walkers divide one plan."""

SMALL_BOUND_SHARE, BOUND_SHARE, HASTY_BOUND_SHARE = 0.4, 0.2, 0.1
"""Of the processors' time, for the bound: the last of it, or for small instances, whose plan can
often be proven the best, what comes after the beginning."""

HASTY_SECONDS, HASTY_MISSED = 0.01, 0.01
"""For each visit; and the share of those that somebody could serve which the plan leaves out. With
less of both, the bound is near at once and hardly comes nearer, and the search needs the time."""

BEGINNING_SHARE, BEGINNING_SECONDS = 0.1, 2.0
"""Of the time limit, and at most, for the search of a small instance alone."""

BOUNDABLE_SECONDS = 2.0
"""Time limits below this leave no time for a bound."""

ORDER_SHARE = 0.95
"""Of the time, for walks over orders, where an instance suits and has no bound."""


class SearchEngine:
    """Ruin and recreate; takes every scenario."""

    name = EngineChoice.SEARCH.value

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
        offer: Offer = decline,
        start: Solution | None = None,
    ) -> Answer:
        """Find a plan; see `Engine.solve`. One iteration is one ruin with its repair."""
        run = _Run(instance.arrays, limits, seed, listen, stop, offer)
        if len(instance.arrays.visit) == 0:
            run.tell()
            return run.answer(Ended.CANCELLED if stop() else Ended.COMPLETED)
        with ThreadPoolExecutor(limits.workers) as executor:
            return run.answer(run.improve(executor, start))


class _Run:
    """One run: its walkers, the best so far, and where the clock stands.

    Parameters
    ----------
    arrays : Arrays
    limits : Limits
    seed : int
    listen, stop, offer : callable
    """

    def __init__(
        self,
        arrays: Arrays,
        limits: Limits,
        seed: int,
        listen: Listener,
        stop: StopRequest,
        offer: Offer,
    ) -> None:
        self._arrays, self._limits = arrays, limits
        self._listen, self._stop, self._offer = listen, stop, offer
        frame = frame_of(arrays)
        self._walkers = [
            Walker(arrays, frame, new_chance(seed, number)) for number in range(limits.workers)
        ]
        self._first = self._walkers[0]
        self._best: Solution = empty_solution(arrays)
        self._best_totals: Ints = np.zeros_like(self._first.totals)
        divides = 1 < limits.workers <= len(arrays.visit) / DIVISIBLE
        self._ground = map_of(arrays) if divides else None
        self._ordered = ordered(arrays, frame, seed, limits.workers)
        self._is_in_order = False
        # Where lateness is all that holds visits apart, the bound says nothing.
        self._is_late_work = self._ordered is not None and bool(arrays.window["max_late"].any())
        self._is_small = is_small(len(arrays.visit))
        self._bounding: Future[Bounds] | None = None
        self._bounded: Bounds | None = None
        self._spared: Walker | None = None
        self._bound: tuple[int, ...] | None = None
        self._known: tuple[int, ...] = ()
        self._resumed = 0.0
        self._is_over = False
        self._cooling = Cooling(arrays)
        self._lines = np.random.default_rng(seed)
        if len(arrays.visit):
            self._first.load_kernels()
        self._began = time.perf_counter()

    def improve(self, executor: Executor, start: Solution | None) -> Ended:
        """Make a plan and improve it until a limit is reached or a stop is asked for; say which."""
        self._begin(start)
        for walker in self._walkers[1:]:
            walker.stand_at(self._first.best, self._first)
        self._is_in_order = self._ordered is not None and self._ordered.begin(self._best)
        while True:
            self.tell()
            ended = self._ended()
            if ended is not None:
                break
            self._take_back()
            if self._ordered is not None and self._is_in_order:
                self._turn_in_order(executor, self._ordered)
                continue
            if self._is_time_to_bound():
                self._begin_to_bound(executor)
            elif self._ground is None:
                self._turn_alone(executor)
            else:
                self._turn_in_areas(executor, self._ground)
            for walker in self._walkers:
                if tuple(walker.best_totals) < tuple(self._best_totals):
                    self._take(walker)
        self._add_the_last()
        return self._conclude(ended)

    def _begin(self, start: Solution | None) -> None:
        """Make a first plan; of one to start from, whatever holds, and what else fits."""
        if start is None:
            self._first.begin()
            start = empty_solution(self._arrays)
        else:
            self._first.begin_at(start)
        self._take(self._first)
        # Breaks are taken as they come: a plan made elsewhere may have chosen better. And what fits
        # need not be worth its cost: the plan without visits may be better.
        if rank(self._arrays, start) < tuple(self._best_totals):
            self._best_totals[:] = rank(self._arrays, start)
            copy_solution(start, self._best)

    def _take(self, walker: Walker) -> None:
        """Let the best of a walker be the best."""
        self._best_totals[:] = walker.best_totals
        copy_solution(walker.best, self._best)

    @property
    def _bound_share(self) -> float:
        """The share of the run for which one worker bounds."""
        share = HASTY_BOUND_SHARE if self._is_hasty() else BOUND_SHARE
        return (SMALL_BOUND_SHARE if self._is_small else share) * self._limits.workers

    def _is_hasty(self) -> bool:
        """Say whether there is little time, and little left out."""
        seconds = (self._limits.max_seconds or np.inf) / max(1, len(self._arrays.visit))
        missed = self._cooling.share_left_out(self._best.served)
        return seconds < HASTY_SECONDS and missed < HASTY_MISSED

    def _is_time_to_bound(self) -> bool:
        seconds = self._limits.max_seconds
        if self._bounding is not None or seconds is None or seconds < BOUNDABLE_SECONDS:
            return False
        if self._limits.max_iterations is not None or self._is_late_work:
            return False
        if self._bounded is not None and not (self._is_small and self._is_better_than_known()):
            return False
        if self._is_small:
            beginning = min(BEGINNING_SHARE, BEGINNING_SECONDS / seconds)
            return self._share_done() >= self._resumed + beginning
        return self._share_done() >= 1.0 - self._bound_share

    def _begin_to_bound(self, executor: Executor) -> None:
        """Give one worker to the bound; the others go on, if there are any."""
        self._known = tuple(int(total) for total in self._best_totals[1:])
        seconds = self._seconds_left()
        if self._is_small:
            seconds = min(seconds, self._bound_share * (self._limits.max_seconds or seconds))
        # The best is overwritten while the bound runs.
        before = self._bounded
        start = before.prices if before else copy_of(self._best)
        self._bounding = executor.submit(
            lagrangian,
            self._arrays,
            seconds=seconds,
            start=start,
            known=self._known,
            sides=False,
            listen=self._note_bound,
            stop=lambda: self._is_over or self._is_proven() or self._stop(),
        )
        if len(self._walkers) > 1:
            spared = self._walkers.pop()
            self._spared = spared if self._is_small else None
        if len(self._walkers) == 1:
            self._ground = None
            self._first.own_all()
        if self._limits.workers == 1:
            while wait([self._bounding], TURN_SECONDS).not_done:
                self.tell()

    def _take_back(self) -> None:
        """Let the worker that bounded search again, from the choice of routes it has found."""
        if self._bounding is None or not self._bounding.done():
            return
        self._bounded, self._bounding = self._bounding.result(), None
        self._resumed = self._share_done()
        if self._spared is not None:
            self._walkers.append(self._spared)
            self._spared = None
        if self._bounded.choice is not None:
            last = self._walkers[-1]
            last.follow(self._bounded.choice)
            if tuple(last.best_totals) > tuple(self._best_totals):
                last.load(self._best)

    def _is_better_than_known(self) -> bool:
        """Say whether the plan is better than the one last bounded, so worth another bound."""
        return tuple(self._best_totals[1:]) < self._known

    def _note_bound(self, progress: Progress) -> None:
        self._raise_bound(progress.bound or ())

    def _raise_bound(self, totals: tuple[int, ...]) -> None:
        self._bound = max(self._bound or (), totals)

    def _conclude(self, ended: Ended) -> Ended:
        """Let the bound end; say if it proves the plan the best."""
        self._is_over = True
        if self._bounding is not None:
            self._raise_bound(self._bounding.result().totals)
        return Ended.OPTIMAL if self._is_proven() else ended

    def _is_proven(self) -> bool:
        return self._bound == tuple(self._best_totals[1:].tolist())

    def _turn_in_order(self, executor: Executor, walks: Ordered) -> None:
        """Let all starts float together; after the last such turn the walkers go on from there."""
        share = ORDER_SHARE if self._is_late_work else 1.0 - self._bound_share
        done = self._share_done() / share
        if self._limits.max_iterations is not None:
            left = self._limits.max_iterations - self._rounds_of_one()
            walks.turn(executor, done, rounds=min(FIRST_ROUNDS, left))
        else:
            walks.turn(executor, done, seconds=min(TURN_SECONDS, self._seconds_left()))
        solution, reached = walks.best()
        if reached < tuple(self._best_totals):
            self._best_totals[:] = reached
            copy_solution(solution, self._best)
        self._is_in_order = self._share_done() < share
        if not self._is_in_order:
            for walker in self._walkers:
                walker.load(self._best)

    def _turn_alone(self, executor: Executor) -> None:
        """Let each walker walk for itself."""
        self._turn(executor, [self._heat(walker) for walker in self._walkers], 1)

    def _turn_in_areas(self, executor: Executor, ground: Map) -> None:
        """Let each walker improve a part of one plan."""
        arrays, parts = self._arrays, len(self._walkers)
        angle = float(self._lines.uniform(0.0, np.pi))
        owner = divide(arrays, ground, self._first.search.state.solution, parts, angle)
        shifts = len(arrays.shift)
        for part, walker in enumerate(self._walkers):
            walker.own(owner[:shifts] == part, owner[shifts:] == part)
        turns = max(1, len(arrays.visit) // AREA_VISITS)
        self._turn(executor, [self._heat(self._first)] * parts, turns)
        merge(self._walkers, owner)

    def _turn(self, executor: Executor, heats: list[Floats], turns: int) -> None:
        """Let the walkers walk at the same time, each at its temperatures."""
        if self._limits.max_iterations is not None:
            # The clock must not steer the search then: equal runs stay equal.
            rounds = min(turns * FIRST_ROUNDS, self._limits.max_iterations - self._rounds_of_one())
            list(executor.map(Walker.walk, self._walkers, repeat(rounds), heats))
        else:
            seconds = min(turns * TURN_SECONDS, self._seconds_left())
            list(executor.map(Walker.walk_for, self._walkers, repeat(seconds), heats))

    def _seconds_left(self) -> float:
        spent = time.perf_counter() - self._began
        return max(1e-3, (self._limits.max_seconds or spent) - spent)

    def _share_done(self) -> float:
        if self._limits.max_iterations is not None:
            return self._rounds_of_one() / max(1, self._limits.max_iterations)
        return (time.perf_counter() - self._began) / (self._limits.max_seconds or 1.0)

    def _heat(self, walker: Walker) -> Floats:
        served = walker.search.state.solution.served
        return self._cooling.heat(self._share_done(), float(walker.totals[-1]), served)

    def _add_the_last(self) -> None:
        last = self._first
        last.best_totals[:] = self._best_totals
        copy_solution(self._best, last.best)
        last.add_the_last()
        self._take(last)

    def _ended(self) -> Ended | None:
        seconds = time.perf_counter() - self._began
        over = why_over(self._limits, self._rounds_of_one(), seconds, self._stop)
        is_proven = self._bounded is not None and self._is_proven()
        return Ended.OPTIMAL if over is None and is_proven else over

    def _rounds(self) -> int:
        """Give the rounds of all walkers."""
        in_order = self._ordered.rounds * self._limits.workers if self._ordered else 0
        return in_order + sum(walker.rounds for walker in self._walkers)

    def _rounds_of_one(self) -> int:
        """Give the rounds of the first worker: those that the iteration limit counts."""
        return self._first.rounds + (self._ordered.rounds if self._ordered else 0)

    def tell(self) -> None:
        """Tell of the best so far, and offer it."""
        self._listen(
            Progress(
                engine=SearchEngine.name,
                iterations=self._rounds(),
                seconds=time.perf_counter() - self._began,
                totals=tuple(int(total) for total in self._best_totals[1:]),
                unmet=int(np.count_nonzero(~self._best.served)),
                bound=self._bound,
            )
        )
        self._offer(self._so_far)

    def _so_far(self) -> Answer:
        return replace(self.answer(Ended.CANCELLED), solution=copy_of(self._best))

    def answer(self, ended: Ended) -> Answer:
        """Give the best plan."""
        if self._best_totals[0] > 0:
            ended = Ended.INFEASIBLE_PINS
        return Answer(
            solution=self._best, ended=ended, iterations=self._rounds(), bound=self._bound
        )
