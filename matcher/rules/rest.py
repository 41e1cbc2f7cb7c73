"""A used shift takes its mandatory breaks, between its stops if it can.

Breaks of one shift lie in intervals that do not overlap. Taking them in order, each in the first
gap that has room and after that gap's travel if it can, finds a place for all whenever there is
one: nothing later in time then has less room.
"""

from __future__ import annotations

from matcher.arrays import Arrays, Routes, Solution
from matcher.arrays.timeline import departures, gap_times
from matcher.kernel import kernel


@kernel
def place_breaks(arrays: Arrays, solution: Solution, routes: Routes, shift: int) -> bool:
    """Set `solution.rest` for a shift; False if a mandatory break finds no room.

    Mandatory breaks go first; a voluntary one is taken if it still fits beside them.
    """
    row = arrays.shift[shift]
    for rest in range(row.rest_first, row.rest_stop):
        solution.rest[rest] = -1
    if routes.length[shift] == 0 or row.rest_first == row.rest_stop:
        return True
    for rest in range(row.rest_first, row.rest_stop):
        if arrays.rest[rest].mandatory and not _place(arrays, solution, routes, shift, rest):
            return False
    for rest in range(row.rest_first, row.rest_stop):
        if not arrays.rest[rest].mandatory:
            _place(arrays, solution, routes, shift, rest)
    _move_inside(arrays, solution, routes, shift)
    return True


@kernel
def _place(arrays: Arrays, solution: Solution, routes: Routes, shift: int, rest: int) -> bool:
    for gap in range(routes.length[shift] + 1):
        if _place_in_gap(arrays, solution, routes, shift, rest, gap):
            return True
    return False


@kernel
def _place_in_gap(
    arrays: Arrays, solution: Solution, routes: Routes, shift: int, rest: int, gap: int
) -> bool:
    begins, ends, minutes = gap_times(arrays, solution, routes, shift, gap)
    row = arrays.rest[rest]
    free = begins
    for earlier in range(arrays.shift[shift].rest_first, rest):
        start = solution.rest[earlier]
        if start >= begins and start + arrays.rest[earlier].minutes <= ends:
            free = start + arrays.rest[earlier].minutes
    for soonest in (begins + minutes, free + minutes, free):
        begin = max(soonest, row.start)
        if begin + row.minutes <= min(ends, row.end):
            solution.rest[rest] = begin
            _, latest = departures(arrays, solution, shift, begins, ends, minutes)
            if latest >= 0:
                return True
    solution.rest[rest] = -1
    return False


@kernel
def _move_inside(arrays: Arrays, solution: Solution, routes: Routes, shift: int) -> None:
    """Move breaks taken before the first or after the last stop in between, to spare waiting."""
    if routes.length[shift] < 2:
        return
    first_start = solution.member_start[routes.stop[shift, 0]]
    last_end, _, _ = gap_times(arrays, solution, routes, shift, routes.length[shift])
    for rest in range(arrays.shift[shift].rest_first, arrays.shift[shift].rest_stop):
        start = solution.rest[rest]
        if start < 0 or first_start <= start < last_end:
            continue
        moved = False
        for gap in range(1, routes.length[shift]):
            moved = moved or _place_in_gap(arrays, solution, routes, shift, rest, gap)
        if not moved:
            solution.rest[rest] = start
