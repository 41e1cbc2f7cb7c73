"""The time line of one route: its legs and its gaps.

A route of n stops has n + 1 gaps. Gap 0 runs from the shift's start to the first stop, gap n from
the end of the last stop to the latest hour the helper may be back; each holds one leg of travel
and perhaps breaks.
"""

from __future__ import annotations

from matcher.arrays.layout import Arrays
from matcher.arrays.solution import Routes, Solution
from matcher.kernel import leaf
from matcher.travel import travel


@leaf
def leg(arrays: Arrays, shift: int, before: int, after: int) -> tuple[int, int]:
    """Give minutes and metres between two stops of a shift.

    `before` and `after` are members; -1 stands for the shift's start place and end place.
    """
    row = arrays.shift[shift]
    origin = row.origin if before < 0 else arrays.member[before].location
    target = row.target if after < 0 else arrays.member[after].location
    return travel(arrays.travel, row.profile, origin, target)


@leaf
def gap_ends(routes: Routes, shift: int, gap: int) -> tuple[int, int]:
    """Give the members before and after a gap, -1 where there is none."""
    before = routes.stop[shift, gap - 1] if gap > 0 else -1
    after = routes.stop[shift, gap] if gap < routes.length[shift] else -1
    return before, after


@leaf
def gap_times(
    arrays: Arrays, solution: Solution, routes: Routes, shift: int, gap: int
) -> tuple[int, int, int]:
    """Give when a gap begins and ends, and the minutes of travel in it."""
    before, after = gap_ends(routes, shift, gap)
    begins, ends = arrays.shift[shift].start, arrays.shift[shift].latest
    if before >= 0:
        begins = solution.member_start[before] + arrays.member[before].minutes
    if after >= 0:
        ends = solution.member_start[after]
    minutes, _ = leg(arrays, shift, before, after)
    return begins, ends, minutes


@leaf
def route_travel(arrays: Arrays, routes: Routes, shift: int) -> tuple[int, int]:
    """Give minutes and metres of travel of a whole route; 0 for an unused shift."""
    minutes, metres = 0, 0
    if routes.length[shift] == 0:
        return minutes, metres
    for gap in range(routes.length[shift] + 1):
        before, after = gap_ends(routes, shift, gap)
        more_minutes, more_metres = leg(arrays, shift, before, after)
        minutes += more_minutes
        metres += more_metres
    return minutes, metres


@leaf
def route_service(arrays: Arrays, routes: Routes, shift: int) -> int:
    """Give the minutes of service of a route."""
    minutes = 0
    for place in range(routes.length[shift]):
        minutes += arrays.member[routes.stop[shift, place]].minutes
    return minutes


@leaf
def rest_minutes(arrays: Arrays, solution: Solution, shift: int, begins: int, ends: int) -> int:
    """Give the minutes of breaks that a shift takes between two times."""
    row = arrays.shift[shift]
    total = 0
    for rest in range(row.rest_first, row.rest_stop):
        start = solution.rest[rest]
        if start >= 0 and begins <= start and start + arrays.rest[rest].minutes <= ends:
            total += arrays.rest[rest].minutes
    return total


@leaf
def departures(
    arrays: Arrays, solution: Solution, shift: int, begins: int, ends: int, minutes: int
) -> tuple[int, int]:
    """Give the first and the last time to set off in a gap, between its breaks.

    Breaks stand in order of time. (-1, -1): travel does not fit.
    """
    row = arrays.shift[shift]
    soonest, latest, free = -1, -1, begins
    for rest in range(row.rest_first, row.rest_stop + 1):
        until, resume = ends, ends
        if rest < row.rest_stop:
            until = solution.rest[rest]
            resume = until + arrays.rest[rest].minutes
            if until < free or resume > ends:
                continue
        if until - free >= minutes:
            soonest = free if soonest < 0 else soonest
            latest = until - minutes
        free = resume
    return soonest, latest
