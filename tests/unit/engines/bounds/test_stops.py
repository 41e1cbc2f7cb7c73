"""Plans as stops, and stops as plans that a search can follow."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from matcher.engines.bounds.desk import trade_of
from matcher.engines.bounds.market import market_of
from matcher.engines.bounds.stops import plan_of, stops_of
from matcher.engines.search import SearchEngine
from matcher.engines.search.chance import new_chance
from matcher.engines.search.follow import follow
from matcher.engines.search.frame import frame_of
from matcher.engines.search.state import new_search
from matcher.instance import compile_instance
from matcher.model import Limits
from tests.strategies import random_scenarios, scenarios
from tests.unit.engines.bounds.test_closing import FEATURES

EXAMPLES = 60
TIMED = tuple(sorted(set(FEATURES) - {"goods", "expiry"}))
"""Where a plan is who goes where and when."""


def test_a_plan_of_stops_is_the_plan_and_can_be_followed():
    stops_seen, crews_seen = 0, 0

    @settings(random_scenarios, max_examples=EXAMPLES)
    @given(scenarios(most_needs=6, features=TIMED))
    def each(drawn):
        nonlocal stops_seen, crews_seen
        instance = compile_instance(drawn)
        arrays = instance.arrays
        limits = Limits(max_seconds=None, max_iterations=50)
        plan = SearchEngine().solve(instance, limits, 0).solution
        market = market_of(arrays)
        trade = trade_of(arrays, market, count_metres=False)
        stops = stops_of(arrays, market, plan)
        made = plan_of(arrays, market, trade, stops)
        again = stops_of(arrays, market, made)
        assert [part.tolist() for part in again] == [part.tolist() for part in stops]
        crewed = plan.served & (arrays.visit["member_stop"] > arrays.visit["member_first"])
        assert (made.served == crewed).all()
        assert (made.start[crewed] <= plan.start[crewed]).all()
        search = new_search(arrays, frame_of(arrays))
        follow(search, made, new_chance(0))
        followed = stops_of(arrays, market, search.state.solution)
        assert [part.tolist() for part in followed] == [part.tolist() for part in stops]
        stops_seen += len(stops.offer)
        crews_seen += int(np.count_nonzero(np.bincount(arrays.member["visit"])[crewed] > 1))

    each()
    assert stops_seen > 60
    assert crews_seen > 5
