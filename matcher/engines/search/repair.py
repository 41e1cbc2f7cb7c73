"""Putting visits in, one after the other, each where it costs least."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Bools, Ints
from matcher.engines.search.admit import admit, start_bounds
from matcher.engines.search.chance import Chance, uniform
from matcher.engines.search.changes import COVERAGE
from matcher.engines.search.frame import Frame
from matcher.engines.search.place import put_floating
from matcher.engines.search.spots import PIN_BONUS
from matcher.engines.search.state import Notes, State
from matcher.engines.search.ways import (
    crew_ways,
    crewless_ways,
    late_cost,
    shortest_visit,
    single_ways,
)
from matcher.kernel import compiled, kernel, maker

TRIES = 40
"""How many ways are tried, cheapest first, before a visit counts as having no room."""

BLINKS = 0.02
"""Share of candidates overlooked while improving."""


@kernel
def worth_of(arrays: Arrays, visit: int) -> float:
    """Give what serving a visit is worth."""
    row = arrays.visit[visit]
    if row.pinned:
        return PIN_BONUS
    return float(arrays.term[COVERAGE].factor * arrays.need[row.need].weight)


@maker
def put_in(
    arrays: Arrays,
    frame: Frame,
    state: State,
    notes: Notes,
    visit: int,
    blinks: float,
    chance: Chance,
) -> bool:
    """Put a visit in where it costs least, unless it is worth less; False: it stays out."""
    worth = worth_of(arrays, visit)
    if frame.floats[visit]:
        return put_floating(arrays, frame, state, notes, visit, worth, blinks, chance)
    row = arrays.visit[visit]
    crew = row.member_stop - row.member_first
    first, last = start_bounds(arrays, state, visit, shortest_visit(arrays, visit))
    if first > last:
        return False
    if crew == 0:
        ways, costs = crewless_ways(arrays, visit, first, last)
    elif crew == 1:
        ways, costs = single_ways(arrays, frame, state, visit, first, last)
    else:
        ways, costs = crew_ways(arrays, frame, state, visit, first, last)
    for way in range(len(costs)):
        # Equal costs are common where little is counted: chance keeps them from one order.
        costs[way] += late_cost(arrays, state, visit, ways[way]) + 1e-3 * uniform(chance)
    tries = len(costs) if crew == 0 or row.pinned else min(TRIES, len(costs))
    for _ in range(tries):
        way = int(np.argmin(costs))
        if costs[way] >= worth:
            return False
        costs[way] = np.inf
        shifts, starts = ways[way, :crew], ways[way, crew : 2 * crew]
        if admit(arrays, frame, state, notes, visit, ways[way, 2 * crew], shifts, starts):
            return True
    return False


@maker
def _order(arrays: Arrays, frame: Frame, pending: Ints, chance: Chance) -> Ints:
    """Give an order in which to put visits in: by worth, by scarcity, by both, or by chance."""
    keys = np.empty(len(pending), np.float64)
    kind = uniform(chance)
    for place in range(len(pending)):
        row = arrays.visit[pending[place]]
        need = arrays.need[row.need]
        candidates = 1
        for role in range(need.role_first, need.role_stop):
            found = arrays.role[role].candidate_stop - arrays.role[role].candidate_first
            candidates = found if role == need.role_first else min(candidates, found)
        if row.member_stop - row.member_first > 1:
            candidates = candidates // 2 + 1
        luck = uniform(chance)
        if kind < 0.35:
            key = -need.weight + 0.5 * luck
        elif kind < 0.6:
            key = candidates * (0.5 + luck)
        elif kind < 0.8:
            key = luck
        else:
            key = -need.weight / (candidates + 1.0) * (0.5 + luck)
        keys[place] = key + 1e9 * frame.depth[pending[place]] - 1e12 * row.pinned
    return pending[np.argsort(keys)]


@maker
def _construction_order(arrays: Arrays, frame: Frame, pending: Ints) -> Ints:
    """Give the order of the first plan: worth first, then scarcity."""
    keys = np.empty(len(pending), np.float64)
    for place in range(len(pending)):
        row = arrays.visit[pending[place]]
        need = arrays.need[row.need]
        candidates = 0
        for role in range(need.role_first, need.role_stop):
            candidates += arrays.role[role].candidate_stop - arrays.role[role].candidate_first
        keys[place] = -need.weight * 1e6 + candidates
        keys[place] += 1e15 * frame.depth[pending[place]] - 1e18 * row.pinned
    return pending[np.argsort(keys, kind="mergesort")]


@maker
def repair(
    arrays: Arrays, frame: Frame, state: State, notes: Notes, pending: Ints, chance: Chance
) -> None:
    """Put pending visits in, in an order drawn by chance."""
    again = np.zeros(len(pending), np.bool_)
    order = _order(arrays, frame, pending, chance)
    put = 0
    for place in range(len(order)):
        if put_in(arrays, frame, state, notes, order[place], BLINKS, chance):
            put += 1
        else:
            again[place] = not frame.floats[order[place]]
    if put:
        _try_again(arrays, frame, state, notes, order, again, chance)


@maker
def _try_again(
    arrays: Arrays,
    frame: Frame,
    state: State,
    notes: Notes,
    order: Ints,
    again: Bools,
    chance: Chance,
) -> None:
    """Try once more those for which another visit put in since may have opened the way."""
    for place in range(len(order)):
        need = arrays.need[arrays.visit[order[place]].need]
        if again[place] and (need.recurs or need.after_first < need.after_stop):
            put_in(arrays, frame, state, notes, order[place], 0.0, chance)


@compiled
def fill(
    arrays: Arrays, frame: Frame, state: State, notes: Notes, pending: Ints, chance: Chance
) -> int:
    """Put in whatever fits, the worthiest first; give how many."""
    count = 0
    for visit in _construction_order(arrays, frame, pending):
        count += put_in(arrays, frame, state, notes, visit, 0.0, chance)
    return count
