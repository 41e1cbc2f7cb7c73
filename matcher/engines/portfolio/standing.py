"""How the whole stands: the sum of how its parts stand."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from threading import Lock

import numpy as np

from matcher.arrays import Arrays, Ints, Solution, copy_of, empty_solution
from matcher.engines.interface import Answer, Listener, Offer, decline
from matcher.engines.portfolio.parts import Part, insert, visits_of
from matcher.model import Ended, Progress
from matcher.objective import rank
from matcher.objective.left_out import costs_left_out

Totals = tuple[int, ...]

LIMITS = (Ended.CANCELLED, Ended.TIME_LIMIT, Ended.ITERATION_LIMIT)
"""The whole ended by the first of these by which some part did."""


class Standing:
    """The plans and bounds of all parts so far; parts tell of theirs from many threads.

    Parameters
    ----------
    engine : str
        Whose progress is told.
    arrays : Arrays
        The whole.
    parts : sequence of Part
    listen, offer : callable
    start : Solution or None
        Of the whole; what stands of a part until it has a plan of its own.
    """

    def __init__(
        self,
        engine: str,
        arrays: Arrays,
        parts: Sequence[Part],
        listen: Listener,
        offer: Offer,
        start: Solution | None,
    ) -> None:
        self._arrays, self._parts, self._listen = arrays, parts, listen
        self._offer = offer
        self._began, self._lock = time.perf_counter(), Lock()
        self._solution = copy_of(start) if start else empty_solution(arrays)
        self._latest: dict[int, Solution] = {}
        self._ended = set[Ended]()
        costs = costs_left_out(arrays)
        own = [visits_of(part, arrays) for part in parts]
        self._told = [_unserved(engine, costs[:, visits]) for visits in own]
        self._outside = _unserved(engine, np.delete(costs, np.concatenate(own), axis=1))
        """Of visits that are in no part: nobody can serve them."""

    def tell(self) -> None:
        """Tell how the whole stands."""
        with self._lock:
            self._listen(self._sum())

    def note(self, part: int, progress: Progress) -> None:
        """Take in how a part stands, and tell."""
        if progress.totals is not None:
            with self._lock:
                self._told[part] = progress
                self._listen(self._sum())

    def offer_of(self, part: int) -> Offer:
        """Give what a part is to tell its best to."""
        return decline if self._offer is decline else partial(self._offer_whole, part)

    def _offer_whole(self, part: int, best: Callable[[], Answer]) -> None:
        """Keep the best of a part, and offer the whole."""
        own = best().solution
        with self._lock:
            self._latest[part] = own
        self._offer(self._so_far)

    def _so_far(self) -> Answer:
        with self._lock:
            for part, own in self._latest.items():
                insert(self._solution, own, self._parts[part], self._arrays)
            self._latest.clear()
            answer = self.answer()
            ended = answer.ended if answer.ended is Ended.INFEASIBLE_PINS else Ended.CANCELLED
            return replace(answer, solution=copy_of(self._solution), ended=ended)

    def take(self, part: int, answer: Answer) -> None:
        """Take in the answer of a part."""
        with self._lock:
            self._latest.pop(part, None)
            insert(self._solution, answer.solution, self._parts[part], self._arrays)
            self._told[part] = replace(
                self._told[part], iterations=answer.iterations, bound=answer.bound
            )
            self._ended.add(answer.ended)

    def answer(self) -> Answer:
        """Give the plan of all parts."""
        missed, *figures = rank(self._arrays, self._solution)
        totals = tuple(figures)
        # Who misses a pin in one part might keep one more in another: bounds do not add up then.
        bound = None if missed else self._bound(totals)
        ended = next((each for each in LIMITS if each in self._ended), Ended.COMPLETED)
        if missed:
            ended = Ended.INFEASIBLE_PINS
        elif bound == totals:
            ended = Ended.OPTIMAL
        return Answer(
            solution=self._solution,
            ended=ended,
            iterations=sum(told.iterations for told in self._told),
            bound=bound,
        )

    def _sum(self) -> Progress:
        everything = [self._outside, *self._told]
        totals = _added([told.totals or () for told in everything])
        return replace(
            self._outside,
            iterations=sum(told.iterations for told in self._told),
            seconds=time.perf_counter() - self._began,
            totals=totals,
            unmet=sum(told.unmet or 0 for told in everything),
            bound=self._bound(totals),
        )

    def _bound(self, totals: Totals) -> Totals | None:
        """Give what no plan can beat: level by level, up to the first with a gap in some part."""
        bounds = [told.bound for told in self._told if told.bound is not None]
        if not bounds:
            return None
        least = _added([self._outside.totals or (), *bounds])
        is_open = np.array(least) != np.array(totals)
        settled = int(np.argmax(is_open)) if is_open.any() else len(least)
        return least[: settled + 1] + (0,) * (len(least) - settled - 1)


def _unserved(engine: str, costs: Ints) -> Progress:
    """Give how visits stand of which none is served."""
    totals = tuple(costs.sum(axis=1).tolist())
    return Progress(engine=engine, iterations=0, seconds=0.0, totals=totals, unmet=costs.shape[1])


def _added(rows: Sequence[Totals]) -> Totals:
    return tuple(map(sum, zip(*rows, strict=True)))
