"""Putting in a visit with a fixed start and a chosen crew, if every rule holds."""

from __future__ import annotations

from matcher.allocation import draw_supplies, release_supplies
from matcher.arrays import Arrays, Ints, visit_end
from matcher.engines.search.changes import (
    CONTINUITY,
    count_visit,
    drop_stop,
    note_visit,
    put_stop,
    renew_lateness,
    renew_route,
)
from matcher.engines.search.gaps import detour_of, room_for
from matcher.engines.search.state import Search, State
from matcher.kernel import kernel
from matcher.objective.continuity import new_faces
from matcher.rules.continuity import faces
from matcher.rules.predecessor import has_served_successor, predecessors_end
from matcher.rules.project import member_pay, project_bounds
from matcher.rules.recurrence import recurrence_bounds, room_for_others
from matcher.rules.window import SERVICE, visit_late


@kernel
def start_bounds(arrays: Arrays, state: State, visit: int, shortest: int) -> tuple[int, int]:
    """Give the same as `allowed_bounds`, with days left for the occurrences before and after."""
    first, last = allowed_bounds(arrays, state, visit, shortest)
    if not arrays.visit[visit].pinned:
        soonest, latest = room_for_others(arrays, visit)
        first, last = max(first, soonest), min(last, latest)
    return first, last


@kernel
def allowed_bounds(arrays: Arrays, state: State, visit: int, shortest: int) -> tuple[int, int]:
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
    if row.pinned and row.pin_start >= 0:
        first, last = max(first, row.pin_start), min(last, row.pin_start)
    opens, closes = last + 1, first - 1
    for w in range(need.window_first, need.window_stop):
        window = arrays.window[w]
        opens = min(opens, window.start)
        until = window.end + window.max_late
        closes = max(closes, until - shortest if window.bounds == SERVICE else until)
    return max(first, opens), min(last, closes)


@kernel
def admit(
    search: Search,
    visit: int,
    start: int,
    shifts: Ints,
    starts: Ints,
    last: bool,  # noqa: FBT001
) -> bool:
    """Put a visit in; False: some rule forbids it, and nothing has changed.

    Parameters
    ----------
    search
    visit : int
    start : int
    shifts, starts : array of int, shape (crew,)
        By member.
    last : bool
        Put it at the end of routes; otherwise into the gaps with the least detour.
    """
    arrays, state, notes = search.arrays, search.state, search.notes
    row, solution = arrays.visit[visit], state.solution
    note_visit(arrays, state, notes, visit)
    faces_before = new_faces(arrays, solution, row.need)
    solution.start[visit] = start
    put = 0
    for place in range(row.member_stop - row.member_first):
        member = row.member_first + place
        if not _join(search, member, shifts[place], starts[place], last):
            break
        put += 1
    if put < row.member_stop - row.member_first or not _holds(arrays, state, visit):
        _withdraw(search, visit, put)
        return False
    solution.served[visit] = True
    count_visit(arrays, state, visit, 1)
    renew_lateness(search, visit)
    state.values[CONTINUITY] += new_faces(arrays, solution, row.need) - faces_before
    return True


@kernel
def _join(search: Search, member: int, shift: int, start: int, last: bool) -> bool:  # noqa: FBT001
    """Put a member into the gap of a route where its start fits; False: nothing has changed."""
    arrays, state, notes = search.arrays, search.state, search.notes
    gap = state.routes.length[shift]
    if gap >= arrays.shift[shift].max_visits or gap >= arrays.route_room:
        return False
    if not last:
        gap = _gap_for(arrays, state, member, shift, start)
    if gap < 0:
        return False
    state.solution.member_start[member] = start
    put_stop(state, notes, member, shift, gap)
    if renew_route(search, shift) and room_for(search, shift, 0) >= 0:
        return True
    drop_stop(state, notes, member)
    renew_route(search, shift)
    return False


@kernel
def _gap_for(arrays: Arrays, state: State, member: int, shift: int, start: int) -> int:
    """Give the gap with the least detour in which a start fits, or -1."""
    best, least = -1, 0
    for gap in range(state.routes.length[shift] + 1):
        detour = detour_of(arrays, state, shift, gap, member)
        end = start + arrays.member[member].minutes
        fits = detour.begins + detour.to <= start and end + detour.away <= detour.ends
        if fits and (best < 0 or detour.minutes < least):
            best, least = gap, detour.minutes
    return best


@kernel
def _holds(arrays: Arrays, state: State, visit: int) -> bool:
    """Check what concerns the visit as a whole, with its stops in place; draw what it takes."""
    row, solution = arrays.visit[visit], state.solution
    need = arrays.need[row.need]
    late, _ = visit_late(arrays, solution, visit)
    _, last_end = project_bounds(arrays, row.need)
    _, _, before_next = recurrence_bounds(arrays, solution, visit)
    end = visit_end(arrays, solution, visit)
    if late < 0 or end > min(last_end, before_next, arrays.horizon):
        return False
    if row.pinned and not _pin_holds(arrays, state, visit):
        return False
    distinct, _ = faces(arrays, solution, row.need)
    if distinct > need.max_helpers:
        return False
    if need.project >= 0:
        spent = state.spent[need.project]
        for member in range(row.member_first, row.member_stop):
            spent += member_pay(arrays, solution.shift[member], arrays.member[member].minutes)
        if spent > arrays.project[need.project].budget:
            return False
    return bool(draw_supplies(arrays, solution, visit, solution.start[visit], end) >= 0)


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
def _withdraw(search: Search, visit: int, put: int) -> None:
    arrays, state, notes = search.arrays, search.state, search.notes
    release_supplies(arrays, state.solution, visit)
    first = arrays.visit[visit].member_first
    for member in range(first, first + put):
        shift = state.solution.shift[member]
        drop_stop(state, notes, member)
        renew_route(search, shift)
