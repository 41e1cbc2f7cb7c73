"""Who has time for a visit that is not theirs: instead of the absent, or because it is urgent."""

from __future__ import annotations

from matcher.arrays import Arrays
from matcher.arrays.candidate import candidate_of
from matcher.kernel import kernel
from matcher.travel import travel
from matcher.whatif.simulation.course import Course
from matcher.whatif.simulation.state import State


@kernel
def spare_work(
    arrays: Arrays, course: Course, state: State, shift: int, role: int, start: int
) -> int:
    """Give the minutes of work and travel that a role would take of a shift; -1: it has no room.

    The helper is a candidate, comes from where the route has got to, and is in time for what comes
    next in it: its breaks, its next visit, its end.
    """
    end = start + arrays.role[role].minutes
    if not state.here[shift] or state.free[shift] > start or state.due[shift] < end:
        return -1
    row, ready = arrays.shift[shift], course.ready[shift]
    if state.visits[shift] >= row.max_visits or candidate_of(arrays, role, shift) < 0:
        return -1
    place = arrays.need[arrays.role[role].need].location
    there, _ = travel(arrays.travel, row.profile, state.place[shift], place)
    onward, _ = travel(arrays.travel, row.profile, place, state.due_place[shift])
    leaves, arrives = start - there, end + onward
    if leaves < state.free[shift] or arrives > state.due[shift]:
        return -1
    for rest in range(state.rest[shift], row.rest_stop):
        pause = course.rest[rest]
        if pause.start < arrives and pause.start + pause.minutes > leaves:
            return -1
    work: int = arrives - leaves
    return work if work <= min(state.left[ready.day], state.left[ready.week]) else -1


@kernel
def take(arrays: Arrays, course: Course, state: State, shift: int, role: int, start: int) -> None:
    """Give a role to a shift that has room for it."""
    row, ready = arrays.shift[shift], course.ready[shift]
    work = spare_work(arrays, course, state, shift, role, start)
    state.left[ready.day] -= work
    state.left[ready.week] -= work
    state.visits[shift] += 1
    state.free[shift] = start + arrays.role[role].minutes
    state.place[shift] = arrays.need[arrays.role[role].need].location
    while state.rest[shift] < row.rest_stop and course.rest[state.rest[shift]].start < start:
        state.rest[shift] += 1


@kernel
def find_crew(arrays: Arrays, course: Course, state: State, visit: int) -> bool:
    """Say whether everybody in a visit's crew is here or has a standby; if so, that is settled."""
    row = arrays.visit[visit]
    for member in range(row.member_first, row.member_stop):
        state.by[member] = course.duty[member].shift
    for member in range(row.member_first, row.member_stop):
        if not state.here[state.by[member]]:
            state.by[member] = _standby(arrays, course, state, member)
            if state.by[member] < 0:
                return False
    for member in range(row.member_first, row.member_stop):
        if state.by[member] != course.duty[member].shift:
            role, start = arrays.member[member].role, course.duty[member].start
            take(arrays, course, state, state.by[member], role, start)
    return True


@kernel
def _standby(arrays: Arrays, course: Course, state: State, member: int) -> int:
    """Give the first shift on call that can stand in; -1: none."""
    role, start = arrays.member[member].role, course.duty[member].start
    for i in range(len(course.on_call)):
        shift = course.on_call[i]
        if spare_work(arrays, course, state, shift, role, start) >= 0 and not _is_in_crew(
            arrays, state, member, shift
        ):
            return shift
    return -1


@kernel
def _is_in_crew(arrays: Arrays, state: State, member: int, shift: int) -> bool:
    """Say whether a shift's helper is in the crew of a member's visit."""
    row, helper = arrays.visit[arrays.member[member].visit], arrays.shift[shift].helper
    found = False
    for other in range(row.member_first, row.member_stop):
        found = found or arrays.shift[state.by[other]].helper == helper
    return found


@kernel
def serve_urgent(arrays: Arrays, course: Course, state: State, need: int, start: int) -> bool:
    """Say whether a crew is found for an urgent visit like a need's; if so, it is on its way.

    Roles are filled in order, each by the first candidate who has room for it.
    """
    row, size, at = arrays.need[need], 0, start
    for role in range(row.role_first, row.role_stop):
        at += arrays.role[role].lag_min
        for _ in range(arrays.role[role].count):
            state.pick[size] = _first_free(arrays, course, state, role, at, size)
            if state.pick[size] < 0:
                return False
            size += 1
    size, at = 0, start
    for role in range(row.role_first, row.role_stop):
        at += arrays.role[role].lag_min
        for _ in range(arrays.role[role].count):
            take(arrays, course, state, state.pick[size], role, at)
            size += 1
    return True


@kernel
def _first_free(
    arrays: Arrays, course: Course, state: State, role: int, start: int, size: int
) -> int:
    """Give the first candidate with room for a role, not yet among those picked; -1: none."""
    row = arrays.role[role]
    for candidate in range(row.candidate_first, row.candidate_stop):
        shift = arrays.candidate[candidate].shift
        if spare_work(arrays, course, state, shift, role, start) < 0:
            continue
        is_new = True
        for i in range(size):
            other = arrays.shift[state.pick[i]].helper
            is_new = is_new and other != arrays.shift[shift].helper
        if is_new:
            return shift
    return -1
