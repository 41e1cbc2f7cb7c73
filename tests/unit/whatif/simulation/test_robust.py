"""Planning for expected coverage: the term `no_shows` beside coverage, judged by the simulation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.model import Limits, Objective, Policy, Term, TermName, Window
from matcher.solve import solve
from matcher.whatif.simulation import simulate
from tests.unit.small import at, helper, need, scenario
from tests.unit.whatif.simulation.test_simulate import is_near

COVERAGE = Term(name=TermName.COVERAGE, level=1, weight=1000)
TRAVEL = Term(name=TermName.TRAVEL_TIME, level=1)
NO_SHOWS = Term(name=TermName.NO_SHOWS, level=1)

ONCE = (Window(start=540, end=540),)


def planned(engine: str, *terms: Term):
    made = scenario(
        helpers=(
            helper("ann", home=at(10), reliability=0.6),
            helper("bob", reliability=0.95),
        ),
        needs=(
            need("dire", place=at(10), priority=5, windows=ONCE),
            need("calm", priority=1, windows=ONCE),
        ),
        policy=Policy(objective=Objective.WEIGHTED_SUM, terms=terms),
    )
    limits = Limits(max_seconds=None, max_iterations=50)
    return made, solve(made, limits=limits, engine=engine).plan


@pytest.mark.parametrize("engine", ["search", "exact"])
def test_a_plan_for_expected_coverage_is_another_and_serves_more(engine) -> None:
    made, plain = planned(engine, COVERAGE, TRAVEL)
    _, robust = planned(engine, COVERAGE, NO_SHOWS, TRAVEL)
    crews = [
        {visit.need: visit.crew[0].helper for visit in each.visits} for each in (plain, robust)
    ]
    assert crews == [{"dire": "ann", "calm": "bob"}, {"dire": "bob", "calm": "ann"}]
    before, after = (simulate(made, each, seed=4).weight for each in (plain, robust))
    assert is_near(before.mean, 16 * 0.6 + 0.95, (16**2 * 0.24 + 0.0475) ** 0.5)
    assert is_near(after.mean, 16 * 0.95 + 0.6, (16**2 * 0.0475 + 0.24) ** 0.5)


def test_for_crews_of_one_the_score_is_the_weight_expected_to_be_lost() -> None:
    _, robust = planned("search", COVERAGE, NO_SHOWS)
    assert robust.score.totals == (round(1000 * (16 * 0.05 + 1 * 0.4)),)


def test_who_never_comes_is_not_sent() -> None:
    made, _ = planned("search", COVERAGE)
    gone = replace(
        made,
        helpers=(replace(made.helpers[0], reliability=0.0), made.helpers[1]),
        policy=Policy(
            objective=Objective.WEIGHTED_SUM, terms=(COVERAGE, replace(NO_SHOWS), TRAVEL)
        ),
    )
    plan = solve(gone, limits=Limits(max_seconds=None, max_iterations=50), engine="search").plan
    assert [visit.need for visit in plan.visits] == ["dire"]
