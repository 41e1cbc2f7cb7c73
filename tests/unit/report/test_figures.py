from __future__ import annotations

from dataclasses import replace

from matcher.model import Plan, Scenario, TermName
from matcher.report.figures import (
    coverage_rows,
    percent,
    priority_rows,
    score_rows,
    summary_rows,
)


def test_summary_counts_visits_people_minutes_and_metres(scenario: Scenario, plan: Plan) -> None:
    (row,) = summary_rows(scenario, plan)
    assert (row.visits, row.served, row.unmet) == (4, 2, 2)
    assert (row.helpers, row.helpers_used) == (2, 2)
    assert row.service_minutes == 30 + 60 + 60
    assert row.travel_minutes == 5 + 10 + 10 + 5 + 5
    assert row.metres == 300 + 700 + 800 + 200 + 200
    assert (row.totals, row.bound) == ((20, 3500), None)


def test_summary_of_an_idle_plan_counts_nobody(scenario: Scenario, plan: Plan) -> None:
    (row,) = summary_rows(scenario, replace(plan, visits=(), routes=(), allocations=()))
    assert (row.served, row.helpers_used, row.service_minutes, row.metres) == (0, 0, 0, 0)


def test_score_gives_each_term_its_cost(scenario: Scenario, plan: Plan) -> None:
    assert [(row.level, row.term, row.cost) for row in score_rows(scenario, plan)] == [
        (1, TermName.COVERAGE, 20),
        (3, TermName.TRAVEL_TIME, 3500),
    ]


def test_coverage_by_community_in_the_scenarios_order(scenario: Scenario, plan: Plan) -> None:
    rows = coverage_rows(scenario, plan)
    assert [(row.community, row.visits, row.served, row.unmet, row.percent) for row in rows] == [
        ("qiaotou", 2, 1, 1, 50.0),
        ("xiangmin", 2, 1, 1, 50.0),
    ]


def test_a_community_that_asks_for_nothing_is_left_out(scenario: Scenario, plan: Plan) -> None:
    only = replace(plan, visits=plan.visits[:1], unmet=())
    assert [row.community for row in coverage_rows(scenario, only)] == ["qiaotou"]


def test_coverage_by_priority_most_urgent_first(scenario: Scenario, plan: Plan) -> None:
    rows = priority_rows(scenario, plan)
    assert [(row.priority, row.served, row.unmet, row.percent) for row in rows] == [
        (5, 0, 1, 0.0),
        (4, 1, 0, 100.0),
        (3, 1, 1, 50.0),
    ]


def test_a_share_has_one_decimal_and_none_of_nothing_is_none() -> None:
    assert (percent(1, 3), percent(2, 3), percent(0, 0)) == (33.3, 66.7, 0.0)
