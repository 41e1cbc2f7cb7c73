"""Walkers on parts of one plan: what they make together is a plan, and nothing is lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.engines.search import engine as search_engine
from matcher.engines.search.areas import divide, map_of, merge
from matcher.engines.search.chance import new_chance
from matcher.engines.search.frame import frame_of
from matcher.engines.search.walker import Walker
from matcher.instance import compile_instance
from matcher.model import Ended, Limits
from matcher.objective import measure, totals
from matcher.solve import solve
from tests.strategies import scenarios
from tests.unit.small import at, helper, need, scenario

TURNS = 4


@settings(deadline=None, derandomize=True, max_examples=100)
@given(scenarios(), st.integers(2, 3), st.integers(0, 99))
def test_what_walkers_make_of_their_parts_fits_together(made, parts, seed):
    arrays = compile_instance(made).arrays
    if len(arrays.visit) == 0:
        return
    frame, ground = frame_of(arrays), map_of(arrays)
    walkers = [Walker(arrays, frame, new_chance(seed, number)) for number in range(parts)]
    first = walkers[0]
    first.begin()
    for walker in walkers[1:]:
        walker.stand_at(first.best, first)
    for turn in range(TURNS):
        owner = divide(arrays, ground, first.search.state.solution, parts, 0.7 * turn)
        shifts = len(arrays.shift)
        for part, walker in enumerate(walkers):
            walker.own(owner[:shifts] == part, owner[shifts:] == part)
            walker.walk(10, np.full(1 + arrays.levels, 1e9))
        merge(walkers, owner)
        for walker in walkers:
            by_reference = totals(arrays, measure(arrays, walker.search.state.solution))
            assert walker.totals[1:].tolist() == by_reference.tolist()
            member_served = walker.best.served[arrays.member["visit"]]
            assert np.array_equal(walker.best.shift >= 0, member_served)


@settings(deadline=None, derandomize=True, max_examples=30)
@given(scenarios())
def test_a_plan_of_two_workers_is_checked_like_any(made):
    limits = Limits(max_seconds=None, max_iterations=200, workers=2)
    with_small_parts = search_engine.DIVISIBLE
    search_engine.DIVISIBLE = 1
    try:
        plan = solve(made, limits=limits, engine="search").plan
    finally:
        search_engine.DIVISIBLE = with_small_parts
    assert plan.ended is not Ended.TIME_LIMIT


def test_a_line_between_two_quarters_gives_each_walker_one():
    people = tuple(helper(f"h{row}", home=at(60 * (row % 2))) for row in range(4))
    needs = tuple(need(f"n{row}", place=at(60 * (row % 2))) for row in range(4))
    arrays = compile_instance(scenario(helpers=people, needs=needs)).arrays
    ground = map_of(arrays)._replace(
        helper=np.array([[0.0, 0.0], [1.0, 0.0]] * 2), need=np.array([[0.0, 0.0], [1.0, 0.0]] * 2)
    )
    walker = Walker(arrays, frame_of(arrays), new_chance(0))
    owner = divide(arrays, ground, walker.best, 2, 0.0)
    assert owner.tolist() == [0, 1, 0, 1] * 2
