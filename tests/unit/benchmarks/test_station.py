"""The station's Monday is proved; what is cut out of a week is the plan's own."""

import pytest

from benchmarks.cut import one_day
from matcher.check import check
from matcher.formats import read_scenario
from matcher.model import MINUTES_PER_DAY, Ended, Limits
from matcher.solve import solve
from matcher.validate import validate
from scenarios import path


@pytest.fixture(scope="module")
def week():
    scenario = read_scenario(path("station-week")).scenario
    limits = Limits(max_seconds=None, max_iterations=100)
    return scenario, solve(scenario, limits=limits, engine="search", seed=1).plan


def test_a_day_holds_what_the_plan_serves_that_day_and_no_more(week):
    scenario, plan = week
    total = 0
    for day in range(scenario.days):
        cut = one_day(scenario, plan, day)
        total += sum(n.recurrence.times if n.recurrence else 1 for n in cut.needs)
        assert {shift.start // MINUTES_PER_DAY for h in cut.helpers for shift in h.shifts} <= {day}
        assert not [problem for problem in validate(cut) if problem.severity == "error"]
    assert total == len(plan.visits)


def test_the_exact_engine_proves_monday(week):
    monday = one_day(*week, 0)
    limits = Limits(max_seconds=None, max_iterations=100, workers=2)
    plan = solve(monday, limits=limits, engine="exact").plan
    assert len(plan.visits) >= 20
    assert plan.ended is Ended.OPTIMAL
    assert plan.bound == plan.score.totals
    assert not check(monday, plan).violations
