"""The most that a route can still gain: a table by its last stop and the time that is over.

The table is filled from the last stop backwards, in steps of time that round in the route's
favour. In it a stop may come again, only not straight after the next one (a route there and back
twice), and not at all where its place is marked. So it never tells too little.
"""

from __future__ import annotations

from matcher.engines.bounds.desk import (
    NEVER,
    STEPS,
    TOLERANCE,
    Desk,
    Tariff,
    Trade,
    finish,
    going_home,
)
from matcher.kernel import kernel, leaf


@kernel
def fill_table(
    trade: Trade, tariff: Tariff, desk: Desk, shift: int, size: int, marks: int, most_work: int
) -> int:
    """Fill the table for so many marks; give the minutes of its steps.

    They are as short as `most_work` sums permit.
    """
    hours = trade.ways.shift[shift]
    layers = min(trade.most_stops[shift], size) - 1
    work = max(1, (layers - 1) * size * size) << marks
    length = hours.latest - hours.start
    step: int = length // max(1, min(STEPS, most_work // work)) + 1
    steps = length // step + 1
    if layers > 1:
        _follow(trade, desk, shift, size, step, steps)
    for layer in range(layers):
        for been in range(1 << marks):
            for tail in range(size):
                if not 0 <= desk.soonest[tail] <= hours.latest or desk.mark[tail] & ~been:
                    continue
                for at in range((desk.soonest[tail] - hours.start) // step, steps):
                    time = max(hours.start + at * step, desk.soonest[tail])
                    home = going_home(trade, tariff, desk, shift, size, tail, time)
                    _enter(desk, size, layer, been, tail, at, home)
    return step


@kernel
def _follow(trade: Trade, desk: Desk, shift: int, size: int, step: int, steps: int) -> None:
    """Find, by stop and step, at which step each next stop would be over."""
    hours, first = trade.ways.shift[shift], trade.offer_first[shift]
    for tail in range(size):
        if not 0 <= desk.soonest[tail] <= hours.latest:
            continue
        for at in range((desk.soonest[tail] - hours.start) // step, steps):
            time = max(hours.start + at * step, desk.soonest[tail])
            for head in range(size):
                desk.after[tail, at, head] = -1
                if desk.place[head] != desk.place[tail]:
                    over = finish(trade, first + desk.active[head], time + desk.minutes[tail, head])
                    if 0 <= over <= hours.latest:
                        desk.after[tail, at, head] = (over - hours.start) // step


@leaf
def _enter(desk: Desk, size: int, layer: int, been: int, tail: int, at: int, home: float) -> None:
    """Enter in the table the most that is gained from one stop on."""
    gain, spare, via = home, NEVER, -1
    place = desk.place[tail]
    for head in range(size if layer > 0 else 0):
        after = desk.after[tail, at, head]
        if after < 0 or desk.mark[head] & been:
            continue
        most = desk.worth[head] - desk.cost[tail, head]
        most += gain_without(desk, layer - 1, been | desk.mark[head], head, after, place)
        if most > gain:
            if via != desk.place[head]:
                spare = gain
            gain, via = most, desk.place[head]
        elif most > spare and via != desk.place[head]:
            spare = most
    desk.gain[layer, been, tail, at] = gain
    desk.spare[layer, been, tail, at] = spare
    desk.via[layer, been, tail, at] = via


@leaf
def gain_without(desk: Desk, layer: int, been: int, tail: int, at: int, place: int) -> float:
    """Give the most still to be gained from a stop on, if the next is not at a place."""
    if desk.via[layer, been, tail, at] == place:
        return float(desk.spare[layer, been, tail, at])
    return float(desk.gain[layer, been, tail, at])


@kernel
def promise_first(
    trade: Trade, tariff: Tariff, desk: Desk, shift: int, size: int, step: int
) -> None:
    """Find the most that a route can gain, by its first stop."""
    hours, first = trade.ways.shift[shift], trade.offer_first[shift]
    layers = min(trade.most_stops[shift], size) - 1
    for tail in range(size):
        desk.promise[0, tail] = NEVER
        time = finish(trade, first + desk.active[tail], hours.start + desk.minutes[size, tail])
        if not 0 <= time <= hours.latest:
            continue
        most = going_home(trade, tariff, desk, shift, size, tail, time)
        for head in range(size if layers > 0 else 0):
            if desk.place[head] == desk.place[tail]:
                continue
            over = finish(trade, first + desk.active[head], time + desk.minutes[tail, head])
            if 0 <= over <= hours.latest:
                been, at = desk.mark[tail] | desk.mark[head], (over - hours.start) // step
                more = gain_without(desk, layers - 1, been, head, at, desk.place[tail])
                most = max(most, desk.worth[head] - desk.cost[tail, head] + more)
        desk.promise[0, tail] = desk.worth[tail] - desk.cost[size, tail] + most


@kernel
def promise_next(trade: Trade, desk: Desk, shift: int, size: int, step: int, depth: int) -> None:
    """Find the most that the branch can gain, by its next stop."""
    hours, first = trade.ways.shift[shift], trade.offer_first[shift]
    tail, layer, been = desk.stop[depth], min(trade.most_stops[shift], size) - depth - 1, 0
    for earlier in range(1, depth + 1):
        been |= desk.mark[desk.stop[earlier]]
    for head in range(size):
        desk.promise[depth, head] = NEVER
        over = finish(trade, first + desk.active[head], desk.ends[depth] + desk.minutes[tail, head])
        if not 0 <= over <= hours.latest:
            continue
        at, then = (over - hours.start) // step, been | desk.mark[head]
        value = desk.value[depth] + desk.worth[head] - desk.cost[tail, head]
        if value + desk.gain[layer, then, head, at] <= desk.best[0] + TOLERANCE:
            continue
        if not _holds(desk, depth, desk.place[head]):
            via = desk.via[layer, then, head, at]
            held = via if _holds(desk, depth, via) else desk.place[head]
            value += gain_without(desk, layer, then, head, at, held)
            desk.promise[depth, head] = value


@leaf
def _holds(desk: Desk, depth: int, place: int) -> bool:
    """Say whether the branch has been to a place."""
    held = False
    for earlier in range(1, depth + 1):
        held = held or desk.place[desk.stop[earlier]] == place
    return held
