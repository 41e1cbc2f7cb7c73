"""The one pipeline: what it refuses, and what it lets nobody get past."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matcher import __version__, engines
from matcher.check import check
from matcher.engines import Answer, UnknownEngine, UnsupportedScenario
from matcher.instance import compile_instance
from matcher.model import Ended, InvalidInput, Limits, Pin
from matcher.solve import PlanRefused, solve
from tests.unit.small import answer, at, helper, need, scenario

QUICK = Limits(max_seconds=None, max_iterations=5)


class Told:
    """An engine that answers what it is told to."""

    name = "told"

    def __init__(self, solution, ended=Ended.COMPLETED, bound=None):
        self.answer = Answer(solution=solution, ended=ended, iterations=3, bound=bound)

    def unsupported(self, instance):
        return None

    def solve(self, instance, limits, seed, listen, stop, offer, start=None):
        return self.answer


def solved_by(monkeypatch, made, **told):
    monkeypatch.setattr(engines, "ENGINES", (Told(**told),))
    return solve(made, limits=QUICK, engine="told")


def test_the_result_tells_how_it_was_made():
    made = scenario()
    result = solve(made, limits=QUICK, seed=8)
    run = result.run
    assert (run.version, run.seed, run.workers) == (__version__, 8, 1)
    assert (run.max_seconds, run.max_iterations) == (None, 5)
    assert run.engine == result.plan.engine
    assert run.seconds > 0
    assert result.plan.seed == 8
    assert check(made, result.plan).ok


def test_an_invalid_scenario_brings_all_its_errors_at_once():
    broken = replace(scenario(), days=0, needs=(need(service="none", excluded=("nobody",)),))
    with pytest.raises(InvalidInput) as caught:
        solve(broken, limits=QUICK)
    assert {problem.code for problem in caught.value.problems} >= {
        "horizon_empty",
        "unknown_service",
        "unknown_helper",
    }


def test_warnings_stop_nothing():
    assert solve(scenario(helpers=()), limits=QUICK).plan.unmet


def test_an_unknown_engine_is_refused():
    with pytest.raises(UnknownEngine, match="cplex"):
        solve(scenario(), limits=QUICK, engine="cplex")


def test_an_engine_that_cannot_take_it_is_refused(monkeypatch):
    picky = Told(None)
    monkeypatch.setattr(picky, "unsupported", lambda _: "too large")
    monkeypatch.setattr(engines, "ENGINES", (picky,))
    with pytest.raises(UnsupportedScenario, match="told: too large"):
        solve(scenario(), limits=QUICK, engine="told")


def test_a_plan_that_breaks_a_rule_is_refused(monkeypatch):
    made = scenario(needs=(need(place=at(30)),))
    too_soon = answer(compile_instance(made), (0, [(0, 500)]))
    with pytest.raises(PlanRefused, match="shift_hours"):
        solved_by(monkeypatch, made, solution=too_soon)


def test_a_bound_above_the_plan_is_refused(monkeypatch):
    made = scenario()
    served = answer(compile_instance(made), (0, [(0, 500)]))
    assert solved_by(monkeypatch, made, solution=served, bound=(0, 0, 0)).plan.visits
    with pytest.raises(PlanRefused, match="bound"):
        solved_by(monkeypatch, made, solution=served, bound=(1, 0, 0))


def test_a_pin_missed_without_a_word_is_refused(monkeypatch):
    made = scenario(pins=(Pin(need="tea"),))
    nothing = answer(compile_instance(made))
    with pytest.raises(PlanRefused, match="pin"):
        solved_by(monkeypatch, made, solution=nothing)
    said = solved_by(monkeypatch, made, solution=nothing, ended=Ended.INFEASIBLE_PINS)
    assert said.plan.ended is Ended.INFEASIBLE_PINS


def test_pins_said_to_be_infeasible_excuse_no_other_rule(monkeypatch):
    made = scenario(needs=(need(place=at(30)),), pins=(Pin(need="tea"),))
    too_soon = answer(compile_instance(made), (0, [(0, 500)]))
    with pytest.raises(PlanRefused, match="shift_hours"):
        solved_by(monkeypatch, made, solution=too_soon, ended=Ended.INFEASIBLE_PINS)


def test_the_seed_is_the_only_source_of_randomness():
    made = scenario(
        helpers=tuple(helper(f"h{row}", home=at(9 * row)) for row in range(4)),
        needs=tuple(need(f"n{row}", place=at(5 * row)) for row in range(8)),
    )
    np.random.seed(1)  # noqa: NPY002
    first = solve(made, limits=QUICK, seed=3).plan
    np.random.seed(2)  # noqa: NPY002
    assert solve(made, limits=QUICK, seed=3).plan == first


def test_the_scenario_is_left_as_it_was():
    made = scenario()
    before = repr(made)
    solve(made, limits=QUICK)
    assert repr(made) == before
