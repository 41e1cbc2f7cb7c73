"""Thousands of moves, each evaluated by what it changes, against the reference evaluator."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.arrays import empty_solution, routes_of
from matcher.engines.search.chance import Chance, new_chance
from matcher.engines.search.changes import load_solution
from matcher.engines.search.repair import fill
from matcher.engines.search.rounds import Kept, improve
from matcher.engines.search.score import score
from matcher.engines.search.state import Search
from matcher.objective import measure, totals
from tests.strategies import random_scenarios, scenarios
from tests.unit.engines.search.searches import counted

MOVES = 40


def totals_of(search: Search) -> np.ndarray:
    sums = np.zeros(1 + search.arrays.levels, np.int64)
    score(search, sums)
    return sums


def move(search: Search, chance: Chance, heat: float) -> None:
    """Ruin and recreate once."""
    current, best = totals_of(search), empty_solution(search.arrays)
    heats = np.full(1 + search.arrays.levels, heat)
    unmet = np.flatnonzero(~search.state.solution.served)
    seeds = np.arange(len(search.arrays.visit))
    improve(search, Kept(best, current, current.copy()), seeds, unmet, heats, 1, chance)


def assert_evaluated(search: Search) -> None:
    arrays, state = search.arrays, search.state
    by_reference = totals(arrays, measure(arrays, state.solution))
    assert totals_of(search)[1:].tolist() == by_reference.tolist()


def assert_whole(search: Search) -> None:
    """A visit is served with all its crew, or takes nothing; routes are those of the solution."""
    arrays, solution = search.arrays, search.state.solution
    member_served = solution.served[arrays.member["visit"]]
    assert np.array_equal(solution.shift >= 0, member_served)
    assert not solution.given[~solution.served[arrays.draw["visit"]]].any()
    routes = routes_of(arrays, solution)
    assert np.array_equal(search.state.routes.length, routes.length)
    for shift, length in enumerate(routes.length):
        own = search.state.routes.stop[shift, :length]
        starts = solution.member_start[own]
        assert (np.diff(starts) >= 0).all()
        assert set(own) == set(routes.stop[shift, :length])
    assert (search.state.spent >= 0).all()
    assert (search.state.spent <= arrays.project["budget"]).all()


@settings(random_scenarios, max_examples=200)
@given(scenarios(), st.integers(0, 99), st.sampled_from((0.0, 1e-3, 1e9)))
def test_moves_are_evaluated_as_the_reference_does(scenario, seed, heat):
    search = counted(scenario)
    chance = new_chance(seed)
    fill(search, np.arange(len(search.arrays.visit)), chance)
    assert_evaluated(search)
    if len(search.arrays.visit):
        for _ in range(MOVES):
            move(search, chance, heat)
            assert_evaluated(search)
        assert_whole(search)


@settings(random_scenarios, max_examples=200)
@given(scenarios(), st.integers(0, 99))
def test_a_loaded_solution_is_counted_alike(scenario, seed):
    search, again = counted(scenario), counted(scenario)
    chance = new_chance(seed)
    fill(search, np.arange(len(search.arrays.visit)), chance)
    if len(search.arrays.visit):
        move(search, chance, 1e9)
    load_solution(again, search.state.solution)
    for name in ("values", "spent", "visit", "route"):
        kept, again_kept = getattr(search.state, name), getattr(again.state, name)
        assert kept.tolist() == again_kept.tolist(), name
    placed = search.state.solution.shift >= 0
    assert search.state.member[placed].tolist() == again.state.member[placed].tolist()
