"""Closing the last gap of small instances.

What is looked for is the best choice among all routes that a better plan could hold. The linear
relaxation of that choice knows when members of a crew can meet, so it lies above the bound, and its
reduced costs leave few of the routes. The best choice is the plan to make; or there is no better
plan than the one known.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.engines.bounds.ascent import LAST_EFFORT, Clock, Reached
from matcher.engines.bounds.choice import best_choice
from matcher.engines.bounds.columns import Columns, columns_of, routes_in
from matcher.engines.bounds.desk import new_desk
from matcher.engines.bounds.listing import new_listing
from matcher.engines.bounds.packing import MARGIN, packing_of
from matcher.engines.bounds.prices import Dual, bound_at, tariff_of
from matcher.engines.bounds.stops import Stops
from matcher.engines.bounds.sweep import new_sweep, sweep_shifts

MOST_VISITS = 300
"""Of a small instance."""

MOST_ROUTES = 20_000
"""Among which a choice is made."""

LEAST_LOSS = 1.0
"""The loss asked about is no smaller."""

GROWTH = 1.25
"""How many times as large the next loss asked about is, where no choice loses less than one."""

ROUGH = 4.0
"""How many times as large as the least loss one asked about is, for the least to be asked about
again: its margin is a share of that."""


def is_small(visits: int) -> bool:
    """Say whether an instance is small enough for its gap to be closed."""
    return visits <= MOST_VISITS


class Closed(NamedTuple):
    """What is known once the routes have been looked at.

    Attributes
    ----------
    reached : Reached
    settled : bool
        The bound is the cost of a relaxed plan, or of the plan known: no more can be had.
    stops : Stops or None
        The routes of the best relaxed plan that was found, if it is better than the plan known.
    """

    reached: Reached
    settled: bool
    stops: Stops | None


def close(dual: Dual, reached: Reached, target: float, clock: Clock) -> Closed:
    """Raise a bound towards the cost of a plan that is known, or to it.

    Parameters
    ----------
    dual : Dual
    reached : Reached
    target : float
        That cost, a whole number.
    clock : Clock

    Returns
    -------
    Closed
    """
    settled, stops = reached.least >= target, None
    if settled:
        return Closed(reached, settled, stops)
    gap = _Gap(dual, reached)
    room = max(LEAST_LOSS, target - 1.0 - gap.value)
    loss, excluded = room, 0.0
    while not clock.is_over():
        loss, columns = gap.columns(loss)
        if columns is None or loss <= excluded:
            break
        choice = best_choice(packing_of(dual, reached.prices, columns, loss), clock)
        is_found, least = len(choice.taken) > 0, loss * choice.cost
        is_known_best = choice.solved and not is_found and loss == room
        value = target if is_known_best else gap.value + least
        if value > reached.value:
            reached = Reached(value, int(np.ceil(value)), reached.prices)
        if is_found:
            stops = routes_in(columns, choice.taken)
        settled = choice.solved and (is_found or is_known_best)
        if not choice.solved or is_known_best:
            break
        if not is_found:
            excluded, loss = loss, min(room, GROWTH * loss)
        elif loss > ROUGH * (1.0 + least):
            loss = 1.0 + least + 2.0 * MARGIN * loss
        else:
            break
    return Closed(reached, settled, stops)


class _Gap:
    """The routes of a relaxed plan at the best prices, with their bound.

    Attributes
    ----------
    value : float
        The bound.
    """

    def __init__(self, dual: Dual, reached: Reached) -> None:
        self._dual = dual
        self._tariff = tariff_of(dual, reached.prices)
        self._desk = new_desk(dual.trade)
        self._sweep = new_sweep(dual.trade, len(dual.market.task))
        shifts = len(dual.trade.most_stops)
        sweep_shifts(dual.trade, self._tariff, self._desk, self._sweep, 0, shifts, LAST_EFFORT)
        self.value = bound_at(dual, reached.prices, self._sweep)

    def columns(self, loss: float) -> tuple[float, Columns | None]:
        """Give the routes that lose at most so much, or less where those are too many."""
        while True:
            listing = new_listing(self._dual.trade, MOST_ROUTES)
            columns = columns_of(self._dual, self._tariff, self._desk, self._sweep, listing, loss)
            if columns is not None or loss == LEAST_LOSS:
                return loss, columns
            loss = max(LEAST_LOSS, loss / 2.0)
