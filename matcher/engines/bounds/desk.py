"""What the search for one shift's best route is given, and where it works."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Arrays, Floats, Ints, Table
from matcher.engines.bounds.market import Market
from matcher.engines.bounds.ways import Ways, is_direct, way, ways_of
from matcher.kernel import leaf

MOST_ACTIVE = 400
"""Most offers of one shift that routes are made of; with more, the shift's bound is coarse."""

MOST_MARKS = 3
"""Most places of one shift of which the table of gains tells whether they have been visited."""

STEPS = 48
"""Most steps of time in the table of gains."""

NEVER = -1e18
"""The gain of what cannot be."""

TOLERANCE = 1e-7
"""What a better route must gain more to be looked for; the bound allows for it."""


class Trade(NamedTuple):
    """What does not change with the prices.

    Attributes
    ----------
    ways : Ways
    offer, span : table
    offer_first : array of int, shape (shifts + 1,)
    most_stops, most_minutes : array of int, shape (shifts,)
        Stops, and minutes of service and travel, that a route of the shift has at most.
    direct : bool
        The straight way is always the shortest.
    """

    ways: Ways
    offer: Table
    span: Table
    offer_first: Ints
    most_stops: Ints
    most_minutes: Ints
    direct: bool


class Tariff(NamedTuple):
    """What things cost and bring at given prices.

    Attributes
    ----------
    worth : array of float, shape (offers,)
        What taking an offer brings.
    minute : array of float, shape (shifts,)
        What a minute of travel costs.
    metre, late : float
        What a metre of travel and a minute of overtime cost.
    """

    worth: Floats
    minute: Floats
    metre: float
    late: float


class Desk(NamedTuple):
    """Room to work on one shift; its active offers are numbered from 0.

    Attributes
    ----------
    top : array of float, shape (stops,)
        The largest worths.
    active : array of int, shape (n + 1,)
        Offers, counted from the shift's first; after the last one the home.
    worth : array of float, shape (n + 1,)
    place, soonest : array of int, shape (n + 1,)
        Its place and its earliest end.
    mark : array of int, shape (n + 1,)
        The bit of its place, where the table tells whether that has been visited; 0 for most.
    minutes, cost : array, shape (n + 1, n + 1)
        Ways; the last row is from the start place, the last column to the end place.
    gain, spare : array of float, shape (stops, 1 << MOST_MARKS, n, STEPS)
        The table: by stops still to come, marked places visited, the last stop and the step of time
        at which it is over, the most still to be gained, and the most without the place that comes
        next in that.
    via : array of int, same shape
        That place; -1: the way home.
    after : array of int16, shape (n, STEPS, n)
        By a stop, the step at which it is over and the next stop, when that is over; -1: too late.
    stop, ends, load : array of int, shape (stops + 1,)
        The branch from the start place on: its offers, when they end, minutes of service and
        travel.
    value : array of float, shape (stops + 1,)
        What the branch has gained.
    promise : array of float, shape (stops + 1, n + 1)
        By stops of the branch, the most that it can gain by its next one; `NEVER` once tried.
    best : array of float, shape (1,)
        What the best route gains.
    tally : array of int, shape (2,)
        Stops of the best route, and branches looked at.
    """

    top: Floats
    active: Ints
    worth: Floats
    place: Ints
    soonest: Ints
    mark: Ints
    minutes: Ints
    cost: Floats
    gain: Floats
    spare: Floats
    via: Ints
    after: NDArray[np.int16]
    stop: Ints
    ends: Ints
    load: Ints
    value: Floats
    promise: Floats
    best: Floats
    tally: Ints


def trade_of(arrays: Arrays, market: Market, *, count_metres: bool) -> Trade:
    """Put together what does not change with the prices."""
    person = arrays.helper[arrays.shift["helper"]]
    most_stops = np.minimum(arrays.shift["max_visits"], arrays.route_room)
    return Trade(
        ways_of(arrays, market, count_metres=count_metres),
        market.offer,
        market.span,
        market.offer_first,
        np.minimum(most_stops, np.diff(market.offer_first)),
        np.minimum(person["day_limit"], person["week_limit"]),
        is_direct(arrays),
    )


def new_desk(trade: Trade) -> Desk:
    """Make room for the largest shift; pages never written to take no memory."""
    active = int(min(MOST_ACTIVE, np.diff(trade.offer_first).max(initial=0)))
    stops = int(trade.most_stops.max(initial=0)) + 1
    entries = (stops, 1 << MOST_MARKS, active, STEPS)
    return Desk(
        top=np.zeros(stops),
        active=np.zeros(active + 1, np.int64),
        worth=np.zeros(active + 1),
        place=np.zeros(active + 1, np.int64),
        soonest=np.zeros(active + 1, np.int64),
        mark=np.zeros(active + 1, np.int64),
        minutes=np.zeros((active + 1, active + 1), np.int64),
        cost=np.zeros((active + 1, active + 1)),
        gain=np.zeros(entries),
        spare=np.zeros(entries),
        via=np.zeros(entries, np.int64),
        after=np.zeros((active, STEPS, active), np.int16),
        stop=np.zeros(stops, np.int64),
        ends=np.zeros(stops, np.int64),
        load=np.zeros(stops, np.int64),
        value=np.zeros(stops),
        promise=np.zeros((stops, active + 1)),
        best=np.zeros(1),
        tally=np.zeros(2, np.int64),
    )


@leaf
def leg(
    trade: Trade, tariff: Tariff, shift: int, size: int, tail: int, head: int
) -> tuple[int, float]:
    """Give the minutes and the cost of a way between two of a shift's `size` offers; see `way`."""
    first = trade.ways.first[shift]
    if first >= 0:
        spot = first + tail * (size + 1) + head
        minutes, metres = int(trade.ways.minutes[spot]), 0
        if len(trade.ways.metres):
            metres = int(trade.ways.metres[spot])
    else:
        minutes, metres = way(trade.ways, shift, tail, head)
    cost: float = tariff.minute[shift] * minutes + tariff.metre * metres
    return minutes, cost


@leaf
def finish(trade: Trade, offer: int, time: int) -> int:
    """Give when an offer is over for who comes at a time; -1: too late for it."""
    row = trade.offer[offer]
    for entry in range(row.span_first, row.span_stop):
        span = trade.span[entry]
        if time <= span.end:
            over: int = max(time, span.start) + row.minutes
            return over
    return -1


@leaf
def last_start(trade: Trade, offer: int, time: int) -> int:
    """Give when an offer starts at the latest for who must start it by a time; -1: too early."""
    row, last = trade.offer[offer], -1
    for entry in range(row.span_first, row.span_stop):
        span = trade.span[entry]
        if span.start <= time:
            last = max(last, min(span.end, time))
    return last


@leaf
def going_home(
    trade: Trade, tariff: Tariff, desk: Desk, shift: int, size: int, active: int, time: int
) -> float:
    """Give what is gained, nothing or less, by going home from a stop that is over at a time."""
    hours, back = trade.ways.shift[shift], time + desk.minutes[active, size]
    if back > hours.latest:
        return NEVER
    gain: float = -desk.cost[active, size] - tariff.late * max(0, back - hours.end)
    return gain
