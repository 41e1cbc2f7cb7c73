"""Nothing leaks, whatever is put in and taken out."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.arrays import Arrays, routes_of
from matcher.engines.insertion.chance import new_chance
from matcher.engines.insertion.engine import _take_out
from matcher.engines.insertion.repair import repair
from matcher.engines.insertion.ruin import mend
from matcher.engines.insertion.state import (
    State,
    copy_state,
    load_solution,
    new_state,
)
from matcher.instance import compile_instance
from tests.strategies import scenarios

ROUNDS = 8
BUSY_ROUTES = ("breaks", "limits", "own_ends", "recurrence", "voluntary", "windows")

quickly = settings(deadline=None, derandomize=True, max_examples=100)


def everyone(arrays: Arrays) -> np.ndarray:
    return np.arange(len(arrays.visit))


def assert_counted(arrays: Arrays, state: State) -> None:
    """Compare what the state keeps with a count from the solution alone."""
    fresh = new_state(arrays)
    load_solution(arrays, state.solution, fresh)
    routes = routes_of(arrays, state.solution)
    assert np.array_equal(state.routes.length, routes.length)
    for shift, length in enumerate(routes.length):
        assert np.array_equal(state.routes.stop[shift, :length], routes.stop[shift, :length])
    assert np.array_equal(state.worked, fresh.worked)
    assert np.array_equal(state.spent, fresh.spent)


def assert_whole(arrays: Arrays, state: State) -> None:
    """A visit is served with all its crew, or takes nothing at all."""
    solution = state.solution
    member_served = solution.served[arrays.member["visit"]]
    assert np.array_equal(solution.shift >= 0, member_served)
    assert not solution.given[~solution.served[arrays.draw["visit"]]].any()
    limited = arrays.project["budget"]
    assert (state.spent >= 0).all()
    assert (state.spent <= limited).all()


def assert_routes_hold(arrays: Arrays, state: State) -> None:
    """Mending a plan whose routes hold changes nothing."""
    before = state.solution.served.copy()
    mend(arrays, state)
    assert np.array_equal(state.solution.served, before)


def ruin_and_repair(scenario, seed):
    arrays = compile_instance(scenario).arrays
    state, chance = new_state(arrays), new_chance(seed)
    repair(arrays, state, everyone(arrays), chance, 0.0)
    for _ in range(ROUNDS):
        yield arrays, state
        pending = _take_out(arrays, state, chance)
        yield arrays, state
        repair(arrays, state, pending, chance, 1.0)
    yield arrays, state


@quickly
@given(scenarios(), st.integers(0, 9))
def test_ruin_and_repair_keep_count(scenario, seed):
    for arrays, state in ruin_and_repair(scenario, seed):
        assert_counted(arrays, state)
        assert_whole(arrays, state)
        assert_routes_hold(arrays, state)


@quickly
@given(scenarios(features=BUSY_ROUTES), st.integers(0, 9))
def test_taking_stops_out_of_busy_routes_leaves_no_broken_route(scenario, seed):
    for arrays, state in ruin_and_repair(scenario, seed):
        assert_routes_hold(arrays, state)


@quickly
@given(scenarios(), st.integers(0, 9))
def test_a_copy_is_equal_and_apart(scenario, seed):
    arrays = compile_instance(scenario).arrays
    state, copy, chance = new_state(arrays), new_state(arrays), new_chance(seed)
    repair(arrays, state, everyone(arrays), chance, 0.0)
    copy_state(state, copy)
    served = state.solution.served.copy()
    _take_out(arrays, state, chance)
    assert np.array_equal(copy.solution.served, served)
    assert_counted(arrays, copy)
