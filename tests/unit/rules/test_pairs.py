"""Each rule on pairs where it binds, where it does not, and where it is switched off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from matcher.instance import compile_instance
from matcher.model import (
    SWITCHABLE,
    Community,
    EscalationTier,
    Gender,
    HeldLicence,
    HelperKind,
    Lag,
    Organisation,
    OrganisationKind,
    Place,
    Policy,
    Role,
    Rule,
    Service,
    SkillLevel,
    Window,
    WindowBounds,
)
from matcher.rules import PAIR_RULES, Pairs
from tests.strategies import scenarios
from tests.unit.small import HOME, at, candidates, helper, need, scenario, shift

NURSE = Role(
    kinds=(HelperKind.SOCIAL_WORKER,),
    skills=(SkillLevel(skill="care", level=3),),
    licences=("nursing",),
)
PLACES = {
    "communities": (
        HOME,
        Community(id="county", name="C", place=at(0)),
        Community(id="far", name="F", parent="county", place=at(5)),
    ),
    "organisations": (
        Organisation(id="team", name="T", kind=OrganisationKind.CHARITY, communities=("county",)),
        Organisation(id="free", name="T", kind=OrganisationKind.CHARITY),
    ),
}
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 22)
POINT = Place(lat=28.2, lon=112.9, key="p0")
FAR_POINT = Place(lat=28.21, lon=112.9, key="p5")  # 1112 m to the north


def held(*licences: HeldLicence) -> dict[str, object]:
    return {"licences": licences}


CASES = {
    "kind": (
        Rule.KIND,
        {"kind": HelperKind.SOCIAL_WORKER},
        {},
        {"roles": (Role(kinds=NURSE.kinds),)},
    ),
    "skill": (
        Rule.SKILL,
        {"skills": (SkillLevel(skill="care", level=3),)},
        {"skills": (SkillLevel(skill="care", level=2),)},
        {"roles": (Role(skills=NURSE.skills),)},
    ),
    "skill not held": (
        Rule.SKILL,
        {"skills": (SkillLevel(skill="care", level=5),)},
        {"skills": (SkillLevel(skill="cooking", level=5),)},
        {"roles": (Role(skills=NURSE.skills),)},
    ),
    "licence expired": (
        Rule.LICENCE,
        held(HeldLicence(licence="nursing", expires=MONDAY)),
        held(HeldLicence(licence="nursing", expires=SUNDAY)),
        {"roles": (Role(licences=("nursing",)),)},
    ),
    "licence not held": (
        Rule.LICENCE,
        held(HeldLicence(licence="nursing")),
        held(HeldLicence(licence="driving")),
        {"roles": (Role(licences=("nursing",)),)},
    ),
    "community": (
        Rule.AREA,
        {"communities": ("county",)},
        {"communities": ("home",)},
        {"community": "far"},
    ),
    "organisation's area": (
        Rule.AREA,
        {"organisation": "team"},
        {"organisation": "team", "communities": ("far",)},
        {"community": "county"},
    ),
    "no area": (Rule.AREA, {"organisation": "free"}, {"radius": 10}, {"community": "far"}),
    "radius": (
        Rule.AREA,
        {"home": POINT, "radius": 1112},
        {"home": POINT, "radius": 1111},
        {"place": FAR_POINT},
    ),
    "radius without a point": (
        Rule.AREA,
        {"home": POINT, "radius": 50, "communities": ("home",)},
        {"home": POINT, "radius": 50, "communities": ("far",)},
        {"place": at(0)},
    ),
    "gender": (
        Rule.GENDER,
        {"gender": Gender.FEMALE},
        {"gender": Gender.MALE},
        {"gender": Gender.FEMALE, "gender_required": True},
    ),
    "gender unknown": (
        Rule.GENDER,
        {"gender": Gender.MALE},
        {},
        {"gender": Gender.MALE, "gender_required": True},
    ),
    "language": (
        Rule.LANGUAGE,
        {"languages": ("mandarin", "yi")},
        {"languages": ("mandarin",)},
        {"languages": ("yi", "hmong"), "language_required": True},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_rule_lets_one_in_and_keeps_the_other_out(case):
    _, may, may_not, asked = CASES[case]
    people = helper("may", **may), helper("maynot", **may_not)
    made = scenario(**PLACES, helpers=people, needs=(need(**asked),))
    assert candidates(made) == {("tea", 0, "may-mon")}


@pytest.mark.parametrize("case", [case for case in CASES if CASES[case][0] in SWITCHABLE])
def test_a_rule_switched_off_lets_both_in(case):
    rule, may, may_not, asked = CASES[case]
    people = helper("may", **may), helper("maynot", **may_not)
    policy = Policy(ignored_rules=(rule,))
    made = scenario(**PLACES, helpers=people, needs=(need(**asked),), policy=policy)
    assert candidates(made) == {("tea", 0, "may-mon"), ("tea", 0, "maynot-mon")}


@pytest.mark.parametrize(
    "wish", [{"gender": Gender.FEMALE}, {"languages": ("yi",)}, {"preferred": ("ann",)}]
)
def test_a_wish_that_is_not_required_keeps_nobody_out(wish):
    people = helper("ann"), helper("bob", gender=Gender.MALE, languages=("mandarin",))
    assert len(candidates(scenario(helpers=people, needs=(need(**wish),)))) == 2


def test_required_helpers_fill_the_first_role_only():
    people = helper("ann"), helper("bob")
    asked = need(roles=(Role(), Role()), required=("bob",))
    assert candidates(scenario(helpers=people, needs=(asked,))) == {
        ("tea", 0, "bob-mon"),
        ("tea", 1, "ann-mon"),
        ("tea", 1, "bob-mon"),
    }


def test_excluded_helpers_fill_no_role():
    people = helper("ann"), helper("bob")
    asked = need(roles=(Role(), Role()), excluded=("bob",))
    assert candidates(scenario(helpers=people, needs=(asked, need("other")))) == {
        ("tea", 0, "ann-mon"),
        ("tea", 1, "ann-mon"),
        ("other", 0, "ann-mon"),
        ("other", 0, "bob-mon"),
    }


SECRETARY = helper(
    "sun",
    shift("sun-eve", -60, 240),
    shift("sun-mon"),
    shift("sun-tue", 1920, 2160),
    kind=HelperKind.SECRETARY,
)


@pytest.mark.parametrize(
    ("asked", "came"),
    [
        # What it asks for, and the shifts of the secretary that may fill the role of a social
        # worker; the service promises a day.
        ({"requested": 480 - 1440}, {"sun-mon", "sun-tue"}),
        ({"requested": 481 - 1440}, {"sun-tue"}),
        ({"requested": 0 - 1440}, {"sun-eve", "sun-mon", "sun-tue"}),
        ({"requested": 1 - 1440}, {"sun-mon", "sun-tue"}),
        ({}, {"sun-tue"}),
        ({"service_level_days": 0}, {"sun-eve", "sun-mon", "sun-tue"}),
        ({"service_level_days": 2}, set()),
        ({"requested": -100, "service_level_days": 2}, set()),
    ],
)
def test_a_tier_opens_roles_to_its_kinds_on_shifts_that_begin_no_sooner(asked, came):
    promised = Service(id="talk", name="Talk", minutes=30, service_level_days=1)
    made = scenario(
        days=2,
        services=(promised,),
        helpers=(SECRETARY,),
        needs=(need(roles=(Role(kinds=NURSE.kinds),), **asked),),
        policy=Policy(escalation=(EscalationTier(kinds=(HelperKind.SECRETARY,)),)),
    )
    assert {name for *_, name in candidates(made)} == came


def test_roles_that_anyone_may_fill_are_open_from_the_start():
    ladder = (EscalationTier(kinds=(HelperKind.SECRETARY,), after_days=1),)
    climbs = need(service_level_days=0)
    made = scenario(days=2, helpers=(SECRETARY,), needs=(climbs,), policy=Policy(escalation=ladder))
    assert {name for *_, name in candidates(made)} == {"sun-eve", "sun-mon", "sun-tue"}


def test_a_licence_is_judged_on_the_day_of_each_shift():
    days = shift("mon"), shift("tue", 1440 + 480, 1440 + 720)
    nurse = helper("ann", *days, licences=(HeldLicence(licence="nursing", expires=MONDAY),))
    asked = need(roles=(Role(licences=("nursing",)),))
    assert candidates(scenario(days=2, helpers=(nurse,), needs=(asked,))) == {("tea", 0, "mon")}


HOURS = {
    # A shift from 480 to 720, ten minutes' travel each way, half an hour's service.
    "opens as the helper could still be back": (Window(start=680, end=900), True),
    "opens too late to be back": (Window(start=681, end=900), False),
    "closes as the helper can arrive": (Window(start=0, end=490), True),
    "closes before the helper can arrive": (Window(start=0, end=489), False),
    "soft, and closed in time": (Window(start=0, end=400, soft=True, max_late=90), True),
    "soft, and closed too long": (Window(start=0, end=400, soft=True, max_late=89), False),
    "bounds the end": (Window(start=0, end=520, bounds=WindowBounds.SERVICE), True),
    "bounds an end too early": (Window(start=0, end=519, bounds=WindowBounds.SERVICE), False),
}


@pytest.mark.parametrize("case", HOURS)
def test_shift_hours(case):
    window, fits = HOURS[case]
    made = scenario(needs=(need(place=at(10), windows=(window,)),))
    assert bool(candidates(made)) is fits


def test_overtime_lengthens_the_hours():
    window = Window(start=700, end=900)
    asked = need(place=at(10), windows=(window,))
    for overtime, fits in ((19, False), (20, True)):
        person = helper("ann", shift(max_overtime=overtime))
        assert bool(candidates(scenario(helpers=(person,), needs=(asked,)))) is fits


@pytest.mark.parametrize(
    ("bounds", "window", "fits"),
    [
        (WindowBounds.START, (330, 330), True),
        (WindowBounds.START, (320, 328), False),
        (WindowBounds.ALL_STARTS, (300, 480), True),
        (WindowBounds.ALL_STARTS, (300, 479), False),
    ],
)
def test_a_lag_moves_the_hours_of_a_later_role(bounds, window, fits):
    roles = Role(minutes=10), Role(minutes=10, lag=Lag(min=100, max=151))
    early = helper("early", shift("early", 300, 400))
    start, end = window
    asked = need(roles=roles, windows=(Window(start=start, end=end, bounds=bounds),))
    found = candidates(scenario(helpers=(early, helper("ann")), needs=(asked,)))
    assert (("tea", 1, "ann-mon") in found) is fits


@settings(max_examples=60, deadline=None, derandomize=True)
@given(scenarios(most_needs=6))
def test_roles_that_ask_the_same_are_answered_the_same(made):
    instance = compile_instance(made)
    arrays, facts = instance.arrays, instance.facts
    owners = arrays.shift["helper"]
    everyone, shifts = np.arange(len(arrays.helper)), np.arange(len(arrays.shift))
    for rule in PAIR_RULES:
        helpers = owners if rule.by_shift else everyone
        asks = rule.asks(facts) if rule.asks else np.arange(len(arrays.role))[:, None]
        known = {}
        for role in range(len(arrays.role)):
            pairs = Pairs(np.full(len(helpers), role), helpers, shifts)
            asked = asks[role].tobytes()
            answer = rule.allows(facts, pairs).tolist()
            assert known.setdefault(asked, answer) == answer, (rule.code, role)


def test_every_rule_on_pairs_is_tested_here():
    tested = {rule for rule, *_ in CASES.values()}
    assert {rule.code for rule in PAIR_RULES} - tested == {
        Rule.REQUIRED,
        Rule.ESCALATION,
        Rule.EXCLUDED,
        Rule.SHIFT_HOURS,
    }


def test_a_role_asks_for_everything_at_once():
    able = helper(
        "able",
        kind=HelperKind.SOCIAL_WORKER,
        skills=(SkillLevel(skill="care", level=5),),
        licences=(HeldLicence(licence="nursing"),),
    )
    lacking = [
        replace(able, id=f"no-{field}", shifts=(shift(f"no-{field}"),), **{field: value})
        for field, value in (("kind", HelperKind.TEAM), ("skills", ()), ("licences", ()))
    ]
    made = scenario(helpers=(able, *lacking), needs=(need(roles=(NURSE,)),))
    assert candidates(made) == {("tea", 0, "able-mon")}
