from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.model import (
    Community,
    Gender,
    HeldLicence,
    HelperKind,
    Pin,
    Project,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Role,
    Rule,
    Scenario,
    SkillLevel,
    Window,
)
from matcher.remedy import StepKind, explain_unserved
from matcher.remedy.bench import Bench, Clock, Effort
from matcher.remedy.occurrences import numberings
from tests.unit import small
from tests.unit.remedy.asking import amounts, asked, ground_of, refuse_unproven, standing

EXTEND, WIDEN, LIMIT = StepKind.EXTEND_SHIFT, StepKind.WIDEN_WINDOW, StepKind.RAISE_LIMIT
LEVEL, VISITS, FACES = StepKind.ACCEPT_LEVEL, StepKind.MORE_VISITS, StepKind.MORE_FACES
DAY, SHIFT, AREA = StepKind.MOVE_DAY, StepKind.ADD_SHIFT, StepKind.SERVE_COMMUNITY
SUPPLIES, BUDGET, HELPER = StepKind.MORE_SUPPLIES, StepKind.MORE_BUDGET, StepKind.ADD_HELPER


def at_exactly(start: int) -> tuple[Window, ...]:
    return (Window(start=start, end=start),)


def nursing(level: int) -> tuple[SkillLevel, ...]:
    return (SkillLevel(skill="nursing", level=level),)


CASES = {
    "a shift that ends too early": (
        small.scenario(needs=(small.need(windows=at_exactly(710)),)),
        {(EXTEND,): (20,), (WIDEN,): (20,), (HELPER,): (1,)},
    ),
    "a shift that starts too late": (
        small.scenario(needs=(small.need(windows=at_exactly(460)),)),
        {(EXTEND,): (20,), (WIDEN,): (20,), (HELPER,): (1,)},
    ),
    "a skill one level too low": (
        small.scenario(
            helpers=(small.helper(skills=nursing(1)),),
            needs=(small.need(roles=(Role(skills=nursing(2)),)),),
        ),
        {(LEVEL,): (1,), (HELPER,): (1,)},
    ),
    "a skill that nobody has": (
        small.scenario(needs=(small.need(roles=(Role(skills=nursing(2)),)),)),
        {(HELPER,): (1,)},
    ),
    "a community that nobody serves": (
        small.scenario(
            communities=(small.HOME, Community(id="away", name="Away", place=small.at(1))),
            helpers=(small.helper(communities=("away",)),),
        ),
        {(AREA,): (1,), (HELPER,): (1,)},
    ),
    "a venue that is too small": (
        small.scenario(
            resources=(small.resource("hall", ResourceKind.VENUE, 3),),
            needs=(small.need(resources=(ResourceLine(item="hall", quantity=10),)),),
        ),
        {(SUPPLIES,): (7,)},
    ),
    "stock that does not suffice": (
        small.scenario(
            resources=(small.resource("rice", ResourceKind.GOODS, 2),),
            needs=(small.need(resources=(ResourceLine(item="rice", quantity=5),)),),
        ),
        {(SUPPLIES,): (3,)},
    ),
    "a budget that does not suffice": (
        small.scenario(
            helpers=(small.helper(cost_per_hour=1200),),
            projects=(Project(id="care", budget=500),),
            needs=(small.need(project="care"),),
        ),
        {(BUDGET,): (100,), (HELPER,): (1,)},
    ),
    "an excluded helper": (
        small.scenario(needs=(small.need(excluded=("ann",)),)),
        {(HELPER,): (1,)},
    ),
    "another gender than required": (
        small.scenario(
            helpers=(small.helper(gender=Gender.MALE),),
            needs=(small.need(gender=Gender.FEMALE, gender_required=True),),
        ),
        {(HELPER,): (1,)},
    ),
    "a language that nobody speaks": (
        small.scenario(needs=(small.need(languages=("mn",), language_required=True),)),
        {(HELPER,): (1,)},
    ),
    "a licence that nobody holds": (
        small.scenario(needs=(small.need(roles=(Role(licences=("doctor",)),)),)),
        {(HELPER,): (1,)},
    ),
    "the helper required is away": (
        small.scenario(
            helpers=(
                small.helper("ann", small.shift("ann", 480, 490)),
                small.helper("bob"),
            ),
            needs=(small.need(required=("ann",)),),
        ),
        {(EXTEND,): (20,)},
    ),
    "half a crew": (
        small.scenario(needs=(small.need(roles=(Role(count=2),)),)),
        {(HELPER,): (1,)},
    ),
    "a crew with a lag": (
        small.scenario(
            helpers=(small.helper(), small.helper("bob", small.shift("bob", 480, 500))),
            needs=(
                small.need(
                    roles=(
                        Role(kinds=(HelperKind.VOLUNTEER,)),
                        Role(kinds=(HelperKind.SPECIALIST,)),
                    )
                ),
            ),
        ),
        {(HELPER,): (1,)},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_smallest_changes_are_found(case: str) -> None:
    made, expected = CASES[case]
    told = asked(made)
    assert told.complete
    assert amounts(told) == expected


SECOND = {
    "most visits": (
        small.scenario(
            helpers=(small.helper("ann", small.shift(max_visits=1)),),
            needs=(small.need("cake", priority=5), small.need()),
        ),
        {(VISITS,): (1,)},
    ),
    "a day's limit": (
        small.scenario(
            helpers=(small.helper(max_minutes_day=40),),
            needs=(small.need("cake", priority=5), small.need()),
        ),
        {(LIMIT,): (20,)},
    ),
    "a week's limit": (
        small.scenario(
            helpers=(small.helper(max_minutes_week=50),),
            needs=(small.need("cake", priority=5), small.need()),
        ),
        {(LIMIT,): (10,)},
    ),
    "equipment that is out": (
        small.scenario(
            resources=(small.resource("chair", ResourceKind.EQUIPMENT, 1),),
            helpers=(small.helper(), small.helper("bob")),
            needs=tuple(
                small.need(
                    name,
                    priority=priority,
                    windows=at_exactly(480),
                    resources=(ResourceLine(item="chair", quantity=1),),
                )
                for name, priority in (("cake", 5), ("tea", 1))
            ),
        ),
        {(WIDEN,): (30,), (SUPPLIES,): (1,)},
    ),
}


@pytest.mark.parametrize("case", SECOND)
def test_what_the_plan_uses_up_is_added_to(case: str) -> None:
    made, expected = SECOND[case]
    assert amounts(asked(made, most=2)).items() >= expected.items()


def two_days(**fields: object) -> Scenario:
    tuesday = small.shift("tue", 1920, 2160)
    return small.scenario(**{"days": 2, "helpers": (small.helper("ann", tuesday),)} | fields)


def test_another_day_or_another_shift_is_asked_for() -> None:
    made = two_days(needs=(small.need(windows=(Window(start=480, end=540),)),))
    told = asked(made)
    assert amounts(told) == {(DAY,): (1,), (SHIFT,): (1,), (HELPER,): (1,)}
    days = {one.steps[0].kind: one.visit.start // 1440 for one in told.remedies}
    assert days == {DAY: 1, SHIFT: 0, HELPER: 0}


def test_one_face_more_comes_before_another_day() -> None:
    bob = small.helper("bob", small.shift("bob-tue", 1920, 2160))
    need = small.need(
        max_helpers=1,
        recurrence=Recurrence(times=2),
        windows=(Window(start=480, end=600), Window(start=1920, end=2040)),
    )
    told = asked(two_days(helpers=(small.helper(), bob), needs=(need,)))
    assert amounts(told)[FACES,] == (1,)
    assert amounts(told)[SHIFT,] == (1,)
    assert tuple(step.kind for step in told.remedies[0].steps) == (FACES,)


def test_the_first_of_several_visits_may_be_the_one_that_is_lacking() -> None:
    need = small.need(
        recurrence=Recurrence(times=2),
        windows=(Window(start=480, end=600), Window(start=1920, end=2040)),
    )
    made = two_days(needs=(need,))
    _, (key, plan) = numberings(made, small.planned(made), ("tea", 0))
    assert key == ("tea", 1)
    ground = ground_of(made, plan)
    (unmet,) = ground.plan.unmet
    told = explain_unserved(ground, unmet)
    added = next(one for one in told.remedies if one.steps[0].kind is HELPER)
    assert (added.visit.occurrence, added.visit.start // 1440, added.moved) == (0, 0, 0)
    refuse_unproven(ground, unmet, added)


@pytest.mark.parametrize("start", [460, 710])
def test_less_does_not_do(start: int) -> None:
    ground = ground_of(small.scenario(needs=(small.need(windows=at_exactly(start)),)))
    (unmet,) = ground.plan.unmet
    bench = Bench(ground, ("tea", 0), Clock(60))
    told = explain_unserved(ground, unmet, most=2)
    for steps in (one.steps for one in told.remedies):
        less = (replace(steps[0], amount=steps[0].amount - 1),)
        assert all(bench.trial(less, effort) is None for effort in Effort)


def test_two_things_that_are_lacking_are_changed_together() -> None:
    made = small.scenario(
        helpers=(small.helper("ann", small.shift(max_visits=1)),),
        needs=(small.need("cake", priority=5), small.need(windows=at_exactly(710))),
    )
    assert amounts(asked(made))[VISITS, EXTEND] == (1, 20)


def test_a_plan_that_has_room_once_it_is_rearranged_needs_no_change() -> None:
    tea = small.need(windows=(Window(start=480, end=520),))
    cake = small.need("cake", windows=at_exactly(480))
    short = (small.helper("ann", small.shift(end=540)),)
    plan = small.planned(small.scenario(helpers=short, needs=(tea,)))
    assert plan.visits[0].start < 510
    made = small.scenario(helpers=short, needs=(tea, cake))
    ground = ground_of(made, standing(made, plan, "cake"))
    (unmet,) = ground.plan.unmet
    told = explain_unserved(ground, unmet, most=1)
    (remedy,) = told.remedies
    assert (remedy.steps, remedy.changes, remedy.moved) == ((), (), 1)
    refuse_unproven(ground, unmet, remedy)


def test_a_pin_is_not_set_aside() -> None:
    made = small.scenario(
        pins=(Pin(need="tea", helpers=("ann",), start=700),),
        needs=(small.need(),),
    )
    told = asked(made)
    assert told.unmet.reasons[0].code == Rule.PIN
    assert amounts(told) == {(EXTEND,): (10,)}


def test_what_waits_for_an_unmet_need_is_served_with_it() -> None:
    made = small.scenario(
        needs=(small.need("cake", excluded=("ann",)), small.need(after=("cake",)))
    )
    told = asked(made)
    assert [reason.code for reason in told.unmet.reasons] == [Rule.PREDECESSOR]
    assert amounts(told) == {(HELPER,): (1,)}
    assert [one.need for one in told.remedies[0].plan.visits] == ["cake", "tea"]


def test_what_cannot_come_before_is_not_helped() -> None:
    made = small.scenario(
        needs=(
            small.need("cake", required=("ann",), roles=(Role(licences=("doctor",)),)),
            small.need(after=("cake",)),
        )
    )
    told = asked(made)
    assert told.remedies == ()
    assert told.forced is not None
    assert told.forced.plan is None


def test_the_newcomer_is_who_the_role_asks_for() -> None:
    role = Role(kinds=(HelperKind.SPECIALIST,), licences=("doctor",), skills=nursing(3))
    need = small.need(roles=(role,), gender=Gender.FEMALE, gender_required=True)
    (remedy,) = asked(small.scenario(needs=(need,))).remedies
    added = remedy.scenario.helpers[-1]
    assert (added.kind, added.gender, added.skills) == (
        HelperKind.SPECIALIST,
        Gender.FEMALE,
        nursing(3),
    )
    assert added.licences == (HeldLicence(licence="doctor"),)


def test_when_time_is_over_that_is_said() -> None:
    made = small.scenario(needs=(small.need(windows=at_exactly(710)),))
    told = asked(made, seconds=0.0)
    assert (told.complete, told.remedies) == (False, ())
    assert told.misses
