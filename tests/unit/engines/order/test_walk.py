"""Every walk against the checker, the reference evaluator, and what it works out from scratch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matcher.build import build_plan
from matcher.check import check
from matcher.engines.interface import Answer
from matcher.engines.order import unsuited
from matcher.explain import explain_unmet
from matcher.formats import digest
from matcher.instance import compile_instance
from matcher.model import Ended, Limits, Plan, Scenario, TermName
from matcher.objective import evaluate, measure
from matcher.solve import solve
from tests.unit.engines.order import changes
from tests.unit.engines.order.care import begun, care, judged

SEEDS = range(120)
HEATS = (0.0, 3.0, 1e6)


def planned(scenario: Scenario, instance, solution) -> Plan:
    return build_plan(
        instance,
        Answer(solution=solution, ended=Ended.ITERATION_LIMIT, iterations=1),
        score=evaluate(instance, solution),
        unmet=explain_unmet(instance, solution),
        digest=digest(scenario),
        engine="search",
        seed=0,
    )


@pytest.mark.parametrize("heat", HEATS)
def test_a_walk_keeps_every_rule_and_counts_as_the_reference_does(heat):
    began, improved = 0, 0
    for seed in SEEDS:
        scenario = care(seed)
        instance, walk = begun(scenario, seed)
        if walk is None:
            continue
        began += 1
        before = walk.cost
        walk.walk(400, heat)
        solution = walk.solution()
        report = check(scenario, planned(scenario, instance, solution))
        assert [str(each) for each in report.violations] == [], seed
        arrays = instance.arrays
        assert walk.cost == pytest.approx(judged(arrays, measure(arrays, solution))), seed
        assert walk.cost <= before
        improved += walk.cost < before
    assert began > 0.8 * len(SEEDS)
    assert improved > 0.5 * began


@pytest.mark.parametrize("heat", HEATS)
def test_what_is_kept_up_to_date_is_what_comes_out_from_scratch(heat):
    for seed in SEEDS:
        _, walk = begun(care(seed, needs=10), seed)
        if walk is None:
            continue
        for _ in range(3):
            walk.walk(100, heat)
            order = walk._order
            kept = {name: getattr(order, name).copy() for name in order._fields}
            assert walk._stand(order.key)
            for name, values in kept.items():
                if name in {"before", "after", "length", "shift"}:
                    assert values.tolist() == getattr(order, name).tolist(), (seed, name)
            held = order.shift >= 0
            assert kept["start"][held].tolist() == order.start[held].tolist(), seed
            assert kept["cost"] == pytest.approx(order.cost), seed


def test_small_plans_are_as_good_as_what_is_proven():
    proven, equal = 0, 0
    for seed in range(25):
        scenario = care(seed, needs=5, helpers=3)
        best = solve(scenario, limits=Limits(max_seconds=5.0), engine="exact").plan
        instance, walk = begun(scenario, seed)
        if best.ended is not Ended.OPTIMAL or walk is None:
            continue
        served = {scenario.needs[v].id for v in np.flatnonzero(walk.solution().served)}
        if served != {visit.need for visit in best.visits}:
            continue
        proven += 1
        for heat in (30.0, 10.0, 3.0, 1.0, 0.1):
            walk.walk(6_000, heat)
        cost = judged(instance.arrays, measure(instance.arrays, walk.solution()))
        optimum = sum(
            term.weight * term.value
            for term in best.score.terms
            if term.name is not TermName.COVERAGE
        )
        assert cost >= optimum, seed
        equal += cost == optimum
    assert proven >= 8
    assert equal >= 0.8 * proven


def test_equal_walks_are_equal():
    walks = [begun(care(3), 7)[1] for _ in range(2)]
    for walk in walks:
        walk.walk(500, 3.0)
    assert walks[0].cost == walks[1].cost
    assert walks[0].solution().shift.tolist() == walks[1].solution().shift.tolist()


def test_a_walk_may_go_on_from_the_best_of_another():
    (_, one), (_, other) = begun(care(5), 1), begun(care(5), 2)
    one.walk(2000, 3.0)
    other.stand_at_best(one)
    assert other.cost == one.cost
    assert other.solution().shift.tolist() == one.solution().shift.tolist()
    other.walk(100, 0.0)
    assert other.cost <= one.cost


def test_a_walk_may_begin_again():
    _, walk = begun(care(5), 1)
    first = walk._order.cost.copy()
    walk.walk(500, 1e6)
    walk.begin_again()
    assert walk._order.cost.tolist() == first.tolist()


def test_a_scenario_that_suits():
    assert unsuited(compile_instance(care(1)).arrays) is None


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("terms it does not count", "waiting"),
        ("needs of several visits", "recurrence"),
        ("needs with several windows", "windows"),
        ("windows that bound the whole service", "bounds"),
        ("due dates", "due"),
        ("needs in a fixed order", "after"),
        ("visits without a crew", "crewless"),
        ("breaks", "breaks"),
        ("resources", "resources"),
        ("continuity", "history"),
        ("pins", "pins"),
        ("limits of a day or week", "limits"),
        ("overtime", "overtime"),
    ],
)
def test_what_does_not_suit_is_named(reason, change):
    assert unsuited(compile_instance(changed(care(1), change)).arrays) == reason


def changed(scenario: Scenario, change: str) -> Scenario:
    return replace(scenario, **getattr(changes, change)(scenario))
