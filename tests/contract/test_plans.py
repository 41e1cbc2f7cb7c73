"""What every engine promises of every plan."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from matcher.check import check
from matcher.engines import ENGINES
from matcher.formats.documents import parse_plan
from matcher.model import Ended, Plan, Rule, Scenario
from tests.contract.engines import NAMES, planned, suited, takes, written
from tests.strategies import random_scenarios, scenarios

EXAMPLES = 500

MOST_NEEDS = {"exact": 4, "portfolio": 5}
"""Small enough for a proof in a moment, mostly."""


@pytest.mark.parametrize("engine", NAMES)
def test_every_plan_keeps_every_rule_and_tells_its_score(engine):
    taken = []
    # What is doubled holds two of them, and goes to engines that are judged on all.
    examples = EXAMPLES // 4 if engine == "portfolio" else EXAMPLES

    @settings(random_scenarios, max_examples=examples)
    @given(scenarios(most_needs=MOST_NEEDS.get(engine, 10)))
    def each(drawn):
        scenario = suited(engine, drawn)
        taken.append(takes(engine, scenario))
        if taken[-1]:
            plan = planned(engine, scenario)
            assert_checked(scenario, plan)
            assert_ended_truly(scenario, plan)
            assert parse_plan(json.loads(written(plan))) == plan

    each()
    assert len(taken) >= examples
    assert sum(taken) > 0.8 * len(taken), "the engine takes too few scenarios to be judged"


def assert_checked(scenario: Scenario, plan: Plan) -> None:
    report = check(scenario, plan)
    missed = Rule.PIN if plan.ended is Ended.INFEASIBLE_PINS else None
    assert [str(each) for each in report.violations if each.rule is not missed] == []
    assert report.score == plan.score


def assert_ended_truly(scenario: Scenario, plan: Plan) -> None:
    served = {(visit.need, visit.occurrence) for visit in plan.visits}
    pins_kept = all((pin.need, pin.occurrence) in served for pin in scenario.pins)
    assert pins_kept == (plan.ended is not Ended.INFEASIBLE_PINS)
    assert plan.ended not in {Ended.TIME_LIMIT, Ended.CANCELLED}
    if plan.bound is not None and pins_kept:
        assert plan.bound <= plan.score.totals
    if plan.ended is Ended.OPTIMAL:
        assert plan.bound == plan.score.totals


@pytest.mark.skipif("exact" not in NAMES, reason="no engine here proves anything")
def test_nothing_beats_a_proven_optimum():
    proven = []

    @settings(random_scenarios, max_examples=100)
    @given(scenarios(most_needs=4))
    def each(scenario):
        if not takes("exact", scenario):
            return
        best = planned("exact", scenario)
        if best.ended is not Ended.OPTIMAL:
            return
        proven.append(best)
        for engine in NAMES:
            if not takes(engine, scenario):
                continue
            plan = planned(engine, scenario)
            if plan.ended is not Ended.INFEASIBLE_PINS:
                assert plan.score.totals >= best.score.totals

    each()
    assert len(proven) > 50, "too few optima are proven for the comparison to mean anything"


@pytest.mark.skipif("exact" not in NAMES, reason="no engine here proves anything")
def test_the_flow_is_as_good_as_what_the_exact_engine_proves():
    compared = []

    @settings(random_scenarios, max_examples=EXAMPLES)
    @given(scenarios(most_needs=4))
    def each(drawn):
        scenario = suited("flow", drawn)
        if not takes("flow", scenario) or not takes("exact", scenario):
            return
        plan, best = planned("flow", scenario), planned("exact", scenario)
        assert plan.bound == plan.score.totals
        if best.bound == best.score.totals:
            compared.append(plan.ended)
            assert (plan.ended, plan.score.totals) == (best.ended, best.score.totals)

    each()
    assert len(compared) > 0.8 * EXAMPLES
    assert set(compared) == {Ended.OPTIMAL, Ended.INFEASIBLE_PINS}


def test_the_engines_have_different_names():
    assert len(set(NAMES)) == len(ENGINES)
