"""Independent parts add up to the whole: plans, figures, bounds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from matcher.arrays import empty_solution
from matcher.engines import choose
from matcher.engines.interface import Limits
from matcher.engines.portfolio.parts import cost_left_out, insert, parts_of, scenario_of
from matcher.engines.search import SearchEngine
from matcher.instance import compile_instance
from matcher.model import Ended, Pin
from matcher.objective import rank
from matcher.solve import solve
from tests.contract.doubled import copied, doubled, joined
from tests.strategies import scenarios
from tests.unit.small import at, helper, need, scenario

random_scenarios = settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
ROUNDS = Limits(max_seconds=None, max_iterations=20)


def planned(made, engine="portfolio", seed=0, **fields):
    return solve(made, limits=replace(ROUNDS, **fields), engine=engine, seed=seed).plan


@random_scenarios
@given(scenarios(most_needs=6))
def test_the_plans_of_parts_make_a_plan_that_costs_their_sum(drawn):
    whole = compile_instance(doubled(drawn))
    solution, costs = empty_solution(whole.arrays), cost_left_out(whole.arrays)
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
