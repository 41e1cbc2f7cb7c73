"""Putting in a visit whose start floats, where it costs least."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays
from matcher.arrays.timeline import gap_ends, leg
from matcher.engines.search.chance import Chance, uniform
from matcher.engines.search.changes import (
    CONTINUITY,
    OVERTIME,
    PAY,
    TRAVEL_DISTANCE,
    TRAVEL_TIME,
    WAITING,
    count_visit,
    drop_stop,
    note_visit,
    put_stop,
    renew_route,
)
from matcher.engines.search.frame import Frame
from matcher.engines.search.late import late_price
from matcher.engines.search.state import Notes, State
from matcher.engines.search.windows import last_open, next_open
from matcher.kernel import kernel
from matcher.objective.continuity import new_faces
from matcher.rules.limits import room_to_work
from matcher.rules.project import member_pay

TRIES = 4
"""How many places are tried where a break or limit might forbid the cheapest."""


@kernel
def put_floating(
    arrays: Arrays,
    frame: Frame,
    state: State,
    notes: Notes,
    visit: int,
    most: float,
    blinks: float,
    chance: Chance,
) -> bool:
    """Put a visit in where it costs least; False: nowhere for less than `most`.

    Parameters
    ----------
    arrays, frame, state, notes
    visit : int
    most : float
        What the visit is worth.
    blinks : float
        Share of the candidates overlooked, for variety.
    chance : Chance
    """
    least = -np.inf
    for _ in range(TRIES):
        shift, gap, cost = _cheapest(arrays, frame, state, visit, least, most, blinks, chance)
        if shift < 0:
            return False
        if _put(arrays, frame, state, notes, visit, shift, gap):
            return True
        least = cost
    return False


@kernel
def _put(
    arrays: Arrays, frame: Frame, state: State, notes: Notes, visit: int, shift: int, gap: int
) -> bool:
    row = arrays.visit[visit]
    note_visit(arrays, state, notes, visit)
    put_stop(state, notes, row.member_first, shift, gap)
    if not renew_route(arrays, frame, state, shift):
        drop_stop(state, notes, row.member_first)
        renew_route(arrays, frame, state, shift)
        return False
    state.solution.served[visit] = True
    count_visit(arrays, state, visit, 1)
    state.values[CONTINUITY] += new_faces(arrays, state.solution, row.need)
    return True


@kernel
def _cheapest(
    arrays: Arrays,
    frame: Frame,
    state: State,
    visit: int,
    least: float,
    most: float,
    blinks: float,
    chance: Chance,
) -> tuple[int, int, float]:
    """Give shift, gap and cost of the cheapest place dearer than `least`; -1: none."""
    member = arrays.visit[visit].member_first
    role = arrays.role[arrays.member[member].role]
    best_shift, best_gap, best = -1, -1, most
    for row in range(role.candidate_first, role.candidate_stop):
        shift, fixed = frame.shift[row], frame.fixed[row]
        length = state.routes.length[shift]
        floor = frame.alone[row] if length == 0 else fixed
        if floor >= best or length >= arrays.shift[shift].max_visits:
            continue
        if uniform(chance) < blinks:
            continue
        gap, cost = _best_gap(arrays, frame, state, visit, shift, fixed, least, best)
        if gap >= 0:
            best_shift, best_gap, best = shift, gap, cost
    return best_shift, best_gap, best


@kernel
def _best_gap(
    arrays: Arrays,
    frame: Frame,
    state: State,
    visit: int,
    shift: int,
    fixed: float,
    least: float,
    best: float,
) -> tuple[int, float]:
    """Give the cheapest gap of one route between `least` and `best`, and its cost; -1: none."""
    member, terms = arrays.visit[visit].member_first, arrays.term
    minutes = arrays.member[member].minutes
    row, length = arrays.shift[shift], state.routes.length[shift]
    helper = arrays.helper[row.helper]
    project = arrays.need[arrays.visit[visit].need].project
    if project >= 0:
        left = arrays.project[project].budget - state.spent[project]
        if member_pay(arrays, shift, minutes) > left:
            return -1, best
    room = 1 << 40
    if frame.limited[row.helper]:
        room = room_to_work(arrays, state.worked, shift) - minutes
        if room < 0:
            return -1, best
    a_minute = terms[TRAVEL_TIME].factor + terms[PAY].factor * helper.cost_per_hour / 60.0
    fixed += terms[PAY].factor * helper.cost_per_hour * minutes / 60.0
    a_metre = terms[TRAVEL_DISTANCE].factor
    chosen = -1
    for gap in range(length + 1):
        before, after = gap_ends(state.routes, shift, gap)
        begins = row.start if before < 0 else state.early[before] + arrays.member[before].minutes
        ends = row.latest if after < 0 else state.late[after]
        if begins + minutes > ends:
            continue
        to, to_metres = leg(arrays, shift, before, member)
        if begins + to + minutes > ends:
            continue
        away, away_metres = leg(arrays, shift, member, after)
        direct = state.leg[shift, gap] if length > 0 else 0
        more = to + away - direct
        metres = to_metres + away_metres
        if a_metre > 0 and length > 0:
            _, metres_before = leg(arrays, shift, before, after)
            metres -= metres_before
        cost = fixed + a_minute * more + a_metre * metres
        if more > room or cost >= best:
            continue
        high = ends - away - minutes
        low = next_open(arrays, visit, minutes, begins + to)
        if low < 0 or low > high:
            continue
        cost += late_price(arrays, frame, visit, low)
        if after < 0 and terms[OVERTIME].factor > 0:
            back = low + minutes + away
            then = row.end if before < 0 else max(row.end, begins + direct)
            cost += terms[OVERTIME].factor * max(0, back - then)
        if terms[WAITING].factor > 0 and length > 0:
            high = last_open(arrays, visit, minutes, high)
            cost += terms[WAITING].factor * more_waiting(
                arrays, state, before, after, low, high, minutes, to, away, direct
            )
        if least < cost < best:
            chosen, best = gap, cost
    return chosen, best


@kernel
def more_waiting(
    arrays: Arrays,
    state: State,
    before: int,
    after: int,
    low: int,
    high: int,
    minutes: int,
    to: int,
    away: int,
    direct: int,
) -> int:
    """Estimate the waiting that a start from `low` to `high` adds, whatever the neighbours do."""
    waiting = 0
    if before >= 0:
        free = state.late[before] + arrays.member[before].minutes
        waiting += max(0, low - to - free)
    if after >= 0:
        waiting += max(0, state.early[after] - away - minutes - high)
    if before >= 0 and after >= 0:
        free = state.late[before] + arrays.member[before].minutes
        waiting -= max(0, state.early[after] - direct - free)
    return waiting
