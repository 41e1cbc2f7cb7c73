"""The search engine where orders suit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.engines.search.frame import frame_of
from matcher.engines.search.ordered import ordered
from matcher.instance import compile_instance
from matcher.model import Ended, Limits
from matcher.solve import solve
from tests.unit.engines.order.care import begun, care

SUITED = [seed for seed in range(12) if begun(care(seed))[1] is not None]


def planned(seed: int, iterations: int, workers: int = 1):
    limits = Limits(max_seconds=None, max_iterations=iterations, workers=workers)
    return solve(care(seed), limits=limits, engine="search", seed=seed).plan


@pytest.mark.parametrize("workers", [1, 2])
def test_plans_get_better_and_equal_runs_are_equal(workers):
    better = 0
    for seed in SUITED:
        first, later = planned(seed, 0), planned(seed, 60, workers)
        assert later.ended is Ended.ITERATION_LIMIT
        assert later.iterations >= 60
        assert later.score.totals <= first.score.totals
        assert planned(seed, 60, workers) == later
        better += later.score.totals < first.score.totals
    assert better > 0.5 * len(SUITED)


def test_a_time_limit_ends_the_run_with_a_plan():
    plan = solve(care(SUITED[0]), limits=Limits(max_seconds=0.5), engine="search").plan
    assert plan.ended is Ended.TIME_LIMIT
    assert plan.iterations > 0


def test_walks_do_not_begin_where_a_visit_is_left_out():
    arrays = compile_instance(care(SUITED[0])).arrays
    walks = ordered(arrays, frame_of(arrays), 0, 1)
    assert walks is not None
    assert not walks.begin(walks.best()[0])


def test_a_scenario_without_crews_is_searched_as_before():
    scenario = care(0)
    alone = replace(scenario, needs=tuple(replace(n, roles=n.roles[:1]) for n in scenario.needs))
    single = tuple(replace(n, roles=(replace(n.roles[0], count=1),)) for n in alone.needs)
    arrays = compile_instance(replace(alone, needs=single)).arrays
    assert ordered(arrays, frame_of(arrays), 0, 1) is None
