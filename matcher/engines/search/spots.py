"""Where one place of a crew could go: gaps of its candidates' routes, for a start to be fixed."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Ints
from matcher.arrays.candidate import candidate_of
from matcher.engines.search.changes import CONTINUITY
from matcher.engines.search.gaps import detour_of, room_for, time_cost, travel_cost
from matcher.engines.search.state import Search, State
from matcher.kernel import kernel
from matcher.rules.continuity import faces, is_known

PIN_BONUS = 1e18
"""More than any cost."""


@kernel
def find_spots(search: Search, place: int, member: int, first: int, last: int) -> None:
    """List the gaps in which a role of a visit could start between `first` and `last`.

    They stand in row `place` of `Scratch.spot`; `Scratch.spots` says how many. Pinned helpers
    come first, then the others by cost.

    Parameters
    ----------
    search : Search
    place : int
        Of the role in its need.
    member : int
        Any member of the role in the visit.
    first, last : int
        Bounds of the role's start.
    """
    arrays, frame = search.arrays, search.frame
    role, visit = arrays.member[member].role, arrays.member[member].visit
    row = arrays.role[role]
    search.scratch.spots[place] = 0
    seen = min(row.candidate_stop, row.candidate_first + search.scratch.sight[0])
    if arrays.visit[visit].pinned:
        for candidate in range(row.candidate_first, row.candidate_stop):
            shift = frame.candidate[candidate].shift
            if _pin_bonus(arrays, visit, shift) > 0:
                _add_spots(search, place, member, candidate, first, last)
    for candidate in range(row.candidate_first, seen):
        shift = frame.candidate[candidate].shift
        if _pin_bonus(arrays, visit, shift) == 0:
            _add_spots(search, place, member, candidate, first, last)


@kernel
def _extra_cost(search: Search, role: int, member: int, shift: int) -> float:
    """Give what the plan so far adds to the cost of a helper; inf: they cannot come."""
    arrays, state = search.arrays, search.state
    need, helper = arrays.role[role].need, arrays.shift[shift].helper
    if state.routes.length[shift] >= arrays.shift[shift].max_visits:
        return np.inf
    cost = -_pin_bonus(arrays, arrays.member[member].visit, shift)
    if not serves(arrays, state, need, helper):
        distinct, _ = faces(arrays, state.solution, need)
        if distinct >= arrays.need[need].max_helpers:
            return np.inf
        if _is_stranger(arrays, need, helper):
            cost += arrays.term[CONTINUITY].factor
    return cost


@kernel
def _add_spots(
    search: Search, place: int, member: int, candidate: int, first: int, last: int
) -> None:
    """Add the gaps of one candidate's route."""
    arrays, state = search.arrays, search.state
    shift = search.frame.candidate[candidate].shift
    row, minutes = arrays.shift[shift], arrays.member[member].minutes
    if row.start > last or row.latest < first or not search.scratch.own_shift[shift]:
        return
    fixed = search.frame.candidate[candidate].fixed
    fixed += _extra_cost(search, arrays.member[member].role, member, shift)
    if fixed == np.inf:
        return
    room, count = room_for(search, shift, minutes), search.scratch.spots[place]
    for gap in range(state.routes.length[shift] + 1):
        detour = detour_of(arrays, state, shift, gap, member)
        low = max(first, detour.begins + detour.to)
        high = min(last, detour.ends - detour.away - minutes)
        fits = low <= high and detour.minutes <= room
        if fits and count < search.scratch.spot.shape[1]:
            spot = search.scratch.spot[place, count]
            more = travel_cost(arrays, row.helper, detour.minutes, detour.metres, minutes)
            spot.shift, spot.gap, spot.low, spot.high = shift, gap, low, high
            spot.cost = fixed + more
            count += 1
    search.scratch.spots[place] = count


@kernel
def serves(arrays: Arrays, state: State, need: int, helper: int) -> bool:
    """Say whether a helper comes to some visit of a need."""
    row = arrays.need[need]
    found = False
    first = arrays.visit[row.visit_first].member_first
    stop = arrays.visit[row.visit_stop - 1].member_stop
    for member in range(first, stop):
        shift = state.solution.shift[member]
        found = found or (shift >= 0 and arrays.shift[shift].helper == helper)
    return found


@kernel
def _is_stranger(arrays: Arrays, need: int, helper: int) -> bool:
    """Say whether a new face counts that the frame has not counted yet."""
    row = arrays.need[need]
    return row.visit_stop - row.visit_first > 1 and not is_known(arrays, need, helper)


@kernel
def _pin_bonus(arrays: Arrays, visit: int, shift: int) -> float:
    """Draw pinned helpers into the crew, first those who can fill few of its roles."""
    row = arrays.visit[visit]
    bonus = 0.0
    for entry in range(row.pin_first, row.pin_stop):
        if arrays.link[entry] == arrays.shift[shift].helper:
            need = arrays.need[row.need]
            fillable = 0
            for role in range(need.role_first, need.role_stop):
                fillable += candidate_of(arrays, role, shift) >= 0
            bonus = PIN_BONUS + PIN_BONUS / fillable
    return bonus


@kernel
def rank_spots(search: Search, place: int) -> None:
    """Rank the spots of a role by cost, then as they were found (Shell's sort)."""
    spot, rank = search.scratch.spot[place], search.scratch.rank[place]
    count, step = search.scratch.spots[place], 1
    for number in range(count):
        rank[number] = number
    while 3 * step < count:
        step = 3 * step + 1
    while step > 0:
        for this in range(step, count):
            number, at = rank[this], this
            cost = spot[number].cost
            while at >= step:
                other = rank[at - step]
                if spot[other].cost < cost or (spot[other].cost == cost and other < number):
                    break
                rank[at] = other
                at -= step
            rank[at] = number
        step //= 3


@kernel
def spot_cost(search: Search, place: int, number: int, start: int, member: int) -> float:
    """Give what a spot costs with a start in it."""
    spot = search.scratch.spot[place, number]
    if not search.frame.timed:
        return spot.cost
    arrays, state = search.arrays, search.state
    detour = detour_of(arrays, state, spot.shift, spot.gap, member)
    minutes = arrays.member[member].minutes
    return spot.cost + time_cost(arrays, state, spot.shift, detour, start, start, minutes)


@kernel
def cheapest(search: Search, place: int, start: int, member: int, crew: Ints) -> tuple[int, float]:
    """Give the cheapest spot that can start at `start` with a helper not in the crew, or -1.

    The spots of the role are to be ranked.

    Parameters
    ----------
    search : Search
    place : int
        Of the role in its need.
    start : int
    member : int
        Any member of the role in the visit.
    crew : array of int
        Shifts chosen so far.
    """
    shift = search.arrays.shift
    best, best_cost = -1, np.inf
    for rank in range(search.scratch.spots[place]):
        number = search.scratch.rank[place, rank]
        spot = search.scratch.spot[place, number]
        if spot.cost >= best_cost:
            break
        if not spot.low <= start <= spot.high:
            continue
        helper = shift[spot.shift].helper
        taken = False
        for other in crew:
            taken = taken or shift[other].helper == helper
        if not taken:
            cost = spot_cost(search, place, number, start, member)
            if cost < best_cost:
                best, best_cost = number, cost
    return best, best_cost
