"""The times of one route: its earliest, its latest, and the ones it is planned with.

Forward, every stop starts as soon as it can, and a break is taken where it fits into a wait, or
else before the first stop after which it would be too late. Backward, every stop has its latest
start with the breaks in the same gaps. Planned is the route that ends soonest, each stop before the
last as late as that leaves it without being late, so that nobody waits who could set off later.
"""

from __future__ import annotations

from matcher.arrays import Arrays
from matcher.arrays.timeline import leg
from matcher.engines.search.state import Search, State
from matcher.engines.search.windows import NEVER, last_in_time, last_open, next_open
from matcher.kernel import kernel
from matcher.objective.missed_breaks import route_missed
from matcher.objective.overtime import route_overtime
from matcher.objective.waiting import gap_waiting


@kernel
def plan_times(search: Search, shift: int) -> bool:
    """Set the times of a route; False: it cannot hold, and its times mean nothing."""
    arrays, state = search.arrays, search.state
    _measure_legs(arrays, state, shift)
    if not _go_forward(search, shift, 1) and not (
        _has_voluntary(arrays, shift) and _go_forward(search, shift, 0)
    ):
        return False
    _go_backward(search, shift)
    _set_off_late(search, shift)
    return True


@kernel
def _measure_legs(arrays: Arrays, state: State, shift: int) -> None:
    stops, length = state.routes.stop[shift], state.routes.length[shift]
    before, minutes, metres = -1, 0, 0
    if length > 0:
        for place in range(length + 1):
            after = stops[place] if place < length else -1
            state.leg[shift, place], far = leg(arrays, shift, before, after)
            minutes += state.leg[shift, place]
            metres += far
            before = after
    state.route[shift].minutes, state.route[shift].metres = minutes, metres


@kernel
def _has_voluntary(arrays: Arrays, shift: int) -> bool:
    found = False
    for rest in range(arrays.shift[shift].rest_first, arrays.shift[shift].rest_stop):
        found = found or not arrays.rest[rest].mandatory
    return found


@kernel
def _go_forward(search: Search, shift: int, all_rests: int) -> bool:
    """Set the earliest starts and the gaps of the breaks: of all, or of mandatory ones (0)."""
    arrays, state = search.arrays, search.state
    row, length = arrays.shift[shift], state.routes.length[shift]
    for rest in range(row.rest_first, row.rest_stop):
        state.rest[rest].gap = state.solution.rest[rest] = -1
    time, rest = row.start, row.rest_first
    if length == 0:
        return True
    for place in range(length + 1):
        travel = state.leg[shift, place]
        while rest < row.rest_stop:
            if not all_rests and not arrays.rest[rest].mandatory:
                rest += 1
                continue
            verdict, time, travel = _rest_here(search, shift, place, rest, time, travel)
            if verdict < 0:
                return False
            if verdict == 0:
                break
            rest += 1
        time += travel
        if place < length:
            time = _soonest(search, state.routes.stop[shift, place], time)
            if time < 0:
                return False
            member = state.routes.stop[shift, place]
            state.member[member].early = time
            time += arrays.member[member].minutes
    return time <= row.latest


@kernel
def _soonest(search: Search, member: int, arrival: int) -> int:
    """Give the first start of a stop from an arrival on; negative: too late."""
    arrays, frame, state = search.arrays, search.frame, search.state
    row = arrays.member[member]
    if frame.floats[row.visit]:
        return next_open(arrays, row.visit, row.minutes, arrival)
    start = state.solution.member_start[member]
    return start if arrival <= start else NEVER


@kernel
def _rest_here(
    search: Search,
    shift: int,
    place: int,
    rest: int,
    time: int,
    travel: int,
) -> tuple[int, int, int]:
    """Decide on a break in a gap, at a time with some travel still to go.

    Returns
    -------
    verdict : int
        1: taken; 0: later; -1: it cannot be taken at all.
    time, travel : int
        As they are then.
    """
    arrays, state = search.arrays, search.state
    row = arrays.rest[rest]
    begins, is_after = max(time + travel, row.start), True
    if begins + row.minutes > row.end:
        begins, is_after = max(time, row.start), False
    fits = begins + row.minutes <= row.end
    rest_over = begins + row.minutes + (0 if is_after else travel)
    if place == state.routes.length[shift]:
        is_due = True
    else:
        member = state.routes.stop[shift, place]
        start = _soonest(search, member, time + travel)
        if start < 0:
            return -1, time, travel
        then = max(start + arrays.member[member].minutes, row.start)
        is_due = then + row.minutes > row.end or (fits and rest_over <= start)
    if not is_due:
        return 0, time, travel
    if not fits:
        return -1, time, travel
    state.rest[rest].gap, state.rest[rest].after = place, is_after
    state.solution.rest[rest] = begins
    return 1, begins + row.minutes, 0 if is_after else travel


@kernel
def _go_backward(search: Search, shift: int) -> None:
    """Set the latest starts."""
    arrays, frame, state = search.arrays, search.frame, search.state
    row, length = arrays.shift[shift], state.routes.length[shift]
    until = row.latest
    for place in range(length, -1, -1):
        if place < length:
            member = state.routes.stop[shift, place]
            minutes, visit = arrays.member[member].minutes, arrays.member[member].visit
            if frame.floats[visit]:
                until = last_open(arrays, visit, minutes, until - minutes)
            else:
                until = state.solution.member_start[member]
            state.member[member].late = until
        until = _before_gap(arrays, state, shift, place, until, 0)


@kernel
def _before_gap(
    arrays: Arrays, state: State, shift: int, place: int, until: int, moves: int
) -> int:
    """Give the last time at which a gap may begin to be over by `until`; move its breaks there."""
    row = arrays.shift[shift]
    travelled = False
    for rest in range(row.rest_stop - 1, row.rest_first - 1, -1):
        if state.rest[rest].gap != place:
            continue
        if not state.rest[rest].after and not travelled:
            until -= state.leg[shift, place]
            travelled = True
        until = min(until, arrays.rest[rest].end) - arrays.rest[rest].minutes
        if moves:
            state.solution.rest[rest] = until
    return until if travelled else until - state.leg[shift, place]


@kernel
def _set_off_late(search: Search, shift: int) -> None:
    """Set the planned starts, and what the route then costs."""
    arrays, frame, state = search.arrays, search.frame, search.state
    solution, routes = state.solution, state.routes
    service, waiting, idle = 0, 0, 0
    until = 0
    for place in range(routes.length[shift] - 1, -1, -1):
        member = routes.stop[shift, place]
        minutes = arrays.member[member].minutes
        service += minutes
        if frame.floats[arrays.member[member].visit]:
            _plan_start(arrays, state, member, until if place < routes.length[shift] - 1 else -1)
        if place < routes.length[shift] - 1:
            wait = gap_waiting(arrays, solution, routes, shift, place + 1)
            waiting += wait
            idle = max(idle, wait)
        until = _before_gap(arrays, state, shift, place, solution.member_start[member], 1)
    state.route[shift].waiting, state.route[shift].idle = waiting, idle
    state.route[shift].worked = state.route[shift].minutes + service
    state.route[shift].overtime = route_overtime(arrays, solution, routes, shift)
    state.route[shift].missed = route_missed(arrays, solution, routes, shift)


@kernel
def _plan_start(arrays: Arrays, state: State, member: int, until: int) -> None:
    """Start a floating stop late enough to end at `until`, if that is not late; -1: early."""
    row = arrays.member[member]
    start = state.member[member].early
    if until >= 0:
        latest = last_in_time(arrays, row.visit, row.minutes, until - row.minutes)
        start = max(start, latest)
    state.solution.member_start[member] = state.solution.start[row.visit] = start
