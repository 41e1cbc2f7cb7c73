"""Taking a part of the plan out, to put it in again better."""

from __future__ import annotations

from matcher.engines.search.chance import Chance, below, uniform
from matcher.engines.search.changes import drop_visit
from matcher.engines.search.schedule import plan_times
from matcher.engines.search.state import Search
from matcher.kernel import kernel


@kernel
def ruin(
    search: Search,
    seed: int,
    size: int,
    chance: Chance,
) -> None:
    """Take visits out around a seed visit, about `size` of them."""
    arrays = search.arrays
    kind = uniform(chance)
    if kind < 0.4:
        _take_near(search, chance, seed, size)
    elif kind < 0.45:
        for _ in range(size):
            _take(search, below(chance, len(arrays.visit)))
    elif kind < 0.7:
        _take_rivals(search, chance, seed, size)
    else:
        _take_shifts(search, chance, seed, size)


@kernel
def _take(search: Search, visit: int) -> int:
    """Take out a visit and whatever must come after it; give how many were taken."""
    may_go = search.scratch.own_visit[visit] and not search.arrays.visit[visit].pinned
    if not may_go or not search.state.solution.served[visit]:
        return 0
    return _take_chain(search, visit)


@kernel
def _take_chain(search: Search, visit: int) -> int:
    """Take out a visit and all that follow it, pinned or not."""
    arrays, solution, waiting = search.arrays, search.state.solution, search.scratch.waiting
    waiting[0] = visit
    count, taken = 1, 0
    while count > 0:
        count -= 1
        this = waiting[count]
        if not solution.served[this]:
            continue
        taken += 1
        need = arrays.need[arrays.visit[this].need]
        broken = drop_visit(search, this)
        for entry in range(need.before_first, need.before_stop):
            later = arrays.need[arrays.link[entry]]
            for other in range(later.visit_first, later.visit_stop):
                count = _wait(search, other, count)
        # Given matrices can make the way between two places shorter through a third; and where a
        # break cuts the time in two, a route may not hold without the stop taken.
        if broken:
            for place in range(search.notes.tally[1]):
                count = _wait_for_last(search, search.notes.routes[place], count)
    return taken


@kernel
def _wait(search: Search, visit: int, count: int) -> int:
    """Let a served visit wait to be taken out; give how many wait then."""
    if not search.state.solution.served[visit] or count >= len(search.scratch.waiting):
        return count
    search.scratch.waiting[count] = visit
    return count + 1


@kernel
def _wait_for_last(search: Search, shift: int, count: int) -> int:
    """Let the last stop of a route wait to be taken out if the route does not hold."""
    state = search.state
    if plan_times(search, shift):
        return count
    last = state.routes.stop[shift, state.routes.length[shift] - 1]
    return _wait(search, search.arrays.member[last].visit, count)


@kernel
def _take_near(
    search: Search,
    chance: Chance,
    seed: int,
    size: int,
) -> None:
    """Take visits of the needs around the seed's."""
    arrays = search.arrays
    taken = _take(search, seed)
    for need in arrays.near[arrays.visit[seed].need]:
        if need < 0 or taken >= size:
            break
        row = arrays.need[need]
        if uniform(chance) < 0.75:
            visit = row.visit_first + below(chance, row.visit_stop - row.visit_first)
            taken += _take(search, visit)


@kernel
def _take_rivals(
    search: Search,
    chance: Chance,
    seed: int,
    size: int,
) -> None:
    """Take shifts that could serve the seed's need, and sometimes all others of the helper."""
    arrays, frame, state = search.arrays, search.frame, search.state
    need = arrays.need[arrays.visit[seed].need]
    taken = _take(search, seed)
    for role in range(need.role_first, need.role_stop):
        row = arrays.role[role]
        candidates = row.candidate_stop - row.candidate_first
        for _ in range(min(12, candidates)):
            if taken >= size:
                break
            shift = frame.candidate[row.candidate_first + below(chance, candidates)].shift
            if state.routes.length[shift] == 0:
                continue
            taken += _take_shift(search, shift)
            if uniform(chance) < 0.3:
                helper = arrays.helper[arrays.shift[shift].helper]
                for other in range(helper.shift_first, helper.shift_stop):
                    taken += _take_shift(search, other)


@kernel
def _take_shifts(
    search: Search,
    chance: Chance,
    seed: int,
    size: int,
) -> None:
    """Take whole shifts: the seed's, and those that serve needs near it."""
    arrays, state = search.arrays, search.state
    taken = 0
    for member in range(arrays.visit[seed].member_first, arrays.visit[seed].member_stop):
        if state.solution.shift[member] >= 0:
            taken += _take_shift(search, state.solution.shift[member])
    for need in arrays.near[arrays.visit[seed].need]:
        if need < 0 or taken >= size:
            break
        if uniform(chance) < 0.25:
            continue
        row = arrays.need[need]
        visit = arrays.visit[row.visit_first + below(chance, row.visit_stop - row.visit_first)]
        for member in range(visit.member_first, visit.member_stop):
            if state.solution.shift[member] >= 0 and taken < size:
                taken += _take_shift(search, state.solution.shift[member])


@kernel
def _take_shift(search: Search, shift: int) -> int:
    arrays, state = search.arrays, search.state
    taken = 0
    for place in range(state.routes.length[shift] - 1, -1, -1):
        if place < state.routes.length[shift]:
            visit = arrays.member[state.routes.stop[shift, place]].visit
            taken += _take(search, visit)
    return taken
