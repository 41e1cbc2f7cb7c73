"""Taking a part of the plan out, to put it in again better."""

from __future__ import annotations

from matcher.arrays import Arrays
from matcher.engines.insertion.chance import Chance, below, uniform
from matcher.engines.insertion.state import State, drop_visit, route_holds
from matcher.kernel import compiled, maker


@compiled
def ruin(arrays: Arrays, state: State, seed: int, size: int, chance: Chance) -> None:
    """Take visits out around a seed visit, about `size` of them."""
    kind = uniform(chance)
    if kind < 0.4:
        _take_near(arrays, state, chance, seed, size)
    elif kind < 0.6:
        _take_random(arrays, state, chance, size)
    elif kind < 0.8:
        _take_rivals(arrays, state, chance, seed, size)
    else:
        _take_shifts(arrays, state, chance, seed, size)


@compiled
def mend(arrays: Arrays, state: State) -> None:
    """Take out more where a route no longer holds without the stops taken.

    Given matrices can make the way between two places shorter through a third; and where a break
    cuts the time in two, the whole way may fit in neither part while each half fitted in one.
    """
    for shift in range(len(arrays.shift)):
        while not route_holds(arrays, state, shift):
            last = state.routes.stop[shift, state.routes.length[shift] - 1]
            _take_chain(arrays, state, arrays.member[last].visit)


@maker
def _take(arrays: Arrays, state: State, visit: int) -> int:
    """Take out a visit and whatever must come after it; give how many were taken."""
    if not state.solution.served[visit] or arrays.visit[visit].pinned:
        return 0
    return _take_chain(arrays, state, visit)


@maker
def _take_chain(arrays: Arrays, state: State, visit: int) -> int:
    """Take out a visit and all that follow it, pinned or not."""
    waiting = [visit]
    taken = 0
    while len(waiting) > 0:
        this = waiting.pop()
        if not state.solution.served[this]:
            continue
        drop_visit(arrays, state, this)
        taken += 1
        need = arrays.need[arrays.visit[this].need]
        for entry in range(need.before_first, need.before_stop):
            later = arrays.need[arrays.link[entry]]
            waiting.extend(range(later.visit_first, later.visit_stop))
    return taken


@maker
def _take_near(arrays: Arrays, state: State, chance: Chance, seed: int, size: int) -> None:
    """Take visits of the needs around the seed's."""
    center = arrays.visit[seed].need
    taken = _take(arrays, state, seed)
    for need in arrays.near[center]:
        if need < 0 or taken >= size:
            break
        row = arrays.need[need]
        if uniform(chance) < 0.8:
            visit = row.visit_first + below(chance, row.visit_stop - row.visit_first)
            taken += _take(arrays, state, visit)


@maker
def _take_random(arrays: Arrays, state: State, chance: Chance, size: int) -> None:
    for _ in range(size):
        _take(arrays, state, below(chance, len(arrays.visit)))


@maker
def _take_rivals(arrays: Arrays, state: State, chance: Chance, seed: int, size: int) -> None:
    """Take the stops of shifts that could serve the seed's need."""
    need = arrays.need[arrays.visit[seed].need]
    taken = _take(arrays, state, seed)
    for role in range(need.role_first, need.role_stop):
        row = arrays.role[role]
        candidates = row.candidate_stop - row.candidate_first
        for _ in range(min(6, candidates)):
            if taken < size:
                chosen = row.candidate_first + below(chance, candidates)
                taken += _take_shift(arrays, state, arrays.candidate[chosen].shift)


@maker
def _take_shifts(arrays: Arrays, state: State, chance: Chance, seed: int, size: int) -> None:
    """Take whole shifts: the seed's, and those that serve needs near it."""
    taken = 0
    for member in range(arrays.visit[seed].member_first, arrays.visit[seed].member_stop):
        if state.solution.shift[member] >= 0:
            taken += _take_shift(arrays, state, state.solution.shift[member])
    for need in arrays.near[arrays.visit[seed].need]:
        if need < 0 or taken >= size:
            break
        row = arrays.need[need]
        visit = arrays.visit[row.visit_first + below(chance, row.visit_stop - row.visit_first)]
        for member in range(visit.member_first, visit.member_stop):
            if state.solution.shift[member] >= 0 and taken < size:
                taken += _take_shift(arrays, state, state.solution.shift[member])


@maker
def _take_shift(arrays: Arrays, state: State, shift: int) -> int:
    taken = 0
    for place in range(state.routes.length[shift] - 1, -1, -1):
        if place < state.routes.length[shift]:
            taken += _take(arrays, state, arrays.member[state.routes.stop[shift, place]].visit)
    return taken
