"""Routes to choose from: what a listing holds, without those that another one stands for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Bools, Floats, Ints
from matcher.engines.bounds.desk import Desk, Tariff
from matcher.engines.bounds.listing import Listing, list_routes
from matcher.engines.bounds.prices import Dual
from matcher.engines.bounds.stops import Stops
from matcher.engines.bounds.sweep import Sweep

MOST_BRANCHES = 200_000
"""Most branches that are looked at for all shifts."""


class Columns(NamedTuple):
    """Routes by shift, the empty ones among them.

    Attributes
    ----------
    first : array of int, shape (shifts + 1,)
    loss : array of float, shape (columns,)
        What a route gains less than its shift's bound.
    worked : array of int, shape (columns,)
        Minutes of service and travel.
    column, offer, task : array of int, shape (stops,)
        What each route takes, in its order.
    soonest, latest : array of int, shape (stops,)
        When the visit can start for the route; told only where several helpers meet.
    """

    first: Ints
    loss: Floats
    worked: Ints
    column: Ints
    offer: Ints
    task: Ints
    soonest: Ints
    latest: Ints


def columns_of(
    dual: Dual, tariff: Tariff, desk: Desk, sweep: Sweep, listing: Listing, most_loss: float
) -> Columns | None:
    """Give the routes that lose at most so much; None if they are too many.

    Parameters
    ----------
    dual : Dual
    tariff : Tariff
    desk : Desk
    sweep : Sweep
        With the bounds of all shifts at these prices.
    listing : Listing
        Room; as many routes as it holds are not too many.
    most_loss : float
    """
    branches, rows = MOST_BRANCHES, [0]
    for number, bound in enumerate(sweep.bound.tolist()):
        if dual.trade.most_stops[number]:
            least = bound - most_loss
            if not list_routes(dual.trade, tariff, desk, listing, number, least, branches):
                return None
            branches -= int(desk.tally[1])
        rows.append(int(listing.rows[0]))
    shift = np.repeat(np.arange(len(sweep.bound)), np.diff(rows))
    idle = np.flatnonzero((dual.trade.most_stops > 0) & (sweep.bound <= most_loss))
    return _without_twins(dual, sweep, listing, shift, idle)


def _without_twins(dual: Dual, sweep: Sweep, listing: Listing, shift: Ints, idle: Ints) -> Columns:
    """Let one column stand for all orders of the same stops, where the times do not matter.

    It works as little as any of them, and is the one that loses least.
    """
    market, rows, shift = dual.market, len(shift), np.append(shift, idle)
    offer = np.full((len(shift), listing.offer.shape[1]), -1)
    offer[:rows] = listing.offer[:rows]
    gain, worked = np.zeros(len(shift)), np.zeros(len(shift), np.int64)
    gain[:rows], worked[:rows] = listing.gain[:rows], listing.worked[:rows]
    task = np.where(offer >= 0, market.offer["task"][offer], -1)
    meeting = (offer >= 0) & meeting_visits(dual)[market.task["visit"]][task]
    alike = np.sort(task, axis=1)[:, ::-1]
    key = np.where(meeting.any(axis=1, keepdims=True), task, alike)
    key, twin = np.unique(np.column_stack([shift, key]), axis=0, return_inverse=True)
    twin = twin.reshape(-1)
    least = np.full(len(key), np.iinfo(np.int64).max)
    np.minimum.at(least, twin, worked)
    # Of twins the last one written stays: the one that gains most.
    chosen, rising = np.zeros(len(key), np.int64), np.argsort(gain, kind="stable")
    chosen[twin[rising]] = rising
    column, place = np.nonzero(offer[chosen] >= 0)
    row = chosen[column]
    kept = task[row, place]
    return Columns(
        np.searchsorted(key[:, 0], np.arange(len(sweep.bound) + 1)),
        sweep.bound[key[:, 0]] - gain[chosen],
        least,
        column,
        offer[row, place],
        kept,
        listing.soonest[row, place] - market.task["latest"][kept],
        listing.latest[row, place] - market.task["soonest"][kept],
    )


def routes_in(columns: Columns, taken: Ints) -> Stops:
    """Give the stops of one route of each shift."""
    chosen = np.isin(columns.column, taken)
    shift = np.searchsorted(columns.first, columns.column[chosen], side="right") - 1
    return Stops(np.searchsorted(shift, np.arange(len(columns.first))), columns.offer[chosen])


def meeting_visits(dual: Dual) -> Bools:
    """Say at which visits several helpers meet."""
    task = dual.market.task
    places = np.bincount(task["visit"], weights=task["size"], minlength=len(dual.aim.stake))
    several: Bools = places > 1
    return several
