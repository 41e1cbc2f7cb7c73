"""Putting a whole visit in at chosen times, if every rule holds."""

from __future__ import annotations

import numpy as np

from matcher.allocation import draw_supplies, release_supplies
from matcher.arrays import Arrays, Ints, visit_end
from matcher.engines.insertion.state import State, crew_pay, drop_stop, put_stop
from matcher.kernel import kernel
from matcher.model import TermName
from matcher.objective.disruption import changes
from matcher.rules.continuity import faces
from matcher.rules.predecessor import has_served_successor, predecessors_end
from matcher.rules.project import project_bounds
from matcher.rules.recurrence import recurrence_bounds, room_for_others
from matcher.rules.rest import place_breaks
from matcher.rules.window import SERVICE, visit_late

LATENESS, MAX_LATENESS, SHORTFALL, DISRUPTION = (
    tuple(TermName).index(term)
    for term in (
        TermName.LATENESS,
        TermName.MAX_LATENESS,
        TermName.SHORTFALL,
        TermName.DISRUPTION,
    )
)


@kernel
def start_bounds(arrays: Arrays, state: State, visit: int, shortest: int) -> tuple[int, int]:
    """Give the first and last start of a visit that the rest of the plan leaves.

    Parameters
    ----------
    arrays : Arrays
    state : State
    visit : int
    shortest : int
        Least minutes from its start to its end.
    """
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    if has_served_successor(arrays, state.solution, row.need):
        return 1, 0
    project_first, project_end = project_bounds(arrays, row.need)
    first, last, end = recurrence_bounds(arrays, state.solution, visit)
    first = max(first, project_first, predecessors_end(arrays, state.solution, row.need), 0)
    last = min(last, min(end, project_end, arrays.horizon) - shortest)
    if row.pinned:
        if row.pin_start >= 0:
            first, last = max(first, row.pin_start), min(last, row.pin_start)
    else:
        soonest, latest = room_for_others(arrays, visit)
        first, last = max(first, soonest), min(last, latest)
    opens, closes = last + 1, first - 1
    for w in range(need.window_first, need.window_stop):
        window = arrays.window[w]
        opens = min(opens, window.start)
        until = window.end + window.max_late
        closes = max(closes, until - shortest if window.bounds == SERVICE else until)
    return max(first, opens), min(last, closes)


@kernel
def admit(
    arrays: Arrays, state: State, visit: int, start: int, shifts: Ints, starts: Ints
) -> float:
    """Put a visit in and give what its times, draws and changes add; inf: refused, nothing done.

    Parameters
    ----------
    arrays : Arrays
    state : State
    visit : int
    start : int
    shifts, starts : array of int, shape (crew,)
        By member; each fits its route on its own.
    """
    row, solution = arrays.visit[visit], state.solution
    solution.start[visit] = start
    for place in range(row.member_stop - row.member_first):
        put_stop(arrays, state, row.member_first + place, shifts[place], starts[place])
    late, largest = visit_late(arrays, solution, visit)
    if late < 0 or not _crew_holds(arrays, state, visit):
        _withdraw(arrays, state, visit)
        return np.inf
    end = visit_end(arrays, solution, visit)
    short = draw_supplies(arrays, solution, visit, start, end)
    if short < 0:
        _withdraw(arrays, state, visit)
        return np.inf
    solution.served[visit] = True
    project = arrays.need[row.need].project
    if project >= 0:
        state.spent[project] += crew_pay(arrays, state, visit)
    cost = arrays.term[LATENESS].factor * late + arrays.term[MAX_LATENESS].factor * largest
    cost += arrays.term[SHORTFALL].factor * short
    if row.published_start >= 0:
        moved = row.published_weight * changes(arrays, solution, visit)
        cost += arrays.term[DISRUPTION].factor * moved
    return cost


@kernel
def _crew_holds(arrays: Arrays, state: State, visit: int) -> bool:
    """Check what concerns the crew as a whole, with its stops in place."""
    row, solution = arrays.visit[visit], state.solution
    need = arrays.need[row.need]
    _, last_end = project_bounds(arrays, row.need)
    _, _, before_next = recurrence_bounds(arrays, solution, visit)
    if visit_end(arrays, solution, visit) > min(last_end, before_next, arrays.horizon):
        return False
    if row.pinned and not _pin_holds(arrays, state, visit):
        return False
    distinct, _ = faces(arrays, solution, row.need)
    if distinct > need.max_helpers:
        return False
    if need.project >= 0:
        spent = state.spent[need.project] + crew_pay(arrays, state, visit)
        if spent > arrays.project[need.project].budget:
            return False
    for member in range(row.member_first, row.member_stop):
        shift = solution.shift[member]
        if not place_breaks(arrays, solution, state.routes, shift):
            return False
    return True


@kernel
def _pin_holds(arrays: Arrays, state: State, visit: int) -> bool:
    row = arrays.visit[visit]
    for entry in range(row.pin_first, row.pin_stop):
        comes = False
        for member in range(row.member_first, row.member_stop):
            helper = arrays.shift[state.solution.shift[member]].helper
            comes = comes or helper == arrays.link[entry]
        if not comes:
            return False
    return True


@kernel
def _withdraw(arrays: Arrays, state: State, visit: int) -> None:
    release_supplies(arrays, state.solution, visit)
    for member in range(arrays.visit[visit].member_first, arrays.visit[visit].member_stop):
        drop_stop(arrays, state, member)
