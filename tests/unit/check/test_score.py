"""Every term of the score, and every figure of a plan that disagrees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.check import check
from matcher.model import (
    EscalationTier,
    Gender,
    HelperKind,
    Objective,
    PastVisit,
    Plan,
    Policy,
    PublishedVisit,
    ResourceLine,
    Rule,
    Scenario,
    Score,
    Term,
    TermName,
)

from .broken_plans import rests, weekly_once
from .broken_scenarios import climbing, helper, need, second_role
from .change import changed, with_allocation, with_shift, with_stop, with_visit
from .example import PLAN, SCENARIO, START, VALUES


def values(scenario, plan=PLAN):
    return {term.name: term.value for term in check(scenario, plan).score.terms}


def ignoring_breaks():
    return replace(SCENARIO, policy=Policy(ignored_rules=(Rule.BREAK,)))


def weekly_by_two():
    member = replace(PLAN.visits[3].crew[0], helper="zhao", shift="zhao-wed")
    return with_visit(PLAN, 3, crew=(member,))


def relying_on(name, reliability):
    policy = Policy(terms=(Term(name=TermName.NO_SHOWS, level=1),))
    return replace(helper(name, reliability=reliability), policy=policy)


def published(*visits):
    return replace(SCENARIO, published=visits)


# What a change of the example makes of one term; VALUES holds what it is without.
ZERO = {
    TermName.COVERAGE: (replace(SCENARIO, needs=SCENARIO.needs[:-1]), PLAN),
    TermName.LATENESS: (
        changed(need("nurse", windows=()), "needs", "class", due=660),
        PLAN,
    ),
    TermName.MAX_LATENESS: (
        changed(need("nurse", windows=()), "needs", "class", due=None),
        PLAN,
    ),
    TermName.FAIRNESS: (replace(SCENARIO, needs=SCENARIO.needs[:-1]), PLAN),
    TermName.CONTINUITY: (SCENARIO, PLAN),
    TermName.PREFERENCES: (need("class", preferred=("liu", "zhao")), PLAN),
    TermName.TIER: (second_role("nurse", kinds=(HelperKind.SOCIAL_WORKER,)), PLAN),
    TermName.NO_SHOWS: (relying_on("liu", 1.0), PLAN),
    TermName.MISSED_BREAKS: (SCENARIO, rests(1, (660, 680))),
    TermName.SHORTFALL: (SCENARIO, with_allocation(PLAN, 2, quantity=500)),
    TermName.TRAVEL_TIME: (SCENARIO, replace(PLAN, routes=PLAN.routes[4:])),
    TermName.TRAVEL_DISTANCE: (SCENARIO, replace(PLAN, routes=PLAN.routes[4:])),
    TermName.WAITING: (SCENARIO, replace(PLAN, routes=PLAN.routes[4:])),
    TermName.MAX_IDLE: (SCENARIO, replace(PLAN, routes=PLAN.routes[2:3])),
    TermName.OVERTIME: (with_shift(SCENARIO, "wang-mon", end=795), PLAN),
    TermName.PAY: (SCENARIO, replace(PLAN, routes=PLAN.routes[3:])),
    TermName.BALANCE: (SCENARIO, replace(PLAN, routes=())),
    TermName.DISRUPTION: (published(*SCENARIO.published[:1]), PLAN),
}


def raised(**wanted):
    """Give the example in which `extra` may have moved up, by two points a tier."""
    ladder = tuple(
        EscalationTier(kinds=(HelperKind.SECRETARY,), after_days=days, priority=2)
        for days in (0, 3)
    )
    return replace(need("extra", **wanted), policy=Policy(escalation=ladder))


def opened(cost):
    """Give the example in which a volunteer comes to `care` by virtue of a tier."""
    made = climbing(480)
    ladder = (EscalationTier(kinds=(HelperKind.VOLUNTEER,), cost=cost),)
    return replace(made, policy=replace(made.policy, escalation=ladder))


EXACT = [
    (TermName.COVERAGE, 1, raised(priority=1, service_level_days=7), PLAN),
    (TermName.COVERAGE, 4, raised(priority=1, service_level_days=4), PLAN),
    (TermName.COVERAGE, 16, raised(priority=1, service_level_days=4, requested=-1), PLAN),
    (TermName.COVERAGE, 16, raised(priority=2, service_level_days=0), PLAN),
    (TermName.TIER, 1 + 5, opened(5), PLAN),
    (TermName.COVERAGE, 1, need("extra", priority=1), PLAN),
    (TermName.COVERAGE, 4 + 16, SCENARIO, weekly_once()),
    (
        TermName.COVERAGE,
        7,
        replace(SCENARIO, policy=Policy(priority_weights=(0, 0, 0, 0, 7))),
        PLAN,
    ),
    (TermName.LATENESS, 100 + 60, need("class", due=600), PLAN),
    (TermName.MAX_LATENESS, 60, need("class", due=600), PLAN),
    (TermName.FAIRNESS, 334, need("round", community="east"), PLAN),
    (TermName.CONTINUITY, 1, need("care", history=(PastVisit(helper="wang"),)), PLAN),
    (TermName.CONTINUITY, 2, need("care", history=(PastVisit(helper="ghost"),)), PLAN),
    (TermName.CONTINUITY, 1, need("weekly", history=()), weekly_by_two()),
    (TermName.CONTINUITY, 1, SCENARIO, weekly_by_two()),
    (TermName.CONTINUITY, 0, need("weekly", history=()), PLAN),
    (TermName.PREFERENCES, 3, need("care", preferred=("mei",)), PLAN),
    (TermName.PREFERENCES, 2, need("care", gender=Gender.FEMALE), PLAN),
    (TermName.PREFERENCES, 3, need("nurse", languages=("yi", "hui")), PLAN),
    (TermName.PREFERENCES, 2, helper("zhao", gender=None), PLAN),
    (
        TermName.TIER,
        3,
        second_role("care", kinds=(HelperKind.TEAM, HelperKind.LIAISON, HelperKind.VOLUNTEER)),
        PLAN,
    ),
    (TermName.NO_SHOWS, 3 * 4 * 250, relying_on("liu", 0.75), PLAN),
    (TermName.NO_SHOWS, 4 * 4 * 67, relying_on("zhao", 0.9333), PLAN),
    (TermName.MISSED_BREAKS, 20, SCENARIO, rests(0)),
    (TermName.MISSED_BREAKS, 80, ignoring_breaks(), rests(0)),
    (TermName.SHORTFALL, 41, SCENARIO, with_allocation(PLAN, 2, quantity=299)),
    (
        TermName.SHORTFALL,
        0,
        need("parcel", resources=(ResourceLine(item="rice", quantity=0),)),
        PLAN,
    ),
    (TermName.WAITING, 98 + 60, SCENARIO, rests(0)),
    (TermName.WAITING, 98, SCENARIO, rests(1, (660, 680))),
    (TermName.WAITING, 98 - 10, SCENARIO, rests(1, (600, 610))),
    (TermName.WAITING, 98 - 7, SCENARIO, with_stop(PLAN, 3, 1, start=653)),
    (TermName.MAX_IDLE, 138, SCENARIO, rests(0)),
    (TermName.OVERTIME, 15 + 50, with_shift(SCENARIO, "liu-tue", end=1990), PLAN),
    (TermName.PAY, 3000 * 127 // 60, helper("liu", cost_per_hour=0), PLAN),
    (TermName.PAY, 160 + 127 * 50, helper("liu", cost_per_hour=60), PLAN),
    (TermName.BALANCE, 160, SCENARIO, replace(PLAN, routes=PLAN.routes[:4])),
    (
        TermName.DISRUPTION,
        5,
        published(PublishedVisit(need="class", start=661, helpers=("zhao",), weight=5)),
        PLAN,
    ),
    (
        TermName.DISRUPTION,
        4,
        published(PublishedVisit(need="class", start=660, helpers=("a", "b"), weight=2)),
        PLAN,
    ),
    (
        TermName.DISRUPTION,
        9,
        published(PublishedVisit(need="extra", start=0, helpers=("a", "b"), weight=3)),
        PLAN,
    ),
]


def test_every_term_of_the_example_is_as_worked_out_by_hand():
    assert values(SCENARIO) == VALUES


def test_every_term_has_a_zero():
    assert ZERO.keys() == set(TermName)


@pytest.mark.parametrize("name", TermName)
def test_a_term_is_zero_without_its_cause(name):
    assert values(*ZERO[name])[name] == 0


@pytest.mark.parametrize(("name", "value", "scenario", "plan"), EXACT)
def test_a_term_follows_its_cause(name, value, scenario, plan):
    assert values(scenario, plan)[name] == value


def test_a_plan_of_nothing_scores_nothing():
    empty = Scenario(id="empty", start=START)
    plan = Plan(scenario="empty", digest="0" * 64, start=START, score=Score(terms=(), totals=()))

    score = check(empty, plan).score

    assert {term.value for term in score.terms} == {0}
    assert score.totals == (0, 0, 0)


TERMS = (
    Term(name=TermName.OVERTIME, level=3, weight=2),
    Term(name=TermName.COVERAGE, level=1, weight=100),
    Term(name=TermName.TIER, level=3, weight=7),
)


@pytest.mark.parametrize(
    ("objective", "totals"),
    [
        (Objective.LEXICOGRAPHIC, (1600, 15 * 2 + 7)),
        (Objective.WEIGHTED_SUM, (1600 + 15 * 2 + 7,)),
    ],
)
def test_terms_are_summed_by_level_or_all_together(objective, totals):
    scenario = replace(SCENARIO, policy=Policy(objective=objective, terms=TERMS))

    score = check(scenario, PLAN).score

    assert [term.name for term in score.terms] == [term.name for term in TERMS]
    assert score.totals == totals


@pytest.mark.parametrize(
    ("objective", "totals"), [(Objective.LEXICOGRAPHIC, ()), (Objective.WEIGHTED_SUM, (0,))]
)
def test_a_policy_may_have_no_terms(objective, totals):
    scenario = replace(SCENARIO, policy=Policy(objective=objective, terms=()))

    assert check(scenario, PLAN).score == Score(terms=(), totals=totals)


def refused(**changes):
    report = check(SCENARIO, replace(PLAN, **changes))
    assert {violation.rule for violation in report.violations} <= {Rule.SCORE}
    return [violation.en for violation in report.violations]


def said(position, **changes):
    terms = list(PLAN.score.terms)
    terms[position] = replace(terms[position], **changes)
    return replace(PLAN.score, terms=tuple(terms))


def test_each_figure_that_differs_is_named():
    assert refused(score=said(0, value=15)) == ["coverage value is 15, recomputed 16"]
    assert refused(score=said(1, level=1)) == ["lateness level is 1, recomputed 2"]
    assert refused(score=said(4, weight=31, value=1)) == [
        "continuity weight is 31, recomputed 30",
        "continuity value is 1, recomputed 0",
    ]
    assert refused(score=replace(PLAN.score, totals=(16, 501, 0))) == [
        "totals[1] is 501, recomputed 500",
        "totals[2] is 0, recomputed 107806",
    ]


def test_terms_and_totals_are_those_of_the_policy():
    short = replace(PLAN.score, terms=PLAN.score.terms[1:], totals=(16, 500))
    swapped = replace(PLAN.score, terms=PLAN.score.terms[::-1])

    assert [sentence.split()[0] for sentence in refused(score=short)] == ["terms", "number"]
    assert refused(score=short)[1] == "number of totals is 2, recomputed 3"
    assert [sentence.split()[0] for sentence in refused(score=swapped)] == ["terms"]


@pytest.mark.parametrize("bound", [None, (0, 0, 0), (16, 500, 107_806), (15, 10**9, 10**9)])
def test_a_bound_may_reach_the_totals(bound):
    assert refused(bound=bound) == []


def test_a_bound_must_not_pass_the_totals():
    assert refused(bound=(16, 500, 107_807)) == [
        "totals (16, 500, 107806) are below the bound (16, 500, 107807)"
    ]
    assert refused(bound=(17, 0, 0)) != []
    assert refused(bound=(16, 500)) == ["number of bounds is 2, recomputed 3"]
