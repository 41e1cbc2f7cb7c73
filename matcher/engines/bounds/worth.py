"""What one more of something would be worth: the prices at which the bound is best.

One more shift like shift s, its candidates and its hours included, adds one term to the Lagrangian
function of `prices`: at the prices p it falls by V_s(p), what the best route of s gains at them,
and no plan of the larger scenario costs less than what is left. So

    best plan of the scenario - best plan with one more s  <=  (best plan - bound) + V_s(p),

and the same holds of one more unit of a resource with its price, of a minute of a helper's day or
week, and of a whole helper with the sum over its shifts and limits. Where the bound is the best
plan's cost, V_s is what one more is worth at most; where the bound is weak, so is the statement.

A helper may besides complete a crew for which there was nobody else: to the function at zero prices
for its places, such a visit is worth its stake. One more is taken to have all candidacies of the
first, which an excluded helper's copy exceeds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Arrays, Floats, Solution
from matcher.arrays.ranges import expand
from matcher.engines.bounds.aim import TERMS, aim_of, policy_weights
from matcher.engines.bounds.ascent import LAST_EFFORT, Clock, climb
from matcher.engines.bounds.desk import new_desk, trade_of
from matcher.engines.bounds.market import market_of
from matcher.engines.bounds.outset import guess, plan_prices
from matcher.engines.bounds.prices import (
    Dual,
    Prices,
    bound_at,
    budgets_of,
    scaled,
    tariff_of,
    wants_of,
)
from matcher.engines.bounds.stops import stops_of
from matcher.engines.bounds.sweep import new_sweep, sweep_shifts
from matcher.engines.interface import StopRequest, never
from matcher.model import TermName


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """What one more of something lowers the bound by at most, in units of the first level.

    Attributes
    ----------
    bound : float
        No plan has less at the first level.
    lost : float
        Stakes of visits that nobody can serve even with one more like any helper.
    prices : Prices
        Those that give it.
    shift : array of float, shape (shifts,)
        One more shift like this one; its minutes count against the same day and week.
    helper : array of float, shape (helpers,)
        One more helper with all shifts of this one, and with limits of its own.
    minute : array of float, shape (helpers,)
        One more minute in each day and week of the helper that is too short for its shifts.
    resource : array of float, shape (resources,)
        One more unit.
    sweeps : int
        Looks at all shifts.
    """

    bound: float
    lost: float
    prices: Prices
    shift: Floats
    helper: Floats
    minute: Floats
    resource: Floats
    sweeps: int


def worths(
    arrays: Arrays,
    *,
    seconds: float | None = None,
    sweeps: int | None = None,
    start: Solution | None = None,
    stop: StopRequest = never,
) -> Worths:
    """Climb to a good bound on the first level, and say what one more of everything is worth.

    Parameters
    ----------
    arrays : Arrays
    seconds : float, optional
        Wall time of the climb.
    sweeps : int, optional
        Looks at all shifts; with these alone, equal runs are equal.
    start : Solution, optional
        A plan, whose stops tell what places cost; the bound is closer sooner then.
    stop : callable
        Asked often.

    Raises
    ------
    ValueError
        If there is neither a time nor a number of sweeps.
    """
    if seconds is None and sweeps is None:
        raise ValueError("worths need seconds, sweeps or both")
    clock, dual = Clock(seconds=seconds, sweeps=sweeps, stop=stop), _dual(arrays)
    first = guess(dual)
    if start is not None:
        first = plan_prices(dual, stops_of(arrays, dual.market, start))
    reached = climb(dual, first, clock, np.inf, lambda _: None, good=False)
    # Nothing is proven better by prices than by none, at which nothing is worth anything.
    prices = reached.prices if reached.value > 0 else scaled(reached.prices, 0.0)
    sweep, desk = new_sweep(dual.trade, len(dual.market.task)), new_desk(dual.trade)
    tariff, shifts = tariff_of(dual, prices), len(arrays.shift)
    sweep_shifts(dual.trade, tariff, desk, sweep, 0, shifts, LAST_EFFORT)
    budgets, helpers = dual.budgets, len(arrays.helper)
    owner = np.zeros(len(budgets.minutes), np.int64)
    owner[budgets.budget] = arrays.shift["helper"][budgets.shift]
    routes = np.bincount(arrays.shift["helper"], sweep.bound, helpers)
    limits = np.bincount(owner, prices.minute * budgets.minutes, helpers)
    lost, completed = _shut(dual, arrays)
    return Worths(
        lost=lost,
        bound=max(0.0, bound_at(dual, prices, sweep)),
        prices=prices,
        shift=sweep.bound,
        helper=routes + limits + completed,
        minute=np.bincount(owner, prices.minute, helpers).astype(np.float64),
        resource=prices.unit,
        sweeps=clock.done,
    )


def _dual(arrays: Arrays) -> Dual:
    """Put together the Lagrangian function of the first level."""
    market = market_of(arrays)
    metres = arrays.term["weight"][TERMS.index(TermName.TRAVEL_DISTANCE)] > 0
    return Dual(
        market,
        trade_of(arrays, market, count_metres=bool(metres)),
        aim_of(arrays, market, policy_weights(arrays, 0)),
        budgets_of(arrays),
        wants_of(arrays, market),
    )


def _shut(dual: Dual, arrays: Arrays) -> tuple[float, Floats]:
    """Give the stakes of visits that nobody can serve.

    First of those that lack more than one helper, and then, by helper, of those that nobody can
    serve but perhaps with one more like this one.
    """
    role, helpers = arrays.role, len(arrays.helper)
    owner, row = expand(np.arange(len(role)), role["candidate_first"], role["candidate_stop"])
    person = arrays.shift["helper"][arrays.candidate["shift"][row]]
    pairs = np.unique(owner * helpers + person)
    owner, person = pairs // helpers, pairs % helpers
    known = np.bincount(owner, minlength=len(role))
    needs = len(arrays.need)
    hopeless = np.bincount(role["need"][known < np.maximum(1, role["count"] - 1)], minlength=needs)
    shut = np.where(dual.market.open, 0.0, dual.aim.stake)
    stakes = np.bincount(arrays.visit["need"], shut, needs)
    stake = stakes * (hopeless == 0)
    in_crew = role["count"][owner] > 1
    chosen = np.unique(role["need"][owner[in_crew]] * helpers + person[in_crew])
    completed = np.bincount(chosen % helpers, stake[chosen // helpers], helpers)
    return float(stakes[hopeless > 0].sum()), completed.astype(np.float64)
