"""Putting in a visit whose start floats, where it costs least."""

from __future__ import annotations

import numpy as np

from matcher.engines.search.chance import Chance, uniform
from matcher.engines.search.changes import (
    CONTINUITY,
    count_visit,
    drop_stop,
    note_visit,
    put_stop,
    renew_route,
)
from matcher.engines.search.gaps import detour_of, room_for, time_cost, travel_cost
from matcher.engines.search.late import late_price
from matcher.engines.search.state import Search
from matcher.engines.search.windows import last_open, next_open
from matcher.kernel import kernel
from matcher.objective.continuity import new_faces
from matcher.rules.project import member_pay

TRIES = 4
"""How many places are tried where a break might forbid the cheapest."""


@kernel
def put_floating(search: Search, visit: int, worth: float, blinks: float, chance: Chance) -> bool:
    """Put a visit in where it costs least; False: nowhere for less than it is worth.

    Parameters
    ----------
    search : Search
    visit : int
    worth : float
    blinks : float
        Share of the candidates overlooked, for variety.
    chance : Chance
    """
    least = -np.inf
    for _ in range(TRIES):
        shift, gap, cost = _cheapest(search, visit, least, worth, blinks, chance)
        if shift < 0:
            return False
        if _put(search, visit, shift, gap):
            return True
        least = cost
    return False


@kernel
def _put(search: Search, visit: int, shift: int, gap: int) -> bool:
    arrays, state, notes = search.arrays, search.state, search.notes
    row = arrays.visit[visit]
    note_visit(arrays, state, notes, visit)
    put_stop(state, notes, row.member_first, shift, gap)
    if not renew_route(search, shift):
        drop_stop(state, notes, row.member_first)
        renew_route(search, shift)
        return False
    state.solution.served[visit] = True
    count_visit(arrays, state, visit, 1)
    state.values[CONTINUITY] += new_faces(arrays, state.solution, row.need)
    return True


@kernel
def _cheapest(
    search: Search, visit: int, least: float, worth: float, blinks: float, chance: Chance
) -> tuple[int, int, float]:
    """Give shift, gap and cost of the cheapest place dearer than `least`; -1: none."""
    arrays, frame, state = search.arrays, search.frame, search.state
    member = arrays.visit[visit].member_first
    role = arrays.role[arrays.member[member].role]
    best_shift, best_gap, best = -1, -1, worth
    for row in range(role.candidate_first, role.candidate_stop):
        shift, fixed = frame.candidate[row].shift, frame.candidate[row].fixed
        length = state.routes.length[shift]
        floor = frame.candidate[row].alone if length == 0 else fixed
        if floor >= best or length >= arrays.shift[shift].max_visits:
            continue
        if not search.scratch.own_shift[shift] or uniform(chance) < blinks:
            continue
        if not _can_pay(search, visit, shift, role.minutes):
            continue
        gap, cost = _best_gap(search, visit, shift, fixed, least, best)
        if gap >= 0:
            best_shift, best_gap, best = shift, gap, cost
    return best_shift, best_gap, best


@kernel
def _can_pay(search: Search, visit: int, shift: int, minutes: int) -> bool:
    """Say whether the project of a visit has the money for a helper."""
    arrays = search.arrays
    project = arrays.need[arrays.visit[visit].need].project
    if project < 0:
        return True
    left = arrays.project[project].budget - search.state.spent[project]
    return member_pay(arrays, shift, minutes) <= left


@kernel
def _best_gap(
    search: Search, visit: int, shift: int, fixed: float, least: float, best: float
) -> tuple[int, float]:
    """Give the cheapest gap of one route between `least` and `best`, and its cost; -1: none."""
    arrays, frame, state = search.arrays, search.frame, search.state
    member = arrays.visit[visit].member_first
    minutes, helper = arrays.member[member].minutes, arrays.shift[shift].helper
    room, chosen = room_for(search, shift, minutes), -1
    for gap in range(state.routes.length[shift] + 1):
        detour = detour_of(arrays, state, shift, gap, member)
        high = detour.ends - detour.away - minutes
        if detour.begins + detour.to > high or detour.minutes > room:
            continue
        cost = fixed + travel_cost(arrays, helper, detour.minutes, detour.metres, minutes)
        if cost >= best:
            continue
        low = next_open(arrays, visit, minutes, detour.begins + detour.to)
        if low < 0 or low > high:
            continue
        if frame.timed:
            cost += late_price(arrays, frame, visit, low)
            high = last_open(arrays, visit, minutes, high)
            cost += time_cost(arrays, state, shift, detour, low, high, minutes)
        if least < cost < best:
            chosen, best = gap, cost
    return chosen, best
