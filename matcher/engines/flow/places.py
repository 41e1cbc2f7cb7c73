"""How many visits each shift, day and week of a helper may take, as a tree of capacities."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Ints, SmallInts
from matcher.engines.flow.offers import Offers
from matcher.engines.flow.refusals import Unsuited


class Places(NamedTuple):
    """The nodes beyond the visits; the last is the sink.

    Attributes
    ----------
    entry : array of int32, shape (pairs,)
        Where a pair's arc leads: the widest place that has room for one visit only.
    tail, head, capacity : array of int, shape (arcs,)
    nodes : int
    """

    entry: SmallInts
    tail: Ints
    head: Ints
    capacity: Ints
    nodes: int


def places_of(arrays: Arrays, offers: Offers) -> Places:
    """Turn shifts of one visit each, and their helpers' limits, into capacities.

    Raises
    ------
    Unsuited
        If the number of visits that a limit admits depends on which they are.
    """
    shift = np.flatnonzero(np.bincount(offers.shift, minlength=len(arrays.shift)))
    day, week, day_room, week_room = _groups(arrays, offers, shift)
    days, weeks = len(day_room), len(week_room)
    shift_node, day_node = np.arange(len(shift)), len(shift) + np.arange(days)
    week_node, sink = len(shift) + days + np.arange(weeks), len(shift) + days + weeks
    entry = np.where(day_room[day] == 1, day_node[day], shift_node)
    entry = np.where(week_room[week] == 1, week_node[week], entry)
    week_of_day = np.zeros(days, np.int64)
    week_of_day[day] = week
    tail = np.concatenate((shift_node, day_node, week_node))
    head = np.concatenate((day_node[day], week_node[week_of_day], np.full(weeks, sink)))
    capacity = np.concatenate((np.ones(len(shift), np.int64), day_room, week_room))
    node_of = np.zeros(len(arrays.shift), np.int32)
    node_of[shift] = entry
    return _without_idle(Places(node_of[offers.shift], tail, head, capacity, sink + 1))


def _groups(arrays: Arrays, offers: Offers, shift: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Give the day and the week of each shift, and the room of each of these."""
    # As wide as what it is compared with: numpy takes its time over unlike kinds.
    work = (offers.back - offers.leave).astype(np.int64)
    least = np.full(len(arrays.shift), work.max(initial=0), np.int64)
    most = np.zeros(len(arrays.shift), np.int64)
    np.minimum.at(least, offers.shift, work)
    np.maximum.at(most, offers.shift, work)
    helper, day = arrays.shift["helper"][shift], arrays.shift["day"][shift]
    number = day - day.min(initial=0) // 7 * 7
    span = number.max(initial=0) + 1
    found: list[Ints] = []
    rooms: list[Ints] = []
    for name, key in (("day", number), ("week", number // 7)):
        _, group = np.unique(helper * span + key, return_inverse=True)
        limit = arrays.helper[f"{name}_limit"][helper]
        surely = _fitting(group, most[shift], limit, -most[shift])
        perhaps = _fitting(group, least[shift], limit, least[shift])
        if (surely < perhaps).any():
            raise Unsuited(f"how many visits a helper's limit of a {name} admits varies with which")
        found.append(group)
        rooms.append(surely)
    return found[0], found[1], rooms[0], rooms[1]


def _fitting(group: Ints, work: Ints, limit: Ints, key: Ints) -> Ints:
    """Count the shifts of each group that stay within the limit, taken in the order of a key."""
    order = np.lexsort((key, group))
    group, work = group[order], work[order]
    before = np.cumsum(work) - work
    total = before - before[np.searchsorted(group, group)] + work
    return np.bincount(group, weights=total <= limit[order]).astype(np.int64)


def _without_idle(places: Places) -> Places:
    """Leave out nodes that no pair leads to, and number the others anew."""
    used = np.zeros(places.nodes, np.bool_)
    used[places.entry] = used[-1] = True
    for _ in range(2):
        used[places.head[used[places.tail]]] = True
    number = np.cumsum(used, dtype=np.int32) - np.int32(1)
    kept = used[places.tail]
    return Places(
        number[places.entry],
        number[places.tail[kept]],
        number[places.head[kept]],
        places.capacity[kept],
        int(number[-1]) + 1,
    )
