"""Prices to begin with, taken from plans whose detours are plain to see."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.engines.bounds import lagrangian
from matcher.engines.bounds.aim import aim_of, policy_weights
from matcher.engines.bounds.desk import trade_of
from matcher.engines.bounds.market import market_of
from matcher.engines.bounds.outset import plan_prices
from matcher.engines.bounds.prices import Dual, budgets_of, wants_of
from matcher.engines.bounds.stops import stops_of
from matcher.engines.search import SearchEngine
from matcher.instance import compile_instance
from matcher.model import Limits, Objective, Policy, Role, Term, TermName, Window
from tests.unit.small import at, helper, need, scenario

NINE = (Window(start=540, end=540),)
POLICY = Policy(
    objective=Objective.WEIGHTED_SUM,
    terms=(
        Term(name=TermName.COVERAGE, level=1, weight=1000),
        Term(name=TermName.TRAVEL_TIME, level=1, weight=2),
    ),
)


def priced(made):
    """Plan a scenario; give its dual, the plan and the stops."""
    instance = compile_instance(made)
    arrays = instance.arrays
    plan = SearchEngine().solve(instance, Limits(max_seconds=None, max_iterations=200), 0).solution
    market = market_of(arrays)
    trade = trade_of(arrays, market, count_metres=False)
    aim = aim_of(arrays, market, policy_weights(arrays, 0))
    dual = Dual(market, trade, aim, budgets_of(arrays), wants_of(arrays, market))
    return dual, arrays, plan, stops_of(arrays, market, plan)


def test_a_stop_costs_its_detour():
    needs = need("near", place=at(2)), need("far", place=at(5))
    dual, _, _, stops = priced(scenario(needs=needs, policy=POLICY))
    # Home, 2, 5 and home: without the far one 6 minutes fewer, without the near one none.
    assert plan_prices(dual, stops).task.tolist() == [0.0, 2 * 6.0]


def test_the_only_stop_costs_its_way_there_and_back():
    dual, _, _, stops = priced(scenario(needs=(need("far", place=at(5)),), policy=POLICY))
    assert plan_prices(dual, stops).task.tolist() == [2 * 10.0]


def test_what_is_left_out_is_worth_its_stake():
    needs = need("one", priority=3, windows=NINE), need("other", priority=5, windows=NINE)
    dual, arrays, plan, stops = priced(scenario(needs=needs, policy=POLICY))
    assert plan.served.tolist() == [False, True]
    weight = arrays.need["weight"][0]
    assert plan_prices(dual, stops).task.tolist() == [1000.0 * weight, 0.0]


def test_a_crew_shares_the_stake():
    crew = need("pair", priority=3, roles=(Role(), Role()))
    dual, arrays, _, stops = priced(scenario(needs=(crew,), policy=POLICY))
    assert len(stops.offer) == 0
    assert plan_prices(dual, stops).task.tolist() == [500.0 * arrays.need["weight"][0]] * 2


def test_a_plan_that_leaves_nothing_out_brings_the_first_bounds_near():
    places = np.random.default_rng(1).integers(1, 60, 24)
    needs = tuple(need(f"n{row}", place=at(int(spot))) for row, spot in enumerate(places))
    people = tuple(helper(f"h{number}") for number in range(8))
    _, arrays, plan, _ = priced(scenario(needs=needs, helpers=people, policy=POLICY))
    assert plan.served.all()

    def bound(sweeps, start):
        return lagrangian(arrays, sweeps=sweeps, start=start).totals[0]

    assert bound(5, plan) > bound(5, None)
    assert bound(200, plan) == pytest.approx(bound(200, None), rel=0.02)
