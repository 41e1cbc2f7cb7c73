"""Ruin and recreate, round after round, under falling temperatures.

After Schrimpf et al., Journal of Computational Physics 159 (2000) 139-171, and Christiaens and
Vanden Berghe, Transportation Science 54 (2020) 417-433 (insertion with blinks).
"""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Floats, Ints, Solution
from matcher.engines.search.chance import Chance, below, uniform
from matcher.engines.search.changes import begin_trial, take_back
from matcher.engines.search.frame import Frame
from matcher.engines.search.repair import repair
from matcher.engines.search.ruin import ruin
from matcher.engines.search.score import is_better, is_taken, score
from matcher.engines.search.state import Notes, State
from matcher.kernel import compiled, maker

MEAN_TAKEN = 8
"""Visits that one ruin sets out to take, on average."""

RESERVE = 12
"""Most unmet visits near by that are tried besides."""


@compiled
def improve(
    arrays: Arrays,
    frame: Frame,
    state: State,
    notes: Notes,
    best: Solution,
    current_totals: Ints,
    best_totals: Ints,
    chance: Chance,
    rounds: int,
    heat: Floats,
    cooling: float,
) -> None:
    """Ruin and recreate; what is better than the best is copied there.

    Parameters
    ----------
    arrays, frame, state, notes
    best : Solution
    current_totals, best_totals : array of int, shape (1 + levels,)
        Changed in place.
    chance : Chance
    rounds : int
    heat : array of float, shape (1 + levels,)
        Temperatures, changed in place.
    cooling : float
        What they are multiplied by after each round.
    """
    unmet = np.flatnonzero(~state.solution.served)
    for _ in range(rounds):
        begin_trial(arrays, state, notes)
        seed = below(chance, len(arrays.visit))
        if len(unmet) and uniform(chance) < 0.3:
            seed = unmet[below(chance, len(unmet))]
        size = 1 + below(chance, 2 * MEAN_TAKEN)
        ruin(arrays, frame, state, notes, seed, size, chance)
        pending = _pending(arrays, state, notes, seed)
        repair(arrays, frame, state, notes, pending, chance)
        fresh = score(arrays, frame, state)
        for level in range(len(heat)):
            heat[level] *= cooling
        if not is_taken(fresh, current_totals, heat, chance):
            take_back(arrays, frame, state, notes)
            continue
        current_totals[:] = fresh
        if is_better(fresh, best_totals):
            best_totals[:] = fresh
            _copy(state.solution, best)


@maker
def _pending(arrays: Arrays, state: State, notes: Notes, seed: int) -> Ints:
    """Give the visits taken out, with some near the seed that were unmet before."""
    found = np.empty(notes.count[2] + RESERVE + 1, np.int64)
    count = 0
    for place in range(notes.count[2]):
        if not state.solution.served[notes.visit[place]]:
            found[count] = notes.visit[place]
            count += 1
    most = count + RESERVE
    if not state.solution.served[seed] and notes.visit_trial[seed] != notes.count[0]:
        found[count] = seed
        count += 1
    for need in arrays.near[arrays.visit[seed].need]:
        if need < 0 or count >= most:
            break
        row = arrays.need[need]
        for visit in range(row.visit_first, row.visit_stop):
            noted = notes.visit_trial[visit] == notes.count[0]
            if not state.solution.served[visit] and not noted and count < most:
                found[count] = visit
                count += 1
    return found[:count]


@maker
def _copy(source: Solution, target: Solution) -> None:
    target.served[:] = source.served
    target.start[:] = source.start
    target.shift[:] = source.shift
    target.member_start[:] = source.member_start
    target.given[:] = source.given
    target.rest[:] = source.rest
