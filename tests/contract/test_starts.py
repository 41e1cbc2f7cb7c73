"""What every engine promises of a plan that it is given to begin with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matcher.build import build_plan
from matcher.engines import Answer
from matcher.explain import explain_unmet
from matcher.instance import compile_instance
from matcher.model import Limits, Plan, Scenario
from matcher.objective import evaluate
from matcher.retrace import solution_of
from matcher.solve import solve
from tests.contract.engines import NAMES, limits, planned, suited, takes
from tests.contract.test_plans import assert_checked
from tests.strategies import random_scenarios, scenarios


def rank(scenario: Scenario, plan: Plan) -> tuple[int, ...]:
    """Give how many pins a plan misses, then its totals."""
    served = {(visit.need, visit.occurrence) for visit in plan.visits}
    missed = sum((pin.need, pin.occurrence) not in served for pin in scenario.pins)
    return missed, *plan.score.totals


@pytest.mark.parametrize("engine", NAMES)
def test_what_comes_of_a_plan_of_another_engine_is_never_worse(engine):
    compared = []

    # What is doubled holds two of them.
    @settings(random_scenarios, max_examples=15 if engine == "portfolio" else 40)
    @given(scenarios(most_needs=5))
    def each(drawn):
        scenario = suited(engine, drawn)
        if not takes(engine, scenario):
            return
        for other in NAMES:
            if other == engine or not takes(other, scenario):
                continue
            start = planned(other, scenario)
            plan = solve(scenario, limits=limits(engine), engine=engine, start=start).plan
            assert_checked(scenario, plan)
            assert rank(scenario, plan) <= rank(scenario, start)
            compared.append(plan)

    each()
    assert len(compared) > 30, "too few plans are given to begin with to be judged"


@pytest.mark.parametrize("engine", [name for name in NAMES if name != "exact"])
def test_without_any_search_the_start_is_what_remains(engine):
    @settings(random_scenarios, max_examples=30)
    @given(scenarios(most_needs=5))
    def each(drawn):
        scenario = suited(engine, drawn)
        if takes(engine, scenario) and takes("exact", scenario):
            start = planned("exact", scenario)
            none = Limits(max_seconds=None, max_iterations=0)
            plan = solve(scenario, limits=none, engine=engine, start=start).plan
            assert rank(scenario, plan) <= rank(scenario, start)

    each()


def test_a_plan_of_a_scenario_that_has_changed_is_begun_with_as_far_as_it_holds():
    @settings(random_scenarios, max_examples=100)
    @given(scenarios())
    def each(scenario):
        start = planned("search", scenario)
        fewer = replace(
            scenario,
            needs=tuple(
                replace(need, minutes=max(1, (need.minutes or 30) - 10 * (row % 2)))
                for row, need in enumerate(scenario.needs)
            ),
            helpers=tuple(
                replace(
                    helper,
                    shifts=tuple(replace(shift, breaks=()) for shift in helper.shifts[row % 2 :]),
                )
                for row, helper in enumerate(scenario.helpers)
            ),
            resources=tuple(
                replace(resource, quantity=resource.quantity // 2)
                for resource in scenario.resources
            ),
        )
        plan = solve(fewer, limits=limits("search"), engine="search", start=start).plan
        assert_checked(fewer, plan)

    each()


def test_a_plan_read_as_a_solution_is_written_as_the_same_plan():
    @settings(random_scenarios, max_examples=100)
    @given(scenarios())
    def each(scenario):
        plan, instance = planned("search", scenario), compile_instance(scenario)
        solution = solution_of(instance, plan)
        answer = Answer(
            solution=solution, ended=plan.ended, iterations=plan.iterations, bound=plan.bound
        )
        again = build_plan(
            instance,
            answer,
            score=evaluate(instance, solution),
            unmet=explain_unmet(instance, solution),
            digest=plan.digest,
            engine=plan.engine,
            seed=plan.seed,
        )
        assert again == plan

    each()
