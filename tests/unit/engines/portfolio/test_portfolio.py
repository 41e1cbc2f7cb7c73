"""Independent parts add up to the whole: plans, figures, bounds."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings

from matcher.arrays import empty_solution
from matcher.engines import ENGINES, Answer, UnsupportedScenario, choose
from matcher.engines.choice import PROVEN_AT_ONCE
from matcher.engines.portfolio import PortfolioEngine
from matcher.engines.portfolio.parts import extract, insert, parts_of, scenario_of
from matcher.engines.search import SearchEngine
from matcher.instance import compile_instance
from matcher.model import (
    Ended,
    Limits,
    Objective,
    Pin,
    Policy,
    PublishedVisit,
    Role,
    Term,
    TermName,
)
from matcher.objective import rank
from matcher.objective.left_out import costs_left_out
from matcher.solve import solve
from tests.contract.doubled import copied, doubled, joined
from tests.strategies import random_scenarios, scenarios
from tests.unit.small import at, helper, need, scenario

ROUNDS = Limits(max_seconds=None, max_iterations=20)


def planned(made, engine="portfolio", seed=0, start=None, **fields):
    limits = replace(ROUNDS, **fields)
    return solve(made, limits=limits, engine=engine, seed=seed, start=start).plan


@settings(random_scenarios, max_examples=200)
@given(scenarios(most_needs=6))
def test_the_plans_of_parts_make_a_plan_that_costs_their_sum(drawn):
    whole = compile_instance(doubled(drawn))
    solution, costs = empty_solution(whole.arrays), costs_left_out(whole.arrays).T
    assert rank(whole.arrays, solution)[1:] == tuple(costs.sum(axis=0))
    outside = np.ones(len(costs), bool)
    missed, total = 0, np.zeros(whole.arrays.levels, np.int64)
    for part in parts_of(whole.arrays, least=1):
        own = compile_instance(scenario_of(part, whole))
        found = SearchEngine().solve(own, ROUNDS, 0).solution
        insert(solution, found, part, whole.arrays)
        missed += rank(own.arrays, found)[0]
        total += rank(own.arrays, found)[1:]
        outside[np.isin(whole.arrays.visit["need"], part.need)] = False
    missed += np.count_nonzero(whole.arrays.visit["pinned"][outside])
    total += costs[outside].sum(axis=0)
    assert rank(whole.arrays, solution) == (missed, *total)


def test_small_copies_are_proven_as_the_exact_engine_proves_the_whole():
    compared = []

    @settings(random_scenarios, max_examples=30)
    @given(scenarios(most_needs=3))
    def each(drawn):
        instance = compile_instance(doubled(drawn))
        if ENGINES[0].unsupported(instance) or len(instance.arrays.member) > 10:
            return
        plan, best = planned(doubled(drawn)), planned(doubled(drawn), "exact")
        compared.append((plan.ended, best.ended))
        if best.ended is Ended.OPTIMAL:
            assert plan.score.totals >= best.score.totals
            assert plan.bound is None or plan.bound <= best.score.totals
        if plan.ended is Ended.OPTIMAL:
            assert plan.bound == plan.score.totals <= best.score.totals

    each()
    assert compared.count((Ended.OPTIMAL, Ended.OPTIMAL)) > 0.7 * len(compared) > 10


def town(name, needs=9):
    """Two helpers with crews of two and of one: too large to be proven at once."""
    made = scenario(
        policy=Policy(
            objective=Objective.WEIGHTED_SUM,
            terms=(
                Term(name=TermName.COVERAGE, level=1, weight=100),
                Term(name=TermName.TRAVEL_TIME, level=1),
            ),
        ),
        helpers=tuple(helper(f"h{row}", home=at(9 * row)) for row in range(4)),
        needs=tuple(
            need(f"n{row}", place=at(5 * row % 31), roles=(Role(count=1 + row % 2),))
            for row in range(needs)
        ),
    )
    return copied(made, name)


def towns(*names):
    return joined(town(""), *map(town, names))


def test_totals_are_those_of_the_parts_solved_by_themselves():
    plan = planned(towns("a-", "b-", "c-"), max_iterations=30)
    alone = planned(town("a-"), "search", max_iterations=10)
    assert plan.score.totals == tuple(3 * total for total in alone.score.totals)
    assert plan.ended is Ended.ITERATION_LIMIT
    assert {visit.need[2:] for visit in plan.visits} == {visit.need[2:] for visit in alone.visits}


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_offered_is_the_sum_of_the_parts(workers):
    instance, offered = compile_instance(towns("a-", "b-", "c-")), []
    answer = PortfolioEngine(ENGINES[1:]).solve(
        instance,
        replace(ROUNDS, workers=workers),
        seed=0,
        offer=lambda best: offered.append(best()),
    )
    first, *_, last = offered
    visits = len(first.solution.served)
    assert 0 < np.count_nonzero(first.solution.served) <= workers * visits // 3
    assert np.count_nonzero(last.solution.served) > 2 * visits // 3
    ranks = [rank(instance.arrays, each.solution) for each in offered]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[-1] >= rank(instance.arrays, answer.solution)
    assert {each.ended for each in offered} == {Ended.CANCELLED}


def test_the_parts_go_on_from_a_plan_of_the_whole():
    made = towns("a-", "b-", "c-")
    start = planned(made, max_iterations=60)
    plan = planned(made, max_iterations=0, start=start)
    assert plan.score.totals == start.score.totals
    assert planned(made, max_iterations=0).score.totals > start.score.totals


@settings(random_scenarios, max_examples=50)
@given(scenarios(most_needs=6))
def test_the_plan_of_a_part_comes_out_of_the_whole_as_it_went_in(drawn):
    whole = compile_instance(doubled(drawn))
    for part in parts_of(whole.arrays, least=1):
        solution = empty_solution(whole.arrays)
        own = compile_instance(scenario_of(part, whole))
        found = SearchEngine().solve(own, ROUNDS, 0).solution
        insert(solution, found, part, whole.arrays)
        for told, expected in zip(extract(solution, part, whole.arrays), found, strict=True):
            np.testing.assert_array_equal(told, expected)


@pytest.mark.parametrize("workers", [1, 2])
def test_equal_runs_give_equal_plans(workers):
    made = towns("a-", "b-", "c-", "d-")
    first, second = (planned(made, seed=5, workers=workers) for _ in range(2))
    assert first == second


def test_auto_takes_it_where_parts_are_independent():
    assert choose("auto", compile_instance(towns("a-", "b-"))).name == "portfolio"
    assert choose("auto", compile_instance(town("a-"))).name == "search"


def test_a_large_part_with_crumbs_is_left_whole():
    made = joined(town(""), town("a-", needs=30), town("b-", needs=1))
    with pytest.raises(UnsupportedScenario, match="nearly all visits may depend on one another"):
        choose("portfolio", compile_instance(made))


@pytest.mark.parametrize("told_before", [1, 9])
def test_a_stop_request_keeps_the_best_of_all_parts(told_before):
    told, made = [], towns("a-", "b-", "c-", "d-", "e-")
    plan = solve(
        made,
        limits=Limits(max_seconds=600, workers=2),
        engine="portfolio",
        listen=told.append,
        stop=lambda: len(told) > told_before,
    ).plan
    assert plan.ended is Ended.CANCELLED
    assert plan.score.totals <= told[-1].totals
    assert {visit.need[0] for visit in plan.visits} == set("abcde")
    assert [p.totals for p in told] == sorted((p.totals for p in told), reverse=True)


def test_time_is_shared_and_kept():
    told = []
    limits = Limits(max_seconds=2, workers=2)
    made = towns(*"abcdef")
    planned(made)
    solve(made, limits=limits, engine="portfolio", listen=told.append)
    assert told[-1].seconds == pytest.approx(2.0, abs=1.0)
    assert told[-1].unmet < len(made.needs)


def test_a_pin_that_cannot_be_kept_in_one_part_is_told_of_the_whole():
    made = towns("a-", "b-")
    plan = planned(replace(made, pins=(Pin(need="a-n0", start=0),)))
    assert plan.ended is Ended.INFEASIBLE_PINS
    assert plan.bound is None
    assert any(visit.need.startswith("b-") for visit in plan.visits)


class Recording(ThreadPoolExecutor):
    """An executor that looks at what it is handed."""

    handed: ClassVar[list[object]] = []

    def submit(self, function, /, *given, **named):
        *plain, _listen, _stop, _offer = given
        self.handed.append(pickle.loads(pickle.dumps((function, *plain))))  # noqa: S301
        return super().submit(function, *given, **named)


def test_another_executor_is_handed_what_can_be_sent_elsewhere():
    instance = compile_instance(towns("a-", "b-"))
    answer = PortfolioEngine(ENGINES[1:], Recording).solve(instance, ROUNDS, 0)
    assert answer.solution.served.any()
    assert [made.needs[0].id for _, _, made, *_ in Recording.handed] == ["a-n0", "b-n0"]


class Lazy:
    """An engine that serves nothing, and claims the bounds it is told of."""

    name = "lazy"

    def __init__(self, **bounds):
        self._bounds = bounds

    def unsupported(self, instance):
        return None

    def solve(self, instance, limits, seed, listen, stop, offer, start):
        return Answer(
            solution=empty_solution(instance.arrays),
            ended=Ended.COMPLETED,
            iterations=1,
            bound=self._bounds[instance.scenario.needs[0].id],
        )


@pytest.mark.parametrize(
    ("tea", "rice", "bound", "ended"),
    [
        ((4, 2), (4, 2), (9, 4), Ended.OPTIMAL),
        ((4, 2), (4, 1), (9, 3), Ended.COMPLETED),
        ((4, 2), (3, 0), (8, 0), Ended.COMPLETED),
        ((4, 2), None, (5, 0), Ended.COMPLETED),
        (None, None, None, Ended.COMPLETED),
    ],
)
def test_bounds_add_up_level_by_level_to_the_first_with_a_gap(tea, rice, bound, ended):
    names = {"tea": "ann", "rice": "bob"}
    many = {"roles": (Role(count=PROVEN_AT_ONCE),)}
    made = scenario(
        policy=Policy(
            terms=(
                Term(name=TermName.COVERAGE, level=1),
                Term(name=TermName.DISRUPTION, level=2),
            )
        ),
        helpers=tuple(helper(name) for name in names.values()),
        needs=(
            *(need(name, required=(names[name],), **many) for name in names),
            need("nobody", priority=1, excluded=tuple(names.values())),
        ),
        published=tuple(
            PublishedVisit(need=name, start=500, helpers=(names[name],)) for name in names
        ),
    )
    portfolio = PortfolioEngine((Lazy(tea=tea, rice=rice),))
    answer = portfolio.solve(compile_instance(made), ROUNDS, 0)
    assert (answer.bound, answer.ended) == (bound, ended)
