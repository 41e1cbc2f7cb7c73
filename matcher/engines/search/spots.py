"""Where one place of a crew could go: gaps of its candidates' routes, for a start to be fixed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Floats, Ints
from matcher.arrays.candidate import candidate_of
from matcher.arrays.timeline import gap_ends, leg
from matcher.engines.search.changes import (
    CONTINUITY,
    OVERTIME,
    PAY,
    TRAVEL_DISTANCE,
    TRAVEL_TIME,
    WAITING,
)
from matcher.engines.search.frame import Frame
from matcher.engines.search.place import more_waiting
from matcher.engines.search.state import State
from matcher.kernel import kernel, maker
from matcher.rules.continuity import faces, is_known
from matcher.rules.limits import room_to_work

PIN_BONUS = 1e18
"""More than any cost."""

MOST_SEEN = 400
"""Candidates looked at for one role, those nearest by cost."""


class Spots(NamedTuple):
    """Gaps that have room for one role, shape (spots,) each.

    Attributes
    ----------
    shift, gap : array of int
    low, high : array of int
        First and last start in the gap.
    to, away : array of int
        Minutes of travel from the stop before and to the stop after.
    cost : array of float
        What it adds to the objective, whatever the start.
    size : int
    """

    shift: Ints
    gap: Ints
    low: Ints
    high: Ints
    to: Ints
    away: Ints
    cost: Floats
    size: int


@maker
def find_spots(
    arrays: Arrays, frame: Frame, state: State, role: int, member: int, first: int, last: int
) -> Spots:
    """List the gaps in which a role of a visit could start between `first` and `last`.

    Parameters
    ----------
    arrays, frame, state
    role : int
    member : int
        Any member of the role in the visit.
    first, last : int
        Bounds of the role's start.
    """
    row = arrays.role[role]
    rows = row.candidate_stop - row.candidate_first
    if not arrays.visit[arrays.member[member].visit].pinned:
        rows = min(rows, MOST_SEEN)
    size = 0
    for place in range(row.candidate_first, row.candidate_first + rows):
        size += state.routes.length[frame.shift[place]] + 1
    numbers = np.empty((6, size), np.int64)
    cost = np.empty(size, np.float64)
    distinct, _ = faces(arrays, state.solution, row.need)
    is_full = distinct >= arrays.need[row.need].max_helpers
    count = 0
    for place in range(row.candidate_first, row.candidate_first + rows):
        shift = frame.shift[place]
        bounds = arrays.shift[shift]
        length = state.routes.length[shift]
        if length >= bounds.max_visits or bounds.start > last or bounds.latest < first:
            continue
        is_new = not _serves(arrays, state, row.need, bounds.helper)
        if is_new and is_full:
            continue
        room = 1 << 40
        if frame.limited[bounds.helper]:
            room = room_to_work(arrays, state.worked, shift) - row.minutes
        fixed = frame.fixed[place] - _pin_bonus(arrays, arrays.member[member].visit, shift)
        if is_new and _is_stranger(arrays, row.need, bounds.helper):
            fixed += arrays.term[CONTINUITY].factor
        for gap in range(length + 1):
            before, after = gap_ends(state.routes, shift, gap)
            begins = bounds.start
            if before >= 0:
                begins = state.early[before] + arrays.member[before].minutes
            ends = bounds.latest if after < 0 else state.late[after]
            if begins > last or ends < first + row.minutes:
                continue
            to, to_metres = leg(arrays, shift, before, member)
            away, away_metres = leg(arrays, shift, member, after)
            low, high = max(first, begins + to), min(last, ends - away - row.minutes)
            minutes, metres = to + away, to_metres + away_metres
            if length > 0:
                direct, straight = leg(arrays, shift, before, after)
                minutes, metres = minutes - direct, metres - straight
            if low > high or minutes > room:
                continue
            numbers[0, count], numbers[1, count] = shift, gap
            numbers[2, count], numbers[3, count] = low, high
            numbers[4, count], numbers[5, count] = to, away
            cost[count] = fixed + _detour_cost(arrays, bounds.helper, row.minutes, minutes, metres)
            count += 1
    return Spots(
        numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], cost, count
    )


@kernel
def _serves(arrays: Arrays, state: State, need: int, helper: int) -> bool:
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
def _detour_cost(arrays: Arrays, helper: int, service: int, minutes: int, metres: int) -> float:
    terms = arrays.term
    pay = arrays.helper[helper].cost_per_hour * (service + minutes) / 60.0
    travel = terms[TRAVEL_TIME].factor * minutes + terms[TRAVEL_DISTANCE].factor * metres
    return travel + terms[PAY].factor * pay


@kernel
def time_cost(
    arrays: Arrays, state: State, spots: Spots, spot: int, start: int, minutes: int
) -> float:
    """Estimate what the start inside a spot adds: waiting and overtime."""
    terms = arrays.term
    if terms[WAITING].factor == 0 and terms[OVERTIME].factor == 0:
        return 0.0
    shift, gap = spots.shift[spot], spots.gap[spot]
    before, after = gap_ends(state.routes, shift, gap)
    away = spots.away[spot]
    direct = state.leg[shift, gap] if state.routes.length[shift] > 0 else 0
    cost = terms[WAITING].factor * more_waiting(
        arrays, state, before, after, start, start, minutes, spots.to[spot], away, direct
    )
    if after < 0:
        then = arrays.shift[shift].end
        if before >= 0:
            then = max(then, state.early[before] + arrays.member[before].minutes + direct)
        cost += terms[OVERTIME].factor * max(0, start + minutes + away - then)
    return cost


@kernel
def cheapest(
    arrays: Arrays, state: State, spots: Spots, start: int, minutes: int, crew: Ints
) -> tuple[int, float]:
    """Give the cheapest spot that can start at `start` with a helper not in the crew, or -1.

    Parameters
    ----------
    arrays : Arrays
    state : State
    spots : Spots
    start, minutes : int
    crew : array of int
        Shifts chosen so far.
    """
    best, best_cost = -1, np.inf
    for spot in range(spots.size):
        if spots.cost[spot] >= best_cost or not spots.low[spot] <= start <= spots.high[spot]:
            continue
        helper = arrays.shift[spots.shift[spot]].helper
        taken = False
        for shift in crew:
            taken = taken or arrays.shift[shift].helper == helper
        if not taken:
            cost = spots.cost[spot] + time_cost(arrays, state, spots, spot, start, minutes)
            if cost < best_cost:
                best, best_cost = spot, cost
    return best, best_cost
