"""Starts worth trying where a start is fixed."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Ints
from matcher.kernel import maker

STEP = 15
"""Minutes between the starts tried where resources bind."""


@maker
def sorted_once(values: Ints) -> Ints:
    """Sort a short list in place; give it without repeats."""
    count = 0
    for value in values.copy():
        at = count
        while at > 0 and values[at - 1] > value:
            at -= 1
        if at > 0 and values[at - 1] == value:
            continue
        for place in range(count, at, -1):
            values[place] = values[place - 1]
        values[at] = value
        count += 1
    return values[:count]


@maker
def _openings(arrays: Arrays, visit: int) -> Ints:
    """Give when the resources that a visit asks for become available."""
    count = 0
    for ask in range(arrays.visit[visit].ask_first, arrays.visit[visit].ask_stop):
        for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
            row = arrays.resource[arrays.draw[draw].resource]
            count += row.interval_stop - row.interval_first
    openings = np.empty(count, np.int64)
    count = 0
    for ask in range(arrays.visit[visit].ask_first, arrays.visit[visit].ask_stop):
        for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
            row = arrays.resource[arrays.draw[draw].resource]
            for interval in range(row.interval_first, row.interval_stop):
                openings[count] = arrays.interval[interval].start
                count += 1
    return openings


@maker
def steps(arrays: Arrays, visit: int, low: int, high: int, most: int) -> Ints:
    """Give starts to try from `low` to `high`: the ends, each window's, and steps for resources."""
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    openings = _openings(arrays, visit)
    windows = need.window_stop - need.window_first
    starts = np.empty(3 + most + 2 * windows + len(openings), np.int64)
    starts[0], starts[1] = low, min(high, max(low, need.due))
    starts[2] = min(high, max(low, row.published_start))
    count = 3
    for w in range(need.window_first, need.window_stop):
        window = arrays.window[w]
        if window.start <= high and window.end + window.max_late >= low:
            starts[count] = max(low, window.start)
            starts[count + 1] = max(low, min(high, window.end))
            count += 2
    for opening in openings:
        if low <= opening <= high:
            starts[count] = opening
            count += 1
    if row.ask_first < row.ask_stop:
        begun = count
        for begin in range(begun):
            for step in range(1, most // begun + 1):
                if starts[begin] + step * STEP <= high:
                    starts[count] = starts[begin] + step * STEP
                    count += 1
    return sorted_once(starts[:count])


@maker
def spot_starts(arrays: Arrays, visit: int, shift: int, low: int, high: int, minutes: int) -> Ints:
    """Give the starts to try in one gap: also right after and right before each break."""
    starts = steps(arrays, visit, low, high, 12)
    row = arrays.shift[shift]
    rests = row.rest_stop - row.rest_first
    if rests == 0:
        return starts
    around = np.empty(2 * rests, np.int64)
    for place in range(rests):
        rest = arrays.rest[row.rest_first + place]
        around[2 * place] = min(high, max(low, rest.end))
        around[2 * place + 1] = min(high, max(low, rest.start - minutes))
    return sorted_once(np.concatenate((starts, around)))
