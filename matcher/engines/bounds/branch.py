"""Branches of routes: stops from the start place on, what they gain, and which may come next.

Each stop is reached as early as can be, which is never worse.
"""

from __future__ import annotations

from matcher.engines.bounds.desk import (
    NEVER,
    TOLERANCE,
    Desk,
    Tariff,
    Trade,
    finish,
    going_home,
    leg,
)
from matcher.kernel import kernel

MOST_CUTS = 60
"""Most times that the least an offer must promise is raised to make the active ones few enough."""


@kernel
def activate(
    trade: Trade,
    tariff: Tariff,
    desk: Desk,
    shift: int,
    value: float,
    every: bool,  # noqa: FBT001
) -> tuple[int, float]:
    """Pick the offers that the best route could hold, or every route, if better than `value`.

    Returns
    -------
    size : int
    roof : float
        0, or where not all of them have room what no route gains more than.
    """
    first, stop = trade.offer_first[shift], trade.offer_first[shift + 1]
    stops = min(trade.most_stops[shift], stop - first)
    if stops <= 0:
        return 0, 0.0
    total = _sum_top(tariff, desk, first, stop, stops)
    last = desk.top[stops - 1]
    cut, high = value + TOLERANCE, 0.0
    room, tries = len(desk.active) - 1, 0
    while True:
        size, most = 0, 0.0
        for offer in range(first, stop):
            worth = tariff.worth[offer]
            row = trade.offer[offer]
            reach = total - max(0.0, last - worth)
            reach -= tariff.minute[shift] * (row.out_minutes + row.home_minutes)
            reach -= tariff.metre * (row.out_metres + row.home_metres)
            most = max(most, reach)
            if reach > cut and (worth > 0.0 or every or not trade.direct):
                if size < room:
                    desk.active[size], desk.worth[size] = offer - first, worth
                size += 1
        if size <= room or tries == MOST_CUTS:
            return min(size, room), high
        high, cut, tries = most, cut + (most - cut) / 4.0, tries + 1


@kernel
def _sum_top(tariff: Tariff, desk: Desk, first: int, stop: int, stops: int) -> float:
    """Sum the largest worths, at most so many, and keep them in order."""
    desk.top[:stops] = 0.0
    for offer in range(first, stop):
        worth = tariff.worth[offer]
        if worth > desk.top[stops - 1]:
            place = stops - 1
            while place > 0 and desk.top[place - 1] < worth:
                desk.top[place] = desk.top[place - 1]
                place -= 1
            desk.top[place] = worth
    total = 0.0
    for place in range(stops):
        total += desk.top[place]
    return total


@kernel
def gather(trade: Trade, tariff: Tariff, desk: Desk, shift: int, size: int) -> None:
    """Copy the ways between the active offers, and find their earliest ends."""
    first = trade.offer_first[shift]
    count = trade.offer_first[shift + 1] - first
    desk.active[size] = count
    for tail in range(size + 1):
        for head in range(size + 1):
            minutes, cost = leg(trade, tariff, shift, count, desk.active[tail], desk.active[head])
            desk.minutes[tail, head], desk.cost[tail, head] = minutes, cost
    for active in range(size):
        offer = first + desk.active[active]
        soonest = trade.ways.shift[shift].start + trade.offer[offer].out_minutes
        desk.soonest[active] = finish(trade, offer, soonest)
        desk.place[active], desk.mark[active] = trade.offer[offer].place, 0


@kernel
def most_promising(desk: Desk, depth: int, size: int) -> int:
    """Give the next stop of the branch that promises most."""
    best = 0
    for head in range(1, size):
        if desk.promise[depth, head] > desk.promise[depth, best]:
            best = head
    return best


@kernel
def extend(trade: Trade, desk: Desk, shift: int, depth: int, head: int) -> bool:
    """Add a stop to a branch; False if that takes more minutes than there are."""
    tail, offer = desk.stop[depth], trade.offer_first[shift] + desk.active[head]
    minutes = desk.minutes[tail, head]
    load = desk.load[depth] + minutes + trade.offer[offer].minutes
    if load > trade.most_minutes[shift]:
        return False
    desk.tally[1] += 1
    desk.stop[depth + 1], desk.load[depth + 1] = head, load
    desk.ends[depth + 1] = finish(trade, offer, desk.ends[depth] + minutes)
    desk.value[depth + 1] = desk.value[depth] + desk.worth[head] - desk.cost[tail, head]
    return True


@kernel
def start(trade: Trade, desk: Desk, shift: int, size: int) -> int:
    """Begin a branch; give the most stops that it may have."""
    desk.stop[0], desk.ends[0], desk.load[0] = size, trade.ways.shift[shift].start, 0
    desk.value[0] = 0.0
    most: int = min(trade.most_stops[shift], size)
    return most


@kernel
def complete(
    trade: Trade, tariff: Tariff, desk: Desk, shift: int, size: int, depth: int
) -> tuple[float, int]:
    """Give what a branch gains that goes home now, and its minutes of service and travel."""
    tail, over = desk.stop[depth], desk.ends[depth]
    worked: int = desk.load[depth] + desk.minutes[tail, size]
    if worked > trade.most_minutes[shift]:
        return NEVER, worked
    return desk.value[depth] + going_home(trade, tariff, desk, shift, size, tail, over), worked
