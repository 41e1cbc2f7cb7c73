"""The best route of one shift at given prices.

Depth first over the stops, the most promising first, each reached as early as can be, which is
never worse. A branch is cut where the most that it could still gain does not make up for the best
route known. That most comes from a table in which stops may come again, after the state space
relaxation of Christofides, Mingozzi and Toth, Networks 11 (1981) 145-164; where the search does not
end soon for that, the dearest places are marked one after the other and do not come again
(decremental state space relaxation: Righini and Salani, Networks 51 (2008) 155-170).

Not asked of a route: breaks, the order and gaps of a need's occurrences, and a window's lateness is
free.
"""

from __future__ import annotations

from typing import NamedTuple

from matcher.arrays import Ints
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
from matcher.engines.bounds.gains import fill_table, promise_first, promise_next
from matcher.kernel import kernel

MOST_CUTS = 60
"""Most times that the least an offer must promise is raised to make the active ones few enough."""


class Effort(NamedTuple):
    """How much work a route may be; with more of it bounds are closer.

    Attributes
    ----------
    nodes : int
        Most branches to look at for each number of marks.
    marks : int
        Most marked places.
    work : int
        Most sums in the table of gains; with fewer its steps of time are longer.
    """

    nodes: int
    marks: int
    work: int


@kernel
def best_route(
    trade: Trade, tariff: Tariff, desk: Desk, shift: int, route: Ints, stops: int, effort: Effort
) -> tuple[float, float, int]:
    """Find the best route of a shift.

    Parameters
    ----------
    trade : Trade
    tariff : Tariff
    desk : Desk
    shift : int
    route : array of int
        A route known to be possible, offers counted from the shift's first; overwritten by the
        best one.
    stops : int
        Length of the route known.
    effort : Effort

    Returns
    -------
    value : float
        What the best route found gains; 0 for none.
    bound : float
        What no route of the shift gains more than.
    stops : int
    """
    value = _value_of(trade, tariff, shift, route, stops)
    if value <= 0.0:
        value, stops = 0.0, 0
    size, roof = _activate(trade, tariff, desk, shift, value)
    desk.best[0], desk.tally[0], desk.tally[1] = value, stops, 0
    bound = value
    if size:
        _gather(trade, tariff, desk, shift, size)
        for marks in range(effort.marks + 1):
            desk.tally[1] = 0
            step = fill_table(trade, tariff, desk, shift, size, marks, effort.work)
            promise_first(trade, tariff, desk, shift, size, step)
            promise = _descend(trade, tariff, desk, shift, size, step, route, effort.nodes)
            bound = promise if marks == 0 else min(bound, promise)
            if bound <= desk.best[0] + TOLERANCE or not _mark(desk, size, marks):
                break
    best = desk.best[0]
    return best, max(best + TOLERANCE, bound, roof), desk.tally[0]


@kernel
def _mark(desk: Desk, size: int, marks: int) -> bool:
    """Mark the dearest place that has no mark yet; False if there is none."""
    dearest = -1
    for active in range(size):
        if desk.mark[active] == 0 and (dearest < 0 or desk.worth[active] > desk.worth[dearest]):
            dearest = active
    for active in range(size):
        if dearest >= 0 and desk.place[active] == desk.place[dearest]:
            desk.mark[active] = 1 << marks
    return dearest >= 0


@kernel
def _value_of(trade: Trade, tariff: Tariff, shift: int, route: Ints, stops: int) -> float:
    """Give what a possible route gains."""
    if stops == 0:
        return 0.0
    first, hours = trade.offer_first[shift], trade.ways.shift[shift]
    size = trade.offer_first[shift + 1] - first
    value, time, tail = 0.0, hours.start, size
    for place in range(stops):
        minutes, cost = leg(trade, tariff, shift, size, tail, route[place])
        value += tariff.worth[first + route[place]] - cost
        time = finish(trade, first + route[place], time + minutes)
        tail = route[place]
    minutes, cost = leg(trade, tariff, shift, size, tail, size)
    late: float = tariff.late * max(0, time + minutes - hours.end)
    return value - cost - late


@kernel
def _activate(
    trade: Trade, tariff: Tariff, desk: Desk, shift: int, value: float
) -> tuple[int, float]:
    """Pick the offers that some route better than `value` could hold.

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
            if reach > cut and (worth > 0.0 or not trade.direct):
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
def _gather(trade: Trade, tariff: Tariff, desk: Desk, shift: int, size: int) -> None:
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
def _most_promising(desk: Desk, depth: int, size: int) -> int:
    """Give the next stop of the branch that promises most."""
    best = 0
    for head in range(1, size):
        if desk.promise[depth, head] > desk.promise[depth, best]:
            best = head
    return best


@kernel
def _descend(
    trade: Trade,
    tariff: Tariff,
    desk: Desk,
    shift: int,
    size: int,
    step: int,
    route: Ints,
    nodes: int,
) -> float:
    """Look for better routes, the most promising first; give what none of the others gains."""
    most_stops = min(trade.most_stops[shift], size)
    desk.stop[0], desk.ends[0], desk.load[0] = size, trade.ways.shift[shift].start, 0
    desk.value[0], depth = 0.0, 0
    while True:
        head = _most_promising(desk, depth, size)
        promise: float = desk.promise[depth, head]
        if promise <= desk.best[0] + TOLERANCE:
            if depth == 0:
                return promise
            depth -= 1
            continue
        if desk.tally[1] >= nodes:
            for earlier in range(depth):
                other = _most_promising(desk, earlier, size)
                promise = max(promise, desk.promise[earlier, other])
            return promise
        desk.promise[depth, head] = NEVER
        if _extend(trade, desk, shift, depth, head):
            depth += 1
            _note_best(trade, tariff, desk, shift, size, depth, route)
            if depth < most_stops:
                promise_next(trade, desk, shift, size, step, depth)
            else:
                depth -= 1


@kernel
def _extend(trade: Trade, desk: Desk, shift: int, depth: int, head: int) -> bool:
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
def _note_best(
    trade: Trade, tariff: Tariff, desk: Desk, shift: int, size: int, depth: int, route: Ints
) -> None:
    """Keep the branch as the best route, if it is."""
    tail, over = desk.stop[depth], desk.ends[depth]
    if desk.load[depth] + desk.minutes[tail, size] > trade.most_minutes[shift]:
        return
    value = desk.value[depth] + going_home(trade, tariff, desk, shift, size, tail, over)
    if value > desk.best[0]:
        desk.best[0], desk.tally[0] = value, depth
        for place in range(depth):
            route[place] = desk.active[desk.stop[place + 1]]
