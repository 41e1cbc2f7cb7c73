"""All routes of a shift that gain enough at given prices.

Where the bound is `gap` below a known plan, a better plan holds of each shift a route that gains at
most `gap` less than the shift's best: the Lagrangian function of the plan's own routes is a sum of
such losses. These routes are listed, by the search that finds the best one, with a threshold that
stays where it is (Baldacci, Christofides and Mingozzi, Mathematical Programming 115 (2008)
351-385).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Floats, Ints
from matcher.engines.bounds.branch import (
    activate,
    complete,
    extend,
    gather,
    most_promising,
    start,
)
from matcher.engines.bounds.desk import NEVER, TOLERANCE, Desk, Tariff, Trade, last_start
from matcher.engines.bounds.gains import fill_table, promise_first, promise_next
from matcher.kernel import entry, kernel

TABLE_WORK = 400_000
"""Most sums in the table of gains of a shift."""


class Listing(NamedTuple):
    """Room for routes.

    Attributes
    ----------
    rows : array of int, shape (1,)
        How many there are.
    offer : array of int, shape (rows, stops)
        In the order of the route; -1 after the last.
    soonest, latest : array of int, shape (rows, stops)
        When the route can start each stop.
    gain : array of float, shape (rows,)
    worked : array of int, shape (rows,)
        Minutes of service and travel.
    """

    rows: Ints
    offer: Ints
    soonest: Ints
    latest: Ints
    gain: Floats
    worked: Ints


def new_listing(trade: Trade, rows: int) -> Listing:
    """Make room for so many routes; pages never written to take no memory."""
    stops = int(trade.most_stops.max(initial=0))
    shape = rows, stops
    return Listing(
        np.zeros(1, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
        np.zeros(rows),
        np.zeros(rows, np.int64),
    )


@entry
def list_routes(
    trade: Trade,
    tariff: Tariff,
    desk: Desk,
    listing: Listing,
    shift: int,
    least: float,
    nodes: int,
) -> bool:
    """List the routes of a shift that gain `least` or more; the empty one is not listed.

    Parameters
    ----------
    trade : Trade
    tariff : Tariff
    desk : Desk
    listing : Listing
    shift : int
    least : float
    nodes : int
        Most branches to look at.

    Returns
    -------
    bool
        False if rows or branches run out.
    """
    desk.best[0], desk.tally[1] = least - 2.0 * TOLERANCE, 0
    size, roof = activate(trade, tariff, desk, shift, desk.best[0], every=True)
    if roof != 0.0:
        return False
    if size == 0:
        return True
    gather(trade, tariff, desk, shift, size)
    step = fill_table(trade, tariff, desk, shift, size, 0, TABLE_WORK)
    promise_first(trade, tariff, desk, shift, size, step)
    return _descend(trade, tariff, desk, listing, shift, size, step, nodes)


@kernel
def _descend(
    trade: Trade,
    tariff: Tariff,
    desk: Desk,
    listing: Listing,
    shift: int,
    size: int,
    step: int,
    nodes: int,
) -> bool:
    """Look at every branch that promises enough; see `list_routes`."""
    most_stops, depth = start(trade, desk, shift, size), 0
    while True:
        head = most_promising(desk, depth, size)
        if desk.promise[depth, head] <= desk.best[0] + TOLERANCE:
            if depth == 0:
                return True
            depth -= 1
            continue
        if desk.tally[1] >= nodes or listing.rows[0] == len(listing.gain):
            return False
        desk.promise[depth, head] = NEVER
        if extend(trade, desk, shift, depth, head):
            depth += 1
            gain, worked = complete(trade, tariff, desk, shift, size, depth)
            if gain > desk.best[0]:
                row = listing.rows[0]
                listing.gain[row], listing.worked[row] = gain, worked
                _write(trade, desk, listing, row, shift, size, depth)
                listing.rows[0] = row + 1
            if depth < most_stops:
                promise_next(trade, desk, shift, size, step, depth)
            else:
                depth -= 1


@kernel
def _write(
    trade: Trade, desk: Desk, listing: Listing, row: int, shift: int, size: int, depth: int
) -> None:
    """Write a branch with the times of its stops."""
    listing.offer[row, :] = -1
    head, latest = size, trade.ways.shift[shift].latest
    for place in range(depth - 1, -1, -1):
        tail = desk.stop[place + 1]
        offer = trade.offer_first[shift] + desk.active[tail]
        minutes = trade.offer[offer].minutes
        latest = last_start(trade, offer, latest - desk.minutes[tail, head] - minutes)
        listing.offer[row, place], listing.latest[row, place] = offer, latest
        listing.soonest[row, place] = desk.ends[place + 1] - minutes
        head = tail
