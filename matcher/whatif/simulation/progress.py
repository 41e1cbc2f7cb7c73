"""Carrying a plan out, one part of a visit after the other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays
from matcher.kernel import by_reference, kernel
from matcher.travel import travel
from matcher.whatif.simulation.course import Course
from matcher.whatif.simulation.draws import length_factor
from matcher.whatif.simulation.recourse import find_crew
from matcher.whatif.simulation.state import State


@by_reference
class Odds(NamedTuple):
    """The settings, as figures; see `Uncertainty`."""

    late_share: float
    late_minutes: float
    duration_spread: float
    urgent_per_day: float


@kernel
def carry_out(
    arrays: Arrays, course: Course, state: State, odds: Odds, key: np.uint64, part: int
) -> bool:
    """Carry out a part of a visit; say whether that completes the visit.

    Whoever has turned up goes there, as planned, and on at once if the visit fails.
    """
    row = course.part[part]
    visit = row.visit
    if row.opens:
        state.alive[visit] = _may_begin(arrays, state, visit) and find_crew(
            arrays, course, state, visit
        )
    ready = _together(arrays, course, state, part)
    if not state.alive[visit] or not _is_in_time(arrays, course, state, part, ready):
        state.alive[visit] = False
        return False
    factor = 1.0
    if odds.duration_spread > 0.0:
        factor = length_factor(key, visit, odds.duration_spread)
    need = arrays.visit[visit].need
    done = ready
    if row.first == row.stop:
        done += arrays.need[need].minutes
    for member in range(row.first, row.stop):
        end = ready + round(factor * arrays.member[member].minutes)
        state.free[state.by[member]] = end
        done = max(done, end)
    state.began[visit] = ready
    state.ended[need] = max(state.ended[need], done)
    state.done[need] += row.closes
    return row.closes == 1


@kernel
def _may_begin(arrays: Arrays, state: State, visit: int) -> bool:
    """Say whether all that must come before a visit has taken place."""
    need = arrays.need[arrays.visit[visit].need]
    for entry in range(need.after_first, need.after_stop):
        other = arrays.link[entry]
        if state.done[other] < arrays.need[other].visit_stop - arrays.need[other].visit_first:
            return False
    return True


@kernel
def _together(arrays: Arrays, course: Course, state: State, part: int) -> int:
    """Bring the helpers of a part there; give when all are, and what comes before it is over."""
    row = course.part[part]
    visit = row.visit
    ready = row.start
    for member in range(row.first, row.stop):
        shift = course.duty[member].shift
        if state.here[shift]:
            _go(arrays, course, state, member)
            ready = max(ready, state.free[shift])
    if not row.opens:
        return max(ready, state.began[visit] + row.lag_min)
    need = arrays.visit[visit].need
    ready = max(ready, state.ended[need])
    for entry in range(arrays.need[need].after_first, arrays.need[need].after_stop):
        ready = max(ready, state.ended[arrays.link[entry]])
    return ready


@kernel
def _go(arrays: Arrays, course: Course, state: State, member: int) -> None:
    """Take a helper to the next stop of the route, breaks on the way.

    A break is not begun before its time; the way comes first where it fits in before that.
    """
    duty, place = course.duty[member], arrays.member[member].location
    shift = duty.shift
    row = arrays.shift[shift]
    minutes = duty.way
    if state.place[shift] != duty.origin:
        minutes, _ = travel(arrays.travel, row.profile, state.place[shift], place)
    free, has_arrived = state.free[shift], False
    while state.rest[shift] < row.rest_stop and course.rest[state.rest[shift]].start < duty.start:
        pause = course.rest[state.rest[shift]]
        if not has_arrived and free + minutes <= pause.start:
            free, has_arrived = free + minutes, True
        free = max(free, pause.start) + pause.minutes
        state.rest[shift] += 1
    if not has_arrived:
        free += minutes
    if duty.opens and state.delay[shift] > 0:
        free = max(free, duty.start + state.delay[shift])
    state.free[shift], state.place[shift] = free, place
    state.due[shift], state.due_place[shift] = duty.due, duty.due_place


@kernel
def _is_in_time(arrays: Arrays, course: Course, state: State, part: int, ready: int) -> bool:
    """Say whether a part may begin so late: window, lag, and the end of everybody's shift."""
    row = course.part[part]
    if ready > row.start and ready > row.latest:
        return False
    if not row.opens and ready > state.began[row.visit] + row.lag_max:
        return False
    for member in range(row.first, row.stop):
        duty = course.duty[member]
        if ready > row.start and state.by[member] == duty.shift:
            shift, end = arrays.shift[duty.shift], ready + arrays.member[member].minutes
            place = arrays.member[member].location
            home, _ = travel(arrays.travel, shift.profile, place, shift.target)
            if end + home + duty.rests > shift.latest:
                return False
    return True
