"""Taking a part of the plan out, to put it in again better."""

from __future__ import annotations

from matcher.arrays import Arrays
from matcher.engines.search.chance import Chance, below, uniform
from matcher.engines.search.changes import drop_visit
from matcher.engines.search.frame import Frame
from matcher.engines.search.schedule import plan_times
from matcher.engines.search.state import Notes, State
from matcher.kernel import maker


@maker
def ruin(
    arrays: Arrays,
    frame: Frame,
    state: State,
    notes: Notes,
    seed: int,
    size: int,
    chance: Chance,
) -> None:
    """Take visits out around a seed visit, about `size` of them."""
    kind = uniform(chance)
    if kind < 0.4:
        _take_near(arrays, frame, state, notes, chance, seed, size)
    elif kind < 0.45:
        for _ in range(size):
            _take(arrays, frame, state, notes, below(chance, len(arrays.visit)))
    elif kind < 0.7:
        _take_rivals(arrays, frame, state, notes, chance, seed, size)
    else:
        _take_shifts(arrays, frame, state, notes, chance, seed, size)


@maker
def _take(arrays: Arrays, frame: Frame, state: State, notes: Notes, visit: int) -> int:
    """Take out a visit and whatever must come after it; give how many were taken."""
    if not state.solution.served[visit] or arrays.visit[visit].pinned:
        return 0
    return _take_chain(arrays, frame, state, notes, visit)


@maker
def _take_chain(arrays: Arrays, frame: Frame, state: State, notes: Notes, visit: int) -> int:
    """Take out a visit and all that follow it, pinned or not."""
    waiting = [visit]
    taken = 0
    while len(waiting) > 0:
        this = waiting.pop()
        if not state.solution.served[this]:
            continue
        row = arrays.visit[this]
        shifts = state.solution.shift[row.member_first : row.member_stop].copy()
        holds = drop_visit(arrays, frame, state, notes, this)
        taken += 1
        need = arrays.need[row.need]
        for entry in range(need.before_first, need.before_stop):
            later = arrays.need[arrays.link[entry]]
            waiting.extend(range(later.visit_first, later.visit_stop))
        # Given matrices can make the way between two places shorter through a third; and where a
        # break cuts the time in two, a route may not hold without the stop taken.
        if not holds:
            for shift in shifts:
                if not plan_times(arrays, frame, state, shift):
                    last = state.routes.stop[shift, state.routes.length[shift] - 1]
                    waiting.append(arrays.member[last].visit)
    return taken


@maker
def _take_near(
    arrays: Arrays,
    frame: Frame,
    state: State,
    notes: Notes,
    chance: Chance,
    seed: int,
    size: int,
) -> None:
    """Take visits of the needs around the seed's."""
    taken = _take(arrays, frame, state, notes, seed)
    for need in arrays.near[arrays.visit[seed].need]:
        if need < 0 or taken >= size:
            break
        row = arrays.need[need]
        if uniform(chance) < 0.75:
            visit = row.visit_first + below(chance, row.visit_stop - row.visit_first)
            taken += _take(arrays, frame, state, notes, visit)


@maker
def _take_rivals(
    arrays: Arrays,
    frame: Frame,
    state: State,
    notes: Notes,
    chance: Chance,
    seed: int,
    size: int,
) -> None:
    """Take the stops of shifts that could serve the seed's need; sometimes a helper's whole week."""
    need = arrays.need[arrays.visit[seed].need]
    taken = _take(arrays, frame, state, notes, seed)
    for role in range(need.role_first, need.role_stop):
        row = arrays.role[role]
        candidates = row.candidate_stop - row.candidate_first
        for _ in range(min(12, candidates)):
            if taken >= size:
                break
            shift = frame.shift[row.candidate_first + below(chance, candidates)]
            if state.routes.length[shift] == 0:
                continue
            taken += _take_shift(arrays, frame, state, notes, shift)
            if uniform(chance) < 0.3:
                helper = arrays.helper[arrays.shift[shift].helper]
                for other in range(helper.shift_first, helper.shift_stop):
                    taken += _take_shift(arrays, frame, state, notes, other)


@maker
def _take_shifts(
    arrays: Arrays,
    frame: Frame,
    state: State,
    notes: Notes,
    chance: Chance,
    seed: int,
    size: int,
) -> None:
    """Take whole shifts: the seed's, and those that serve needs near it."""
    taken = 0
    for member in range(arrays.visit[seed].member_first, arrays.visit[seed].member_stop):
        if state.solution.shift[member] >= 0:
            taken += _take_shift(arrays, frame, state, notes, state.solution.shift[member])
    for need in arrays.near[arrays.visit[seed].need]:
        if need < 0 or taken >= size:
            break
        if uniform(chance) < 0.25:
            continue
        row = arrays.need[need]
        visit = arrays.visit[row.visit_first + below(chance, row.visit_stop - row.visit_first)]
        for member in range(visit.member_first, visit.member_stop):
            if state.solution.shift[member] >= 0 and taken < size:
                taken += _take_shift(arrays, frame, state, notes, state.solution.shift[member])


@maker
def _take_shift(arrays: Arrays, frame: Frame, state: State, notes: Notes, shift: int) -> int:
    taken = 0
    for place in range(state.routes.length[shift] - 1, -1, -1):
        if place < state.routes.length[shift]:
            visit = arrays.member[state.routes.stop[shift, place]].visit
            taken += _take(arrays, frame, state, notes, visit)
    return taken
