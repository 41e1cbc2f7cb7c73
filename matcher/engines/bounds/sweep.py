"""One look at every shift: the best routes at given prices, and what they add up to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Floats, Ints
from matcher.engines.bounds.desk import TOLERANCE, Desk, Tariff, Trade
from matcher.engines.bounds.route import Effort, best_route
from matcher.engines.bounds.ways import way
from matcher.kernel import compiled, kernel


class Sweep(NamedTuple):
    """The routes and their sums.

    Attributes
    ----------
    route : array of int, shape (shifts, stops)
        Offers, counted from the shift's first; kept from one sweep to the next.
    stops : array of int, shape (shifts,)
    bound : array of float, shape (shifts,)
        What no route of each shift gains more than.
    taken : array of int, shape (tasks,)
        How many routes hold each task. The dearest stop of a route whose bound is not reached
        counts twice: it is what the table of gains lets come again.
    worked : array of int, shape (shifts,)
        Minutes of service and travel.
    """

    route: Ints
    stops: Ints
    bound: Floats
    taken: Ints
    worked: Ints


def new_sweep(trade: Trade, tasks: int) -> Sweep:
    """Begin with no route."""
    shifts = len(trade.most_stops)
    return Sweep(
        np.zeros((shifts, int(trade.most_stops.max(initial=0))), np.int64),
        np.zeros(shifts, np.int64),
        np.zeros(shifts),
        np.zeros(tasks, np.int64),
        np.zeros(shifts, np.int64),
    )


@compiled
def sweep_shifts(
    trade: Trade, tariff: Tariff, desk: Desk, sweep: Sweep, first: int, stop: int, effort: Effort
) -> None:
    """Find the best route of each shift from `first` up to `stop`, and add it to the sums."""
    for shift in range(first, stop):
        if trade.most_stops[shift] == 0:
            continue
        value, bound, stops = best_route(
            trade, tariff, desk, shift, sweep.route[shift], sweep.stops[shift], effort
        )
        sweep.bound[shift], sweep.stops[shift] = bound, stops
        _count(trade, tariff, sweep, shift, bound > value + TOLERANCE)


@kernel
def _count(trade: Trade, tariff: Tariff, sweep: Sweep, shift: int, loose: bool) -> None:  # noqa: FBT001
    first = trade.offer_first[shift]
    size = trade.offer_first[shift + 1] - first
    worked, tail, dearest = 0, size, first + sweep.route[shift, 0]
    for place in range(sweep.stops[shift]):
        head = sweep.route[shift, place]
        minutes, _ = way(trade.ways, shift, tail, head)
        sweep.taken[trade.offer[first + head].task] += 1
        worked += minutes + trade.offer[first + head].minutes
        tail = head
        if tariff.worth[first + head] > tariff.worth[dearest]:
            dearest = first + head
    if sweep.stops[shift]:
        minutes, _ = way(trade.ways, shift, tail, size)
        worked += minutes
        sweep.taken[trade.offer[dearest].task] += loose
    sweep.worked[shift] = worked
