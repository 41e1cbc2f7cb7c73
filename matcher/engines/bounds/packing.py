"""The choice among routes listed: a set packing with all that the prices stand for.

At any prices a plan costs what the Lagrangian function is worth, and besides what its parts lose
against the best ones: a route against its shift's best, a visit left out against one met, minutes
and units left over against used ones. So the least sum of such losses, over all choices that fill
the places of every visit or none, and keep to budgets and stock, is what any plan costs more than
the bound.

Where several helpers meet, each route has a time at which a visit can start at the soonest and at
the latest. Intervals of which each two overlap have a moment in common, so it is enough that at
every moment either none of a visit's routes is still to come, or none has been too early.

The figures are shares of the most loss that is asked about, so that the solver's tolerances are
small against them.
"""

from __future__ import annotations

import numpy as np

from matcher.arrays import Ints
from matcher.arrays.ranges import expand
from matcher.engines.bounds.apart import Programme
from matcher.engines.bounds.columns import Columns, meeting_visits
from matcher.engines.bounds.prices import Dual, Prices, dues
from matcher.engines.bounds.rows import Rows

MARGIN = 1e-5
"""What the solver's tolerances may take off or add, as a share of the most loss."""


def packing_of(dual: Dual, prices: Prices, columns: Columns, most_loss: float) -> Programme:
    """Put the choice together.

    Parameters
    ----------
    dual : Dual
    prices : Prices
        At which the columns were listed.
    columns : Columns
        All routes that lose at most `most_loss`.
    most_loss : float
        Above 0.

    Returns
    -------
    Programme
        Its first variables are the columns.
    """
    task, rows = dual.market.task, Rows()
    route = rows.add_variables(columns.loss / most_loss)
    sizes = np.diff(columns.first)
    working = np.flatnonzero(dual.trade.most_stops > 0)
    one = np.zeros(len(sizes), np.int64)
    one[working] = rows.add(1.0, np.ones(len(working)))
    rows.enter(np.repeat(one, sizes), route)
    missed, served = _add_visits(dual, prices, rows, most_loss)
    size = task["size"].astype(np.float64)
    places = rows.add(size, size)
    rows.enter(places[columns.task], route[columns.column])
    rows.enter(places, missed[task["visit"]], size)
    _add_budgets(dual, prices, columns, rows, most_loss)
    _add_stock(dual, prices, rows, served, most_loss)
    _add_meetings(dual, columns, rows, served)
    return rows.programme()


def _add_visits(dual: Dual, prices: Prices, rows: Rows, most_loss: float) -> tuple[Ints, Ints]:
    """Give for each visit the variable that it is missed, and the one that it is met."""
    crew, goods, _ = dues(dual, prices)
    saved = np.where(dual.market.open, dual.aim.stake - crew - goods, 0.0) / most_loss
    missed = rows.add_variables(saved, saved <= 1.0 + MARGIN)
    served = rows.add_variables(np.zeros(len(saved)), dual.market.open)
    either = rows.add(1.0, np.ones(len(saved)))
    rows.enter(either, missed)
    rows.enter(either, served)
    return missed, served


def _add_budgets(
    dual: Dual, prices: Prices, columns: Columns, rows: Rows, most_loss: float
) -> None:
    """Keep each day's and week's minutes; those left over lose their price."""
    minutes = dual.budgets.minutes.astype(np.float64)
    room = rows.add(minutes, minutes)
    left = rows.add_variables(prices.minute / most_loss, minutes, whole=False)
    rows.enter(room, left)
    pair, column = expand(dual.budgets.shift, columns.first[:-1], columns.first[1:])
    rows.enter(room[dual.budgets.budget[pair]], column, columns.worked[column])


def _add_stock(dual: Dual, prices: Prices, rows: Rows, served: Ints, most_loss: float) -> None:
    """Fill the lines of visits that are met, from one or several resources that last for them."""
    wants = dual.wants
    _, _, chosen = dues(dual, prices)
    dearer = prices.unit[wants.resource] - prices.unit[chosen][wants.want]
    quantity = wants.quantity[wants.want].astype(np.float64)
    filled = rows.add_variables(quantity * dearer / most_loss, whole=False)
    lines = rows.add(0.0, np.zeros(len(wants.visit)))
    rows.enter(lines[wants.want], filled)
    rows.enter(lines, served[wants.visit], -1.0)
    scarce = np.flatnonzero(np.isfinite(wants.stock))
    stock = wants.stock[scarce]
    room = np.full(len(wants.stock), -1)
    room[scarce] = rows.add(stock, stock)
    left = rows.add_variables(prices.unit[scarce] / most_loss, stock, whole=False)
    rows.enter(room[scarce], left)
    drawn = room[wants.resource] >= 0
    rows.enter(room[wants.resource[drawn]], filled[drawn], quantity[drawn])


def _add_meetings(dual: Dual, columns: Columns, rows: Rows, served: Ints) -> None:
    """Let the routes of a visit have a start in common."""
    visit = dual.market.task["visit"][columns.task]
    for number in np.flatnonzero(meeting_visits(dual)):
        stop = np.flatnonzero(visit == number)
        for moment in np.unique(columns.soonest[stop]):
            missed = stop[columns.latest[stop] < moment]
            if len(missed):
                coming = stop[columns.soonest[stop] >= moment]
                _separate(dual, columns, rows, served[number], missed, coming)


def _separate(
    dual: Dual, columns: Columns, rows: Rows, served: int, early: Ints, late: Ints
) -> None:
    """Let a visit's routes be early or late, not some of each."""
    is_late = rows.add_variables(np.zeros(1))
    own = np.unique(columns.task[np.concatenate([early, late])])
    size = dual.market.task["size"][own].astype(np.float64)
    none = np.zeros(len(own))
    before, after = rows.add(-np.inf, none), rows.add(-np.inf, none)
    switch, visit = np.repeat(is_late, len(own)), np.full(len(own), served)
    rows.enter(after[np.searchsorted(own, columns.task[late])], columns.column[late])
    rows.enter(after, switch, -size)
    rows.enter(before[np.searchsorted(own, columns.task[early])], columns.column[early])
    rows.enter(before, switch, size)
    rows.enter(before, visit, -size)
