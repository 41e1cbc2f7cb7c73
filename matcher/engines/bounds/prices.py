"""The prices of what is scarce, and the Lagrangian function of them.

Let a relaxed plan be a route for each shift and a choice of visits to meet, which need not agree.
What makes them agree has a price:

- task t, with `size` places: the routes hold t `size` times if its visit is met, else not at all;
  a route that holds t is given p_t (of either sign by rights; a price below nothing never helps
  where detours are no shorter, and none is made);
- budget b of minutes (a helper's day or week): its routes work at most m_b minutes; each minute
  costs q_b >= 0;
- resource k that is used up: visits met take at most s_k of it; a unit costs r_k >= 0, and a line
  that may be filled from several takes the cheapest.

With w_v what leaving visit v unmet costs, c(R) what route R costs, and d_v the price of what v
takes,

    L(p, q, r) = sum over v of min(w_v, sum over tasks t of v of size_t p_t + d_v)
               + sum over shifts of min over routes R, none among them,
                     of c(R) + q_b minutes(R) - sum over t in R of p_t
               - sum over b of q_b m_b - sum over k of r_k s_k

is at most the cost of any plan, whatever the prices (Fisher, Management Science 27 (1981) 1-18).
L is concave; how far the relaxed plan misses each agreement is a supergradient, the `slope` here.
Lowering the p_t of a visit until their sum is no more than w_v never lowers L, so `tamed` does.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Arrays, Floats, Ints
from matcher.engines.bounds.aim import Aim
from matcher.engines.bounds.desk import Tariff, Trade
from matcher.engines.bounds.market import Market
from matcher.engines.bounds.sweep import Sweep

SPANS = 1000
"""More than there are days in a horizon, and the day before it."""


class Prices(NamedTuple):
    """Prices, in the unit of the objective; marginal values, where the bound is close.

    Attributes
    ----------
    task : array of float, shape (tasks,)
        One more place of a task filled. Tasks stand by visit, then role.
    minute : array of float, shape (budgets,)
        A minute of work of a helper's day or week; see `Budgets`.
    unit : array of float, shape (resources,)
        A unit of a resource.
    """

    task: Floats
    minute: Floats
    unit: Floats


class Budgets(NamedTuple):
    """Days and weeks of helpers in which several shifts share too few minutes.

    Attributes
    ----------
    minutes : array of int, shape (budgets,)
    shift, budget : array of int, shape (pairs,)
        The shifts of each.
    """

    minutes: Ints
    shift: Ints
    budget: Ints


class Wants(NamedTuple):
    """Lines of visits that are filled whole or not at all.

    Attributes
    ----------
    visit, quantity : array of int, shape (wants,)
    want, resource : array of int, shape (pairs,)
        The resources each may be filled from.
    stock : array of float, shape (resources,)
        Infinite for what comes back, which has no price.
    """

    visit: Ints
    quantity: Ints
    want: Ints
    resource: Ints
    stock: Floats


class Dual(NamedTuple):
    """All that the Lagrangian function is made of."""

    market: Market
    trade: Trade
    aim: Aim
    budgets: Budgets
    wants: Wants


def budgets_of(arrays: Arrays) -> Budgets:
    """Find the days and weeks whose minutes may run short."""
    shift, person = arrays.shift, arrays.helper[arrays.shift["helper"]]
    rows = np.arange(len(shift))
    room = np.minimum(person["day_limit"], person["week_limit"])
    longest = np.minimum(shift["latest"] - shift["start"], room)
    minutes, shifts, budgets = [np.zeros(0, np.int64)], [rows[:0]], [rows[:0]]
    found = 0
    for limit, days in (("day_limit", 1), ("week_limit", 7)):
        key = shift["helper"] * SPANS + shift["day"] // days
        _, first, group = np.unique(key, return_index=True, return_inverse=True)
        alone = np.bincount(group, minlength=len(first)) == 1
        needed = np.bincount(group, weights=longest, minlength=len(first))
        binding = ~alone & (needed > person[limit][first]) & (person[limit][first] < FOREVER)
        number = np.cumsum(binding) - 1 + found
        kept = binding[group]
        minutes.append(person[limit][first][binding])
        shifts.append(rows[kept])
        budgets.append(number[group[kept]])
        found += int(binding.sum())
    return Budgets(np.concatenate(minutes), np.concatenate(shifts), np.concatenate(budgets))


def wants_of(arrays: Arrays, market: Market) -> Wants:
    """Find the lines that visits must have filled."""
    ask, line = arrays.ask, arrays.line[arrays.ask["line"]]
    whole = (line["whole"] > 0) & (line["quantity"] > 0) & market.open[ask["visit"]]
    number = np.cumsum(whole) - 1
    kept = whole[arrays.draw["ask"]]
    consumed = arrays.resource["consumed"] > 0
    return Wants(
        ask["visit"][whole],
        line["quantity"][whole],
        number[arrays.draw["ask"][kept]],
        arrays.draw["resource"][kept],
        np.where(consumed, arrays.resource["quantity"].astype(np.float64), np.inf),
    )


def tariff_of(dual: Dual, prices: Prices) -> Tariff:
    """Give what offers bring and travel costs at given prices."""
    aim, offer, first = dual.aim, dual.market.offer, dual.market.offer_first
    minute = np.bincount(
        dual.budgets.shift,
        weights=prices.minute[dual.budgets.budget],
        minlength=len(aim.minute),
    )
    worth = prices.task[offer["task"]] - aim.offer
    worth -= np.repeat(minute, np.diff(first)) * offer["minutes"]
    return Tariff(worth, aim.minute + minute, aim.metre, aim.late)


def dues(dual: Dual, prices: Prices) -> tuple[Floats, Floats, Ints]:
    """Give what visits pay at given prices.

    Returns
    -------
    crew, goods : array of float, shape (visits,)
        For the places of their tasks, and for what they take.
    chosen : array of int, shape (wants,)
        The resource each want is filled from.
    """
    task, wants, visits = dual.market.task, dual.wants, len(dual.aim.stake)
    crew = np.bincount(task["visit"], weights=task["size"] * prices.task, minlength=visits)
    order = np.lexsort((prices.unit[wants.resource], wants.want))
    first = np.searchsorted(wants.want[order], np.arange(len(wants.visit)))
    chosen = wants.resource[order[first]]
    goods = np.bincount(wants.visit, weights=wants.quantity * prices.unit[chosen], minlength=visits)
    return crew.astype(np.float64), goods.astype(np.float64), chosen


def bound_at(dual: Dual, prices: Prices, sweep: Sweep) -> float:
    """Give the Lagrangian function, from the bounds of a sweep at these prices.

    It is a little less than it is: errors of summing do not make it more.
    """
    crew, goods, _ = dues(dual, prices)
    stake = dual.aim.stake
    scarce = prices.unit > 0
    parts = (
        np.where(dual.market.open, np.minimum(stake, crew + goods), stake),
        -sweep.bound,
        -prices.minute * dual.budgets.minutes,
        -prices.unit[scarce] * dual.wants.stock[scarce],
    )
    value = sum(float(part.sum()) for part in parts) - dual.aim.rounding
    size = sum(float(np.abs(part).sum()) for part in parts)
    return value - 1e-6 - 1e-12 * size


def slope_at(dual: Dual, prices: Prices, sweep: Sweep) -> Prices:
    """Give a supergradient, each part as a share of what there is."""
    crew, goods, chosen = dues(dual, prices)
    task, budgets, wants = dual.market.task, dual.budgets, dual.wants
    met = dual.market.open & (crew + goods <= dual.aim.stake)
    worked = np.bincount(
        budgets.budget, weights=sweep.worked[budgets.shift], minlength=len(budgets.minutes)
    )
    used = np.bincount(
        chosen, weights=wants.quantity * met[wants.visit], minlength=len(wants.stock)
    )
    return Prices(
        met[task["visit"]] - sweep.taken / np.maximum(1, task["size"]),
        worked / np.maximum(1, budgets.minutes) - 1.0,
        np.where(np.isfinite(wants.stock), used / np.maximum(1.0, wants.stock) - 1.0, 0.0),
    )


def scaled(prices: Prices, factor: float) -> Prices:
    """Give all prices times a factor."""
    return Prices(*(part * factor for part in prices))


def tamed(dual: Dual, prices: Prices) -> Prices:
    """Bring prices into reason: none below 0, and those of a visit no more than its stake."""
    task = dual.market.task
    kept = Prices(*(np.maximum(0.0, part) for part in prices))
    kept = kept._replace(task=np.where(dual.market.open[task["visit"]], kept.task, 0.0))
    crew, goods, _ = dues(dual, kept)
    left = np.maximum(0.0, dual.aim.stake - goods)
    share = np.where(crew > left, left / np.maximum(crew, 1e-300), 1.0)
    return kept._replace(task=kept.task * share[task["visit"]])
