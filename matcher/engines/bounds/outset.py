"""Prices to begin with: a guess, or what the stops of a plan cost it.

Where a plan has nothing left to want, a place is worth about the detour to it, far less than the
stake; so prices taken from the plan spare most of the sweeps.
"""

from __future__ import annotations

import numpy as np

from matcher.arrays import Floats
from matcher.engines.bounds.desk import Tariff, Trade, leg
from matcher.engines.bounds.prices import Dual, Prices, tamed, tariff_of
from matcher.engines.bounds.stops import Stops
from matcher.kernel import compiled

SUPPLY = 40.0
"""Stops of shifts that can take a task, from which on it is thought cheap at first."""


def guess(dual: Dual) -> Prices:
    """Give prices without a plan: the fewer shifts can take a task, the dearer."""
    stops = np.repeat(dual.trade.most_stops, np.diff(dual.market.offer_first))
    supply = np.bincount(dual.market.offer["task"], weights=stops, minlength=len(dual.market.task))
    return _only(dual, shares(dual) * np.clip(1.0 - supply / SUPPLY, 0.03, 1.0))


def plan_prices(dual: Dual, stops: Stops) -> Prices:
    """Give as prices what a plan's stops cost, and the stakes of what it leaves out."""
    tasks, task = len(dual.market.task), dual.market.offer["task"][stops.offer]
    cost = np.zeros(len(stops.offer))
    _cost_stops(dual.trade, tariff_of(dual, _only(dual, np.zeros(tasks))), stops, cost)
    count, total = np.bincount(task, minlength=tasks), np.bincount(task, cost, minlength=tasks)
    return _only(dual, np.where(count > 0, total / np.maximum(1, count), shares(dual)))


def shares(dual: Dual) -> Floats:
    """Give what each place of a task is worth at most, if all of a visit's are worth the same."""
    task = dual.market.task
    places = np.bincount(task["visit"], weights=task["size"], minlength=len(dual.aim.stake))
    share: Floats = dual.aim.stake[task["visit"]] / places[task["visit"]]
    return share


def _only(dual: Dual, task: Floats) -> Prices:
    """Give prices for tasks, and none for anything else."""
    budgets, resources = len(dual.budgets.minutes), len(dual.wants.stock)
    return tamed(dual, Prices(task, np.zeros(budgets), np.zeros(resources)))


@compiled
def _cost_stops(trade: Trade, tariff: Tariff, stops: Stops, cost: Floats) -> None:
    """Write what each stop costs its route: the detour, and taking the offer."""
    for shift in range(len(stops.first) - 1):
        first, stop = stops.first[shift], stops.first[shift + 1]
        offer = trade.offer_first[shift]
        size = trade.offer_first[shift + 1] - offer
        for place in range(first, stop):
            tail = stops.offer[place - 1] - offer if place > first else size
            this = stops.offer[place] - offer
            head = stops.offer[place + 1] - offer if place + 1 < stop else size
            cost[place] = -tariff.worth[stops.offer[place]]
            for start, end, sign in ((tail, this, 1.0), (this, head, 1.0), (tail, head, -1.0)):
                if start != end:
                    cost[place] += sign * leg(trade, tariff, shift, size, start, end)[1]
