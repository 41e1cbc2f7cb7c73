"""Ruin and recreate, round after round, under falling temperatures.

After Schrimpf et al., Journal of Computational Physics 159 (2000) 139-171, and Christiaens and
Vanden Berghe, Transportation Science 54 (2020) 417-433 (insertion with blinks).
"""

from __future__ import annotations

from typing import NamedTuple

from matcher.arrays import Floats, Ints, Solution
from matcher.engines.search.chance import Chance, below, uniform
from matcher.engines.search.changes import begin_trial, take_back
from matcher.engines.search.repair import repair
from matcher.engines.search.ruin import ruin
from matcher.engines.search.score import is_better, is_taken, score
from matcher.engines.search.state import Search
from matcher.kernel import by_reference, entry, kernel

MEAN_TAKEN = 8
"""Visits that one ruin sets out to take, on average."""

AT_UNMET = 0.3
"""Share of the ruins that start at an unmet visit."""

RESERVE = 12
"""Most unmet visits near by that are tried besides."""


@by_reference
class Kept(NamedTuple):
    """Where a walk stands, and the best it has seen.

    Attributes
    ----------
    best : Solution
    totals, best_totals : array of int, shape (1 + levels,)
        Pins not kept, then the totals by level.
    """

    best: Solution
    totals: Ints
    best_totals: Ints


@entry
def improve(
    search: Search,
    kept: Kept,
    seeds: Ints,
    unmet: Ints,
    heat: Floats,
    rounds: int,
    chance: Chance,
) -> None:
    """Ruin and recreate; what is better than the best is copied there.

    Parameters
    ----------
    search : Search
    kept : Kept
        Changed in place.
    seeds, unmet : array of int
        Visits around which to ruin, and those to prefer.
    heat : array of float, shape (1 + levels,)
        Temperatures.
    rounds : int
    chance : Chance
    """
    fresh = search.scratch.totals
    if len(seeds) == 0:
        return
    for _ in range(rounds):
        begin_trial(search.state, search.notes)
        seed = seeds[below(chance, len(seeds))]
        if len(unmet) > 0 and uniform(chance) < AT_UNMET:
            seed = unmet[below(chance, len(unmet))]
        ruin(search, seed, 1 + below(chance, 2 * MEAN_TAKEN), chance)
        repair(search, _gather(search, seed), chance)
        score(search, fresh)
        if not is_taken(fresh, kept.totals, heat, chance):
            take_back(search)
            continue
        is_best = is_better(fresh, kept.best_totals)
        for level in range(len(fresh)):
            kept.totals[level] = fresh[level]
            if is_best:
                kept.best_totals[level] = fresh[level]
        if is_best:
            copy(search.state.solution, kept.best)


@kernel
def _gather(search: Search, seed: int) -> int:
    """Let the visits taken out be pending, with some near the seed unmet before; give how many."""
    notes, pending, count = search.notes, search.scratch.pending, 0
    for place in range(notes.tally[2]):
        if not search.state.solution.served[notes.visits[place]]:
            pending[count] = notes.visits[place]
            count += 1
    most = count + RESERVE
    count = _add_unmet(search, seed, count)
    for need in search.arrays.near[search.arrays.visit[seed].need]:
        if need < 0 or count >= most:
            break
        row = search.arrays.need[need]
        for visit in range(row.visit_first, row.visit_stop):
            count = _add_unmet(search, visit, count)
    return count


@kernel
def _add_unmet(search: Search, visit: int, count: int) -> int:
    """Let a visit be pending that was unmet before the trial; give how many are."""
    noted = search.notes.visit[visit].trial == search.notes.tally[0]
    if search.state.solution.served[visit] or noted or not search.scratch.own_visit[visit]:
        return count
    search.scratch.pending[count] = visit
    return count + 1


@kernel
def copy(source: Solution, target: Solution) -> None:
    """Overwrite a solution."""
    for visit in range(len(source.served)):
        target.served[visit], target.start[visit] = source.served[visit], source.start[visit]
    for member in range(len(source.shift)):
        target.shift[member] = source.shift[member]
        target.member_start[member] = source.member_start[member]
    for draw in range(len(source.given)):
        target.given[draw] = source.given[draw]
    for rest in range(len(source.rest)):
        target.rest[rest] = source.rest[rest]
