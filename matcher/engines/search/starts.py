"""Starts worth trying where a start is fixed; they are gathered in `Scratch.start`."""

from __future__ import annotations

from matcher.arrays import Arrays
from matcher.engines.search.state import Search
from matcher.kernel import kernel

STEP = 15
"""Minutes between the starts tried where resources bind."""


@kernel
def add_start(search: Search, start: int, low: int, high: int, count: int) -> int:
    """Add a start, moved to the range from `low` to `high`; give how many there are then."""
    if count == len(search.scratch.start):
        return count
    search.scratch.start[count] = min(high, max(low, start))
    return count + 1


@kernel
def sort_starts(search: Search, first: int, count: int) -> int:
    """Sort the starts from place `first` on, without repeats; give how many there are then."""
    starts, kept = search.scratch.start, first
    for place in range(first, count):
        value, at = starts[place], kept
        while at > first and starts[at - 1] > value:
            at -= 1
        if at > first and starts[at - 1] == value:
            continue
        for later in range(kept, at, -1):
            starts[later] = starts[later - 1]
        starts[at] = value
        kept += 1
    return kept


@kernel
def add_steps(search: Search, visit: int, low: int, high: int, most: int, count: int) -> int:
    """Add starts from `low` to `high`: the ends, each window's, and steps for resources."""
    arrays = search.arrays
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    begun = count
    count = add_start(search, low, low, high, count)
    count = add_start(search, need.due, low, high, count)
    if row.published_start >= 0:
        count = add_start(search, row.published_start, low, high, count)
    for number in range(need.window_first, need.window_stop):
        window = arrays.window[number]
        if window.start <= high and window.end + window.max_late >= low:
            count = add_start(search, window.start, low, high, count)
            count = add_start(search, window.end, low, high, count)
    if row.ask_first < row.ask_stop:
        count = _add_openings(search, visit, low, high, count)
        stop = count
        for place in range(begun, stop):
            for step in range(1, most // (stop - begun) + 1):
                if search.scratch.start[place] + step * STEP <= high:
                    start = search.scratch.start[place] + step * STEP
                    count = add_start(search, start, low, high, count)
    return sort_starts(search, begun, count)


@kernel
def _add_openings(search: Search, visit: int, low: int, high: int, count: int) -> int:
    """Add when the resources that a visit asks for become available."""
    arrays: Arrays = search.arrays
    for ask in range(arrays.visit[visit].ask_first, arrays.visit[visit].ask_stop):
        for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
            row = arrays.resource[arrays.draw[draw].resource]
            for interval in range(row.interval_first, row.interval_stop):
                opens = arrays.interval[interval].start
                if low <= opens <= high:
                    count = add_start(search, opens, low, high, count)
    return count


@kernel
def gap_starts(search: Search, visit: int, shift: int, low: int, high: int) -> int:
    """Gather the starts to try in one gap, also right after and before each break; count them."""
    arrays = search.arrays
    minutes = arrays.member[arrays.visit[visit].member_first].minutes
    count = add_steps(search, visit, low, high, 12, 0)
    row = arrays.shift[shift]
    if row.rest_first == row.rest_stop:
        return count
    for rest in range(row.rest_first, row.rest_stop):
        count = add_start(search, arrays.rest[rest].end, low, high, count)
        count = add_start(search, arrays.rest[rest].start - minutes, low, high, count)
    return sort_starts(search, 0, count)
