"""Routes to choose from: what a listing holds, without those that another one stands for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Bools, Floats, Ints
from matcher.engines.bounds.desk import Desk, Tariff
from matcher.engines.bounds.listing import Listing, list_routes
from matcher.engines.bounds.prices import Dual
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
    column, task : array of int, shape (stops,)
        The tasks that each route holds.
    soonest, latest : array of int, shape (stops,)
        When the visit can start for the route; told only where several helpers meet.
    """

    first: Ints
    loss: Floats
    worked: Ints
    column: Ints
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

    It loses and works as little as any of them.
    """
    market, rows = dual.market, len(shift)
    offer = listing.offer[:rows]
    held = offer >= 0
    task = np.where(held, market.offer["task"][offer], -1)
    meets = np.any(held & meeting_visits(dual)[market.task["visit"]][task], axis=1, keepdims=True)
    key = np.where(meets, task, np.sort(task, axis=1)[:, ::-1])
    key = np.vstack([np.column_stack([shift, key]), _empty(idle, offer.shape[1])])
    key, twin = np.unique(key, axis=0, return_inverse=True)
    twin = twin.reshape(-1)
    gain, worked = np.zeros(rows + len(idle)), np.zeros(rows + len(idle), np.int64)
    gain[:rows], worked[:rows] = listing.gain[:rows], listing.worked[:rows]
    most, least = np.full(len(key), -np.inf), np.full(len(key), np.iinfo(np.int64).max)
    np.maximum.at(most, twin, gain)
    np.minimum.at(least, twin, worked)
    order, place = np.nonzero(key[:, 1:] >= 0)
    kept = key[order, 1 + place]
    # A route that meets others has no twin but itself: its row is where its times stand.
    source = np.zeros(len(key), np.int64)
    source[twin[:rows]] = np.arange(rows)
    row = source[order]
    return Columns(
        np.searchsorted(key[:, 0], np.arange(len(sweep.bound) + 1)),
        sweep.bound[key[:, 0]] - most,
        least,
        order,
        kept,
        listing.soonest[row, place] - market.task["latest"][kept],
        listing.latest[row, place] - market.task["soonest"][kept],
    )


def meeting_visits(dual: Dual) -> Bools:
    """Say at which visits several helpers meet."""
    task = dual.market.task
    places = np.bincount(task["visit"], weights=task["size"], minlength=len(dual.aim.stake))
    several: Bools = places > 1
    return several


def _empty(shift: Ints, stops: int) -> Ints:
    """Give the keys of empty routes."""
    return np.column_stack([shift, np.full((len(shift), stops), -1)])
