"""When a floating visit may start, by its windows and its project."""

from __future__ import annotations

from matcher.arrays import Arrays
from matcher.kernel import kernel
from matcher.rules.project import project_bounds
from matcher.rules.window import SERVICE

NEVER = -1


@kernel
def next_open(arrays: Arrays, visit: int, minutes: int, start: int) -> int:
    """Give the first start at or after `start`, or `NEVER`."""
    need = arrays.need[arrays.visit[visit].need]
    first, end = project_bounds(arrays, arrays.visit[visit].need)
    last = min(end, arrays.horizon) - minutes
    start = max(start, first)
    found = NEVER
    for number in range(need.window_first, need.window_stop):
        window = arrays.window[number]
        until = window.end + window.max_late
        if window.bounds == SERVICE:
            until -= minutes
        begin = max(start, window.start)
        if begin <= min(until, last) and (found < 0 or begin < found):
            found = begin
    return found


@kernel
def last_open(arrays: Arrays, visit: int, minutes: int, start: int) -> int:
    """Give the last start at or before `start`, or `NEVER`."""
    return _last(arrays, visit, minutes, start, 1)


@kernel
def last_in_time(arrays: Arrays, visit: int, minutes: int, start: int) -> int:
    """Give the last start at or before `start` that is not late, or `NEVER`."""
    due = arrays.need[arrays.visit[visit].need].due
    return _last(arrays, visit, minutes, min(start, due), 0)


@kernel
def _last(arrays: Arrays, visit: int, minutes: int, start: int, may_be_late: int) -> int:
    """Give the last start at or before `start` that the windows leave; 0: none that is late."""
    need = arrays.need[arrays.visit[visit].need]
    first, end = project_bounds(arrays, arrays.visit[visit].need)
    start = min(start, min(end, arrays.horizon) - minutes)
    found = NEVER
    for number in range(need.window_first, need.window_stop):
        window = arrays.window[number]
        until = window.end + may_be_late * window.max_late
        if window.bounds == SERVICE:
            until -= minutes
        begin = min(start, until)
        if begin >= max(window.start, first, 0):
            found = max(found, begin)
    return found
