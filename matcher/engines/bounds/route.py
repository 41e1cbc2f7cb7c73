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
from matcher.engines.bounds.branch import (
    activate,
    complete,
    extend,
    gather,
    most_promising,
    start,
)
from matcher.engines.bounds.desk import NEVER, TOLERANCE, Desk, Tariff, Trade, finish, leg
from matcher.engines.bounds.gains import fill_table, promise_first, promise_next
from matcher.kernel import kernel


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
    size, roof = activate(trade, tariff, desk, shift, value, every=False)
    desk.best[0], desk.tally[0], desk.tally[1] = value, stops, 0
    bound = value
    if size:
        gather(trade, tariff, desk, shift, size)
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
    most_stops, depth = start(trade, desk, shift, size), 0
    while True:
        head = most_promising(desk, depth, size)
        promise: float = desk.promise[depth, head]
        if promise <= desk.best[0] + TOLERANCE:
            if depth == 0:
                return promise
            depth -= 1
            continue
        if desk.tally[1] >= nodes:
            for earlier in range(depth):
                other = most_promising(desk, earlier, size)
                promise = max(promise, desk.promise[earlier, other])
            return promise
        desk.promise[depth, head] = NEVER
        if extend(trade, desk, shift, depth, head):
            depth += 1
            _note_best(trade, tariff, desk, shift, size, depth, route)
            if depth < most_stops:
                promise_next(trade, desk, shift, size, step, depth)
            else:
                depth -= 1


@kernel
def _note_best(
    trade: Trade, tariff: Tariff, desk: Desk, shift: int, size: int, depth: int, route: Ints
) -> None:
    """Keep the branch as the best route, if it is."""
    value, _ = complete(trade, tariff, desk, shift, size, depth)
    if value > desk.best[0]:
        desk.best[0], desk.tally[0] = value, depth
        for place in range(depth):
            route[place] = desk.active[desk.stop[place + 1]]
