"""Closing the last gap of small instances.

What is looked for is the best choice among all routes that a better plan could hold. The loss asked
about grows from one that few routes keep to, until a choice is found that loses no more, which is
then the least loss of all; or there is no better plan than the one known.
"""

from __future__ import annotations

import numpy as np

from matcher.engines.bounds.ascent import LAST_EFFORT, Clock, Reached
from matcher.engines.bounds.columns import Columns, columns_of
from matcher.engines.bounds.desk import new_desk
from matcher.engines.bounds.listing import new_listing
from matcher.engines.bounds.packing import MARGIN, least_loss
from matcher.engines.bounds.prices import Dual, bound_at, tariff_of
from matcher.engines.bounds.sweep import new_sweep, sweep_shifts

MOST_VISITS = 300
"""Of a small instance."""

FEW_ROUTES, MOST_ROUTES = 400, 20_000
"""Among which the first choice is made, if it can be, and the last."""

LEAST_LOSS = 1.0
"""The first loss asked about is no smaller."""

ROUGH = 4.0
"""How many times as large as the least loss one asked about is, for the least to be asked about
again: its margin is a share of that."""

MOST_SECONDS = 5.0
"""For one choice, which heeds no stop request."""


def is_small(visits: int) -> bool:
    """Say whether an instance is small enough for its gap to be closed."""
    return visits <= MOST_VISITS


def close(dual: Dual, reached: Reached, target: float, clock: Clock) -> tuple[Reached, bool]:
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
    reached : Reached
    settled : bool
        The bound is the cost of a relaxed plan, or of the plan known: no more can be had.
    """
    if reached.least >= target:
        return reached, True
    if clock.is_over():
        return reached, False
    gap = _Gap(dual, reached)
    most = max(LEAST_LOSS, target - 1.0 - gap.value)
    loss, columns = most, gap.columns(most, FEW_ROUTES)
    while columns is None and loss > LEAST_LOSS:
        loss /= 2.0
        columns = gap.columns(loss, FEW_ROUTES)
    best, rough = reached, True
    columns = columns or gap.columns(loss, MOST_ROUTES)
    while columns is not None and not clock.is_over():
        least, solved = least_loss(
            dual, reached.prices, columns, loss, min(MOST_SECONDS, clock.left())
        )
        value = target if least == loss == most else gap.value + least
        if value > best.value:
            best = Reached(value, int(np.ceil(value)), reached.prices)
        if not solved or (least == loss == most):
            return best, solved
        if least == loss:
            loss = min(most, 2.0 * loss)
        elif rough and loss > ROUGH * (1.0 + least):
            rough, loss = False, 1.0 + least + 2.0 * MARGIN * loss
        else:
            return best, True
        columns = gap.columns(loss, MOST_ROUTES)
    return best, False


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

    def columns(self, most_loss: float, most: int) -> Columns | None:
        """Give the routes that lose at most so much; None if they are too many."""
        listing = new_listing(self._dual.trade, most)
        return columns_of(self._dual, self._tariff, self._desk, self._sweep, listing, most_loss)
