"""What a late start costs."""

from __future__ import annotations

from matcher.arrays import Arrays
from matcher.engines.search.changes import LATENESS, MAX_LATENESS
from matcher.engines.search.frame import Frame
from matcher.kernel import kernel
from matcher.rules.window import SERVICE


@kernel
def late_price(arrays: Arrays, frame: Frame, visit: int, start: int) -> float:
    """Give what starting a floating visit at a time costs in lateness.

    The largest lateness of the plan counts as if this one set it.
    """
    if not (frame.counts[LATENESS] or frame.counts[MAX_LATENESS]):
        return 0.0
    row = arrays.visit[visit]
    need, minutes = arrays.need[row.need], arrays.member[row.member_first].minutes
    cost, most = -1, 0
    for number in range(need.window_first, need.window_stop):
        window = arrays.window[number]
        bounded = start + minutes if window.bounds == SERVICE else start
        late = max(0, bounded - window.end)
        admits = start >= window.start and late <= window.max_late
        if admits and (cost < 0 or window.cost * late < cost):
            cost, most = window.cost * late, late
    overdue = max(0, start - need.due)
    cost, most = max(0, cost) + overdue, max(most, overdue)
    return float(arrays.term[LATENESS].factor * cost + arrays.term[MAX_LATENESS].factor * most)
