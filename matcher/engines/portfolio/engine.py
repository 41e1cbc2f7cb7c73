"""The engine: independent parts, each solved by the engine that suits it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from math import ceil
from typing import NamedTuple

from matcher.arrays import Solution
from matcher.engines.choice import PROVEN_AT_ONCE, first_that_can, in_turn
from matcher.engines.interface import (
    Answer,
    Engine,
    Listener,
    Offer,
    StopRequest,
    decline,
    ignore,
    never,
)
from matcher.engines.portfolio.components import components_of
from matcher.engines.portfolio.parts import extract, parts_of, scenario_of, sizes_of
from matcher.engines.portfolio.standing import Standing
from matcher.engines.portfolio.turns import Turn, fair_share, turns_of
from matcher.engines.search import SearchEngine
from matcher.instance import Instance, compile_instance
from matcher.model import EngineChoice, Limits, Scenario

MOST_IN_ONE = 0.9
"""Share of a scenario in one component above which it is better left whole."""

LEAST_SECONDS = 1.0
"""Of one processor, for a part; components too small for it share a part."""

MOMENT = 1e-3
"""Seconds for a part whose time is over; it gets a first plan."""


class PortfolioEngine:
    """Cuts a scenario into independent parts, and adds up their plans and bounds.

    Parameters
    ----------
    engines : sequence of Engine
        Those that solve parts.
    executor : callable
        Gives, for a number of workers, the executor that runs `solve_part`.
    """

    name = EngineChoice.PORTFOLIO.value

    def __init__(
        self,
        engines: Sequence[Engine],
        executor: Callable[[int], Executor] = ThreadPoolExecutor,
    ) -> None:
        self._engines, self._executor = tuple(engines), executor

    def unsupported(self, instance: Instance) -> str | None:
        """Say whether all visits, or nearly all, may depend on one another; None if not."""
        sizes = sizes_of(instance.arrays, components_of(instance.arrays))
        if len(sizes) and sizes.max() <= MOST_IN_ONE * sizes.sum():
            return None
        return "nearly all visits may depend on one another"

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
        """Find a plan; see `Engine.solve`. One iteration is one of the engine of some part."""
        run = _Run(self._engines, instance, limits, listen, offer, start)
        with self._executor(limits.workers) as executor:
            return run.solve(executor, seed, stop)


def solve_part(
    engines: Sequence[Engine],
    scenario: Scenario,
    limits: Limits,
    seed: int,
    start: Solution | None,
    listen: Listener,
    stop: StopRequest,
    offer: Offer,
) -> Answer:
    """Solve a part by the engine that suits it; compiling counts in its time."""
    began = time.perf_counter()
    instance = compile_instance(scenario)
    # After a stop request only the search still makes a first plan.
    asked = [SearchEngine()] if stop() else in_turn(engines, instance)
    engine = first_that_can(asked, instance)
    if limits.max_seconds is not None:
        left = limits.max_seconds - (time.perf_counter() - began)
        limits = replace(limits, max_seconds=max(MOMENT, left))
    return engine.solve(instance, limits, seed, listen, stop, offer, start)


class _Run:
    """One run: its parts, those at work and those waiting, and where the clock stands.

    Parameters
    ----------
    engines : sequence of Engine
    instance : Instance
    limits : Limits
    listen, offer : callable
    start : Solution or None
    """

    def __init__(
        self,
        engines: Sequence[Engine],
        instance: Instance,
        limits: Limits,
        listen: Listener,
        offer: Offer,
        start: Solution | None,
    ) -> None:
        self._began = time.perf_counter()
        self._engines, self._instance, self._limits = engines, instance, limits
        self._parts = parts_of(instance.arrays, self._least_size())
        self._waiting = turns_of([part.size for part in self._parts], limits.workers)
        self._size = sum(part.size for part in self._parts)
        self._working: dict[Future[Answer], _Work] = {}
        self._start = start
        self._standing = Standing(
            PortfolioEngine.name, instance.arrays, self._parts, listen, offer, start
        )

    def _least_size(self) -> int:
        """Give the size from which a component is a part of its own."""
        if self._limits.max_seconds is None:
            return PROVEN_AT_ONCE
        most_parts = self._limits.max_seconds * self._limits.workers / LEAST_SECONDS
        return max(PROVEN_AT_ONCE, ceil(len(self._instance.arrays.member) / most_parts))

    def solve(self, executor: Executor, seed: int, stop: StopRequest) -> Answer:
        """Let all parts have their turns."""
        self._standing.tell()
        while self._waiting or self._working:
            while self._waiting and self._waiting[0].workers <= self._idle():
                self._begin(executor, seed, stop)
            done, _ = wait(self._working, return_when=FIRST_COMPLETED)
            for future in done:
                self._standing.take(self._working.pop(future).turn.part, future.result())
        return self._standing.answer()

    def _idle(self) -> int:
        """Give the workers that have nothing to do."""
        return self._limits.workers - sum(work.turn.workers for work in self._working.values())

    def _begin(self, executor: Executor, seed: int, stop: StopRequest) -> None:
        turn, limits = self._waiting[0], self._limits_of_next()
        self._waiting = self._waiting[1:]
        part, arrays = self._parts[turn.part], self._instance.arrays
        future = executor.submit(
            solve_part,
            self._engines,
            scenario_of(part, self._instance),
            limits,
            seed,
            None if self._start is None else extract(self._start, part, arrays),
            partial(self._standing.note, turn.part),
            stop,
            self._standing.offer_of(turn.part),
        )
        self._working[future] = _Work(turn, self._seconds() + (limits.max_seconds or 0.0))

    def _limits_of_next(self) -> Limits:
        """Give the next part its share of each limit."""
        turn, limits = self._waiting[0], self._limits
        seconds, iterations = limits.max_seconds, limits.max_iterations
        if seconds is not None:
            left = seconds - self._seconds()
            busy = sum(work.seconds_after(self._seconds()) for work in self._working.values())
            share = fair_share(self._waiting, limits.workers, left * limits.workers - busy)
            seconds = max(MOMENT, min(left, share))
        if iterations is not None:
            iterations = ceil(iterations * turn.size / self._size)
        return Limits(max_seconds=seconds, max_iterations=iterations, workers=turn.workers)

    def _seconds(self) -> float:
        return time.perf_counter() - self._began


class _Work(NamedTuple):
    """A part at work, and when its time is over."""

    turn: Turn
    until: float

    def seconds_after(self, moment: float) -> float:
        """Give the seconds of processors that it may still use."""
        return max(0.0, self.until - moment) * self.turn.workers
