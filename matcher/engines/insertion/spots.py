"""Where one place of a crew could go: every gap of every candidate's route."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Floats, Ints
from matcher.arrays.candidate import candidate_of
from matcher.arrays.timeline import gap_ends, gap_times
from matcher.engines.insertion.state import State, travel_with
from matcher.kernel import kernel, maker
from matcher.model import TermName
from matcher.rules.continuity import faces, is_known
from matcher.rules.limits import room_to_work

(CONTINUITY, PREFERENCES, TIER, TRAVEL_TIME, TRAVEL_DISTANCE, WAITING, OVERTIME, PAY) = (
    tuple(TermName).index(term)
    for term in (
        TermName.CONTINUITY,
        TermName.PREFERENCES,
        TermName.TIER,
        TermName.TRAVEL_TIME,
        TermName.TRAVEL_DISTANCE,
        TermName.WAITING,
        TermName.OVERTIME,
        TermName.PAY,
    )
)

PIN_BONUS = 1e18
"""More than any cost."""


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
    arrays: Arrays, state: State, role: int, member: int, first: int, last: int
) -> Spots:
    """List the gaps in which a role of a visit could start between `first` and `last`.

    Parameters
    ----------
    arrays : Arrays
    state : State
    role : int
    member : int
        Any member of the role in the visit.
    first, last : int
        Bounds of the role's start.
    """
    row = arrays.role[role]
    size = 0
    for candidate in range(row.candidate_first, row.candidate_stop):
        size += state.routes.length[arrays.candidate[candidate].shift] + 1
    numbers = np.empty((6, size), np.int64)
    cost = np.empty(size, np.float64)
    distinct, _ = faces(arrays, state.solution, row.need)
    is_full = distinct >= arrays.need[row.need].max_helpers
    count = 0
    for candidate in range(row.candidate_first, row.candidate_stop):
        shift = arrays.candidate[candidate].shift
        bounds = arrays.shift[shift]
        length = state.routes.length[shift]
        if length >= bounds.max_visits or bounds.start > last or bounds.latest < first:
            continue
        new = not _serves(arrays, state, row.need, bounds.helper)
        if new and is_full:
            continue
        room = room_to_work(arrays, state.worked, shift) - row.minutes
        fixed = _fixed_cost(arrays, row.need, candidate, bounds.helper, int(new))
        fixed -= _pin_bonus(arrays, arrays.member[member].visit, shift)
        for gap in range(length + 1):
            before, after = gap_ends(state.routes, shift, gap)
            begins, ends, _ = gap_times(arrays, state.solution, state.routes, shift, gap)
            if begins > last or ends < first + row.minutes:
                continue
            to, away, minutes, metres = travel_with(arrays, state, shift, before, member, after)
            low, high = max(first, begins + to), min(last, ends - away - row.minutes)
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
def _fixed_cost(arrays: Arrays, need: int, candidate: int, helper: int, new: int) -> float:
    terms, row = arrays.term, arrays.candidate[candidate]
    cost = terms[PREFERENCES].factor * row.wishes + terms[TIER].factor * row.tier
    if new > 0 and not is_known(arrays, need, helper):
        cost += terms[CONTINUITY].factor
    return cost


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
    """Give what the start inside a spot adds: waiting and overtime."""
    shift, gap = spots.shift[spot], spots.gap[spot]
    begins, ends, direct = gap_times(arrays, state.solution, state.routes, shift, gap)
    length = state.routes.length[shift]
    waiting, overtime = 0, 0
    if length > 0:
        if gap == 0:
            waiting = ends - spots.away[spot] - minutes - start
        elif gap == length:
            waiting = start - begins - spots.to[spot]
        else:
            waiting = direct - spots.to[spot] - spots.away[spot] - minutes
    if gap == length:
        due_back = arrays.shift[shift].end
        overtime = max(0, start + minutes + spots.away[spot] - due_back)
        if length > 0:
            overtime -= max(0, begins + direct - due_back)
    return arrays.term[WAITING].factor * waiting + arrays.term[OVERTIME].factor * overtime


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
        if not spots.low[spot] <= start <= spots.high[spot]:
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
