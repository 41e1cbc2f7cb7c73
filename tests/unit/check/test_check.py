"""The judge as a whole: it lets a right plan pass and refuses each wrong one by its rule."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.check import check
from matcher.model import SWITCHABLE, Break, Ended, Gender, Interval, Pin, Rule, TakenBreak

from .broken_plans import (
    BROKEN_PLANS,
    projector_held,
    projector_lent_before,
    rests,
    said_to_climb,
    unmet,
    weekly_on_one_route,
)
from .broken_scenarios import BROKEN_SCENARIOS, climbing, helper, need, resource
from .change import scored, with_route, with_shift
from .example import PLAN, SCENARIO

CASES = [
    pytest.param(rule, scenario, PLAN, id=f"{rule}: {name}")
    for rule, cases in BROKEN_SCENARIOS.items()
    for name, scenario in cases.items()
] + [
    pytest.param(rule, *case, id=f"{rule}: {name}")
    for rule, cases in BROKEN_PLANS.items()
    for name, case in cases.items()
]


def test_a_right_plan_passes():
    report = check(SCENARIO, PLAN)

    assert report.ok
    assert report.violations == ()
    assert report.score == PLAN.score


def test_every_rule_is_broken_by_some_case():
    assert BROKEN_SCENARIOS.keys() | BROKEN_PLANS.keys() == set(Rule)


@pytest.mark.parametrize(("rule", "scenario", "plan"), CASES)
def test_a_plan_that_breaks_one_rule_is_refused_by_that_rule(rule, scenario, plan):
    report = check(scenario, scored(scenario, plan))

    assert not report.ok
    assert {violation.rule for violation in report.violations} == {rule}


def ignoring(scenario, *rules):
    return replace(scenario, policy=replace(scenario.policy, ignored_rules=rules))


SWITCHED_OFF = {
    rule: (next(iter(cases.values())), PLAN)
    for rule, cases in BROKEN_SCENARIOS.items()
    if rule in SWITCHABLE
} | {Rule.BREAK: BROKEN_PLANS[Rule.BREAK]["mandatory break missing"]}


@pytest.mark.parametrize("rule", sorted(SWITCHABLE))
def test_an_ignored_rule_may_be_broken(rule):
    scenario, plan = SWITCHED_OFF[rule]
    eased = ignoring(scenario, rule)

    assert not check(scenario, scored(scenario, plan)).ok
    assert check(eased, scored(eased, plan)).ok


def test_ignoring_a_rule_that_cannot_be_switched_off_has_no_effect():
    scenario = ignoring(BROKEN_SCENARIOS[Rule.KIND]["not among the kinds"], Rule.KIND)

    assert {violation.rule for violation in check(scenario, PLAN).violations} == {Rule.KIND}


def test_ignoring_breaks_lets_none_be_invented():
    scenario = ignoring(SCENARIO, Rule.BREAK)
    plan = with_route(PLAN, 0, breaks=(TakenBreak(start=620, end=740),))

    (violation,) = check(scenario, scored(scenario, plan)).violations

    assert violation.rule is Rule.BREAK
    assert "2026-11-23 10:20 to 2026-11-23 12:20" in violation.en


def test_pins_that_cannot_be_kept_may_be_left_out_if_the_plan_says_so():
    scenario = replace(SCENARIO, pins=(Pin(need="extra"), *SCENARIO.pins))
    plan = replace(PLAN, ended=Ended.INFEASIBLE_PINS)

    assert check(scenario, plan).ok


def test_a_violation_names_what_it_is_about():
    crew = check(BROKEN_SCENARIOS[Rule.EXCLUDED]["excluded"], PLAN).violations[0]
    route = check(BROKEN_SCENARIOS[Rule.MAX_VISITS]["one too many"], PLAN).violations[0]
    draw = check(BROKEN_SCENARIOS[Rule.PERMITTED]["service"], PLAN).violations[0]

    assert (crew.need, crew.occurrence, crew.helper) == ("care", 0, "liu")
    assert (route.helper, route.shift) == ("liu", "liu-mon")
    assert route.en == "route of shift liu-mon (helper liu): 2 stops, at most 1"
    assert route.zh == "时段 liu-mon（服务者 liu）的路线：2 站，最多 1 站"
    assert (draw.need, draw.occurrence, draw.resource) == ("parcel", 0, "rice-b")


JUST_KEPT = {
    "a wish of language is no rule": (
        need("weekly", languages=("hui",), language_required=False),
        PLAN,
    ),
    "a wish of gender is no rule": (need("care", gender=Gender.FEMALE), PLAN),
    "required for the first role only": (need("care", required=("wang",)), PLAN),
    "no area at all": (helper("liu", communities=()), PLAN),
    "available just then": (resource("rice-a", available=(Interval(start=800, end=801),)), PLAN),
    "free just so long": (resource("hall", available=(Interval(start=660, end=720),)), PLAN),
    "held to the end of its last day": projector_held(780, expires=date(2026, 11, 23)),
    "held past the end of the horizon": projector_held(7 * 1440),
    "lent again when it is back": projector_lent_before(60),
    "ended when the next starts": (need("nurse", after=("care",)), PLAN),
    "occurrences back to back": weekly_on_one_route(0, 1),
    "who comes when the need moves up to them": (climbing(480), said_to_climb(480)),
    "who is named comes whenever": (
        replace(SCENARIO, policy=climbing(0).policy),
        PLAN,
    ),
    "its first visit meets a recurring need": (
        replace(need("weekly", requested=611, service_level_days=0), policy=climbing(0).policy),
        PLAN,
    ),
    "a tier that opens after the horizon": (
        replace(need("extra", requested=0, service_level_days=7), policy=climbing(0).policy),
        PLAN,
    ),
    "a break before it leaves": (
        with_shift(SCENARIO, "liu-tue", breaks=(Break(start=1980, end=1990, minutes=10),)),
        with_route(PLAN, 2, breaks=(TakenBreak(start=1980, end=1990),)),
    ),
    "a break after it is back": (SCENARIO, rests(1, (660, 680))),
}


@pytest.mark.parametrize(("scenario", "plan"), JUST_KEPT.values(), ids=JUST_KEPT.keys())
def test_a_plan_that_just_keeps_its_rules_passes(scenario, plan):
    assert check(scenario, scored(scenario, plan)).violations == ()


def test_a_plan_may_serve_nothing():
    keys = [
        (need.id, occurrence)
        for need in SCENARIO.needs
        for occurrence in range(need.recurrence.times if need.recurrence else 1)
    ]
    scenario = replace(SCENARIO, pins=())
    plan = replace(
        PLAN,
        visits=(),
        routes=(),
        allocations=(),
        unmet=tuple(unmet(*key) for key in keys),
        bound=None,
    )

    assert check(scenario, scored(scenario, plan)).ok


TEXTS = ("", "nobody", "care", "weekly", "parcel", "wang", "liu", "wang-mon", "hall", "rice-a")
NUMBERS = (-(10**30), -1441, -1, 0, 1, 2, 600, 1440, 10**30)


def shaken(value, chance):
    """Turn some of a record's texts, numbers and lists into nonsense."""
    if is_dataclass(value):
        names = [each.name for each in fields(value)]
        return replace(value, **{name: shaken(getattr(value, name), chance) for name in names})
    if isinstance(value, tuple):
        items = tuple(shaken(item, chance) for item in value)
        return chance.choice([items] * 9 + [(), items * 2, items[::-1]])
    if isinstance(value, Enum) or chance.random() < 0.9:
        return value
    if isinstance(value, str):
        return chance.choice(TEXTS)
    return chance.choice(NUMBERS) if isinstance(value, int) else value


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_plan_of_nonsense_is_reported_never_raised(seed):
    plan = shaken(PLAN, Random(seed))  # noqa: S311 nonsense, no secret

    report = check(SCENARIO, plan)

    assert len(report.score.terms) == len(SCENARIO.policy.terms)
    assert not report.ok
