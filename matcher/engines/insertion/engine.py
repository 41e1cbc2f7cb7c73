"""The engine: build a plan by regret insertion, then ruin and recreate until told to stop.

Ruin and recreate after Schrimpf et al., Journal of Computational Physics 159 (2000) 139-171;
a step that makes the last level a little worse is taken with a threshold that falls to zero.
"""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Ints, Solution, copy_solution, empty_solution
from matcher.engines.insertion.chance import Chance, new_chance, uniform
from matcher.engines.insertion.repair import repair
from matcher.engines.insertion.ruin import mend, ruin
from matcher.engines.insertion.state import State, copy_state, load_solution, new_state
from matcher.engines.interface import Answer, Limits, Listener, Progress, StopRequest, ignore, never
from matcher.instance import Instance
from matcher.kernel import compiled
from matcher.model import Ended
from matcher.objective import measure, totals
from matcher.rules.rest import place_breaks

ROUNDS_A_CHUNK = 10
"""Rounds between two looks at the clock and the stop request."""

MOST_TAKEN = 24
"""Most visits that one ruin sets out to take."""

RESERVE = 12
"""Most unmet visits that are tried again besides."""

THRESHOLD = 0.5
"""First threshold, as a share of what one served visit costs at the last level."""


class Search(NamedTuple):
    """What the rounds work on; arrays changed in place.

    Attributes
    ----------
    current, spare : State
        The plan being changed, and room to go back.
    best : Solution
    current_totals, best_totals : array of int, shape (1 + levels,)
        Pins not kept, then the totals by level.
    """

    current: State
    spare: State
    best: Solution
    current_totals: Ints
    best_totals: Ints


class InsertionEngine:
    """Regret insertion with ruin and recreate; takes every scenario."""

    name = "insertion"

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
        arrays, chance = instance.arrays, new_chance(seed)
        search = _new_search(arrays)
        if len(arrays.visit):
            _load_kernels(arrays, search.spare, chance.copy())
        began = time.perf_counter()
        repair(arrays, search.current, np.arange(len(arrays.visit)), chance, 0.0)
        _settle(arrays, search)
        rounds, ended = 0, None
        while ended is None:
            seconds = time.perf_counter() - began
            listen(_progress(search, rounds, seconds))
            ended = _ended(limits, rounds, seconds, stop, visits=len(arrays.visit))
            if ended is None:
                chunk = ROUNDS_A_CHUNK
                if limits.max_iterations is not None:
                    chunk = min(chunk, limits.max_iterations - rounds)
                heat = 1.0 - _share_done(limits, rounds, seconds)
                improve(arrays, search, chance, chunk, heat)
                rounds += chunk
        _add_the_last(arrays, search, chance)
        if search.best_totals[0] > 0:
            ended = Ended.INFEASIBLE_PINS
        return Answer(solution=search.best, ended=ended, iterations=rounds)


def _load_kernels(arrays: Arrays, spare: State, chance: Chance) -> None:
    """Compile, or load, what the rounds call, before the clock starts."""
    ruin(arrays, spare, 0, 1, chance)
    repair(arrays, spare, np.zeros(0, np.int64), chance, 0.0)
    score(arrays, spare)


def _add_the_last(arrays: Arrays, search: Search, chance: Chance) -> None:
    """Put into the best plan whatever still fits: the rounds try a sample of the unmet only."""
    load_solution(arrays, search.best, search.current)
    repair(arrays, search.current, np.flatnonzero(~search.best.served), chance, 0.0)
    final = score(arrays, search.current)
    if _is_better(final, search.best_totals, -1.0):
        copy_solution(search.current.solution, search.best)
        search.best_totals[:] = final


def _new_search(arrays: Arrays) -> Search:
    totals_size = 1 + arrays.levels
    return Search(
        new_state(arrays),
        new_state(arrays),
        empty_solution(arrays),
        np.zeros(totals_size, np.int64),
        np.zeros(totals_size, np.int64),
    )


def _ended(
    limits: Limits, rounds: int, seconds: float, stop: StopRequest, visits: int
) -> Ended | None:
    if stop():
        return Ended.CANCELLED
    if visits == 0:
        return Ended.COMPLETED
    if limits.max_iterations is not None and rounds >= limits.max_iterations:
        return Ended.ITERATION_LIMIT
    if limits.max_seconds is not None and seconds >= limits.max_seconds:
        return Ended.TIME_LIMIT
    return None


def _share_done(limits: Limits, rounds: int, seconds: float) -> float:
    # With an iteration limit the clock must not steer the search: equal runs stay equal.
    if limits.max_iterations is not None:
        return rounds / max(1, limits.max_iterations)
    return seconds / (limits.max_seconds or 1.0)


def _progress(search: Search, rounds: int, seconds: float) -> Progress:
    return Progress(
        engine=InsertionEngine.name,
        iterations=rounds,
        seconds=seconds,
        totals=tuple(int(total) for total in search.best_totals[1:]),
        unmet=int(np.count_nonzero(~search.best.served)),
    )


def _settle(arrays: Arrays, search: Search) -> None:
    """Score the current plan and keep it as the best."""
    search.current_totals[:] = score(arrays, search.current)
    copy_solution(search.current.solution, search.best)
    search.best_totals[:] = search.current_totals


@compiled
def score(arrays: Arrays, state: State) -> Ints:
    """Place the breaks and compute the totals, pins not kept first."""
    for shift in range(len(arrays.shift)):
        place_breaks(arrays, state.solution, state.routes, shift)
    pins_missed = 0
    for visit in range(len(arrays.visit)):
        pins_missed += arrays.visit[visit].pinned and not state.solution.served[visit]
    sums = totals(arrays, measure(arrays, state.solution))
    return np.concatenate((np.array([pins_missed], np.int64), sums))


def improve(arrays: Arrays, search: Search, chance: Chance, rounds: int, heat: float) -> None:
    """Ruin and recreate.

    Parameters
    ----------
    arrays : Arrays
    search : Search
        Changed in place.
    chance : Chance
    rounds : int
    heat : float
        1 at the start, 0 at the end.
    """
    for _ in range(rounds):
        served = max(1, int(np.count_nonzero(search.current.solution.served)))
        cost_of_one = float(search.current_totals[-1]) / served
        copy_state(search.current, search.spare)
        pending = _take_out(arrays, search.current, chance)
        noise = 0.5 * cost_of_one * (uniform(chance) < 0.5)
        repair(arrays, search.current, pending, chance, noise)
        fresh = score(arrays, search.current)
        threshold = THRESHOLD * heat * cost_of_one * uniform(chance)
        if not _is_better(fresh, search.current_totals, threshold):
            copy_state(search.spare, search.current)
            continue
        search.current_totals[:] = fresh
        if _is_better(fresh, search.best_totals, -1.0):
            copy_solution(search.current.solution, search.best)
            search.best_totals[:] = fresh


def _take_out(arrays: Arrays, state: State, chance: Chance) -> Ints:
    """Ruin a part of the plan; give the visits to put in, with some of those unmet before."""
    unmet = np.flatnonzero(~state.solution.served)
    seed = _below(chance, len(arrays.visit))
    if len(unmet) and uniform(chance) < 0.5:
        seed = int(unmet[_below(chance, len(unmet))])
    ruin(arrays, state, seed, 1 + _below(chance, MOST_TAKEN), chance)
    if len(arrays.travel.matrix_minutes) or len(arrays.rest):
        mend(arrays, state)
    pending = ~state.solution.served
    if len(unmet) > RESERVE:
        first = _below(chance, len(unmet))
        pending[np.roll(unmet, -first)[RESERVE:]] = False
        pending[seed] = not state.solution.served[seed]
    return np.flatnonzero(pending)


def _below(chance: Chance, size: int) -> int:
    return int(uniform(chance) * size)


def _is_better(fresh: Ints, old: Ints, threshold: float) -> bool:
    """Compare level by level; the last may be worse by up to the threshold."""
    upper_fresh, upper_old = tuple(fresh[:-1]), tuple(old[:-1])
    if upper_fresh != upper_old:
        return upper_fresh < upper_old
    return bool(fresh[-1] <= old[-1] + threshold)
