"""Occurrences follow in order, with their gaps."""

from __future__ import annotations

from matcher.arrays import FOREVER, Arrays, Solution, visit_end
from matcher.kernel import kernel
from matcher.model import MINUTES_PER_DAY


@kernel
def recurrence_bounds(arrays: Arrays, solution: Solution, visit: int) -> tuple[int, int, int]:
    """Give the first and last start, and the last end, that the other occurrences leave."""
    need = arrays.need[arrays.visit[visit].need]
    first, last, last_end = -FOREVER, FOREVER, FOREVER
    if not need.recurs:
        return first, last, last_end
    own = arrays.visit[visit].occurrence
    if need.last_day > -FOREVER:
        first = (need.last_day + need.min_gap * (own + 1)) * MINUTES_PER_DAY
    for other in range(need.visit_first, need.visit_stop):
        if other == visit or not solution.served[other]:
            continue
        steps = own - arrays.visit[other].occurrence
        day = solution.start[other] // MINUTES_PER_DAY
        if steps > 0:
            first = max(first, (day + need.min_gap * steps) * MINUTES_PER_DAY)
            first = max(first, visit_end(arrays, solution, other))
            last = min(last, (day + need.max_gap * steps + 1) * MINUTES_PER_DAY - 1)
        else:
            first = max(first, (day + need.max_gap * steps) * MINUTES_PER_DAY)
            last = min(last, (day + need.min_gap * steps + 1) * MINUTES_PER_DAY - 1)
            last_end = min(last_end, solution.start[other])
    return first, last, last_end


@kernel
def room_for_others(arrays: Arrays, visit: int) -> tuple[int, int]:
    """Give the first and last start that leave days for the occurrences before and after."""
    need = arrays.need[arrays.visit[visit].need]
    if not need.recurs:
        return 0, arrays.horizon
    before = arrays.visit[visit].occurrence
    after = need.visit_stop - need.visit_first - 1 - before
    last_day = arrays.days - 1 - need.min_gap * after
    return need.min_gap * before * MINUTES_PER_DAY, (last_day + 1) * MINUTES_PER_DAY - 1
