from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.model import (
    Community,
    EscalationTier,
    Gender,
    HelperKind,
    Policy,
    Recurrence,
    ResourceKind,
    Role,
    Scenario,
    SkillLevel,
    Window,
    WindowBounds,
)
from matcher.remedy import Lack, Lacking, StepKind
from matcher.remedy.ground import Gap, Span
from matcher.remedy.misses import Misses, time_lacks
from matcher.remedy.records import Miss, Step
from matcher.remedy.telling import Teller
from matcher.report import Language
from tests.unit import small
from tests.unit.remedy.asking import ground_of

AT = (Window(start=500, end=520),)


def lacks_of(made: Scenario, need: str = "tea", occurrence: int = 0) -> list[tuple[Lacking, int]]:
    (miss, *_) = Misses(ground_of(made), need, occurrence).of_role(0)
    return [(lack.code, lack.amount) for lack in miss.lacks]


CLIMBS = small.need(roles=(Role(kinds=(HelperKind.LIAISON,)),), requested=0, service_level_days=1)
LADDER = Policy(escalation=(EscalationTier(kinds=(HelperKind.VOLUNTEER,)),))
PAIRS = {
    Lacking.ESCALATION: small.scenario(days=2, needs=(CLIMBS,), policy=LADDER),
    Lacking.EXCLUDED: small.scenario(needs=(small.need(excluded=("ann",)),)),
    Lacking.GENDER: small.scenario(needs=(small.need(gender=Gender.MALE, gender_required=True),)),
    Lacking.LANGUAGE: small.scenario(
        needs=(small.need(languages=("mn",), language_required=True),)
    ),
    Lacking.LICENCE: small.scenario(needs=(small.need(roles=(Role(licences=("doctor",)),)),)),
    Lacking.AREA: small.scenario(
        communities=(small.HOME, Community(id="away", name="Away", place=small.at(1))),
        helpers=(small.helper(communities=("away",)),),
    ),
}


@pytest.mark.parametrize("code", PAIRS)
def test_a_rule_that_a_helper_breaks_is_what_they_lack(code: Lacking) -> None:
    assert lacks_of(PAIRS[code]) == [(code, 0)]


def test_all_that_is_lacking_is_told_the_hard_rules_first() -> None:
    need = small.need(
        excluded=("ann",),
        roles=(Role(skills=(SkillLevel(skill="nursing", level=3),)),),
        windows=(Window(start=400, end=410),),
    )
    held = (SkillLevel(skill="nursing", level=1),)
    made = small.scenario(helpers=(small.helper(skills=held),), needs=(need,))
    assert lacks_of(made) == [
        (Lacking.EXCLUDED, 0),
        (Lacking.SKILL, 2),
        (Lacking.STARTS_LATE, 70),
    ]


def test_a_shift_of_another_day_is_not_said_to_be_too_short() -> None:
    made = small.scenario(days=2, needs=(small.need(windows=(Window(start=1920, end=1980),)),))
    assert lacks_of(made) == [(Lacking.OFF, 0)]


def test_the_faces_of_the_other_visits_are_counted() -> None:
    bob = small.helper("bob", small.shift("bob-tue", 1920, 2160))
    need = small.need(
        max_helpers=1,
        recurrence=Recurrence(times=2),
        windows=(Window(start=480, end=600), Window(start=1920, end=2040)),
    )
    ground = ground_of(small.scenario(days=2, helpers=(small.helper(), bob), needs=(need,)))
    (unmet,) = ground.plan.unmet
    (came,) = ground.faces("tea")
    other = {"ann": "bob", "bob": "ann"}[came]
    (miss,) = Misses(ground, "tea", unmet.occurrence).of_helper(other)
    lack = next(one for one in miss.lacks if one.code is Lacking.CONTINUITY)
    assert (lack.has, lack.asked) == (1, 1)


GAPS = [
    # The whole shift is free from 480 to 690, and the window lies inside, after, before.
    ((Gap(480, 690, 0, True, True),), 500, 520, []),
    (
        (Gap(480, 690, 0, True, True),),
        700,
        710,
        [(Lacking.ENDS_EARLY, 10), (Lacking.FREE_TOO_EARLY, 10)],
    ),
    (
        (Gap(480, 690, 0, True, True),),
        440,
        470,
        [(Lacking.STARTS_LATE, 10), (Lacking.FREE_TOO_LATE, 10)],
    ),
    # A gap between two visits that is 5 minutes too short; then one at the shift's end.
    ((Gap(505, 500, 9, False, False),), 480, 520, [(Lacking.GAP_TOO_SHORT, 5)]),
    # The window lies after it, before it, and on another day.
    ((Gap(505, 500, 9, False, False),), 530, 560, [(Lacking.GAP_TOO_SHORT, 30)]),
    ((Gap(505, 500, 9, False, False),), 460, 480, [(Lacking.GAP_TOO_SHORT, 25)]),
    ((Gap(505, 500, 9, False, False),), 1940, 1960, [(Lacking.OFF, 0)]),
    ((Gap(1945, 1940, 9, False, False),), 500, 520, [(Lacking.OFF, 0)]),
    (
        (Gap(505, 500, 9, False, False), Gap(600, 590, 9, False, True)),
        480,
        610,
        [(Lacking.ENDS_EARLY, 10)],
    ),
    ((Gap(480, 690, 0, True, True),), 900, 910, [(Lacking.OFF, 0)]),
]


@pytest.mark.parametrize(("gaps", "first", "last", "expected"), GAPS)
def test_what_time_is_lacking_is_counted_in_minutes(
    gaps: tuple[Gap, ...], first: int, last: int, expected: list[tuple[Lacking, int]]
) -> None:
    found = time_lacks(gaps, (Span(first, last, 0),))
    assert [(lack.code, lack.amount) for lack in found] == expected


SAID = [
    (
        Lack(code=Lacking.CONTINUITY, amount=1, has=1, asked=1),
        "would be one person too many (1 already, 1 at most)",
        "会超出人数上限：已有1人服务，最多1人",
    ),
    (
        Lack(code=Lacking.SKILL, amount=1, has=1, asked=2, what="nursing"),
        "has nursing at level 1 of 2",
        "nursing为1级，需要2级",
    ),
    (
        Lack(code=Lacking.SKILL, amount=2, has=0, asked=2, what="nursing"),
        "does not have nursing (level 2 is asked for)",
        "没有nursing技能（需2级）",
    ),
    (
        Lack(code=Lacking.MAX_VISITS, amount=1, has=6, asked=6),
        "has 6 of 6 visits in this shift",
        "该时段已有6次服务，上限6次",
    ),
    (
        Lack(code=Lacking.WEEK_LIMIT, amount=30, asked=600),
        "would be 30 min over the week limit",
        "超出每周上限30分钟",
    ),
    (
        Lack(code=Lacking.ENDS_EARLY, amount=20),
        "has a shift that ends 20 min too early",
        "服务时段早结束20分钟",
    ),
]


@pytest.mark.parametrize(("lack", "en", "zh"), SAID)
def test_what_is_lacking_is_said_in_both_languages(lack: Lack, en: str, zh: str) -> None:
    made = small.scenario(needs=())
    plan = small.planned(made)
    assert Teller(made, plan, Language.EN).lack(lack) == en
    assert Teller(made, plan, Language.ZH).lack(lack) == zh


def test_only_roles_that_are_short_of_people_are_told_of() -> None:
    held = (SkillLevel(skill="nursing"),)
    bob = small.helper("bob", small.shift("bob", 480, 500), skills=held)
    roles = (Role(), Role(skills=held))
    made = small.scenario(helpers=(small.helper(), bob), needs=(small.need(roles=roles),))
    found = Misses(ground_of(made), "tea", 0).nearest()
    told = [(miss.role, miss.helper, [lack.code for lack in miss.lacks]) for miss in found]
    assert told == [(1, "bob", [Lacking.ENDS_EARLY]), (1, "ann", [Lacking.SKILL])]
    free = small.scenario(
        needs=(small.need("cake", excluded=("ann",)), small.need(after=("cake",)))
    )
    assert Misses(ground_of(free), "tea", 0).nearest() == ()


def test_several_lacks_stand_apart_and_the_name_once() -> None:
    made = small.scenario()
    ground = ground_of(made)
    lacks = (Lack(code=Lacking.EXCLUDED), Lack(code=Lacking.ENDS_EARLY, amount=20))
    miss = Miss(role=0, helper="ann", shift=ground.shifts[0][1].id, lacks=lacks)
    english = Teller(made, ground.plan, Language.EN)
    assert english.lacks(miss) == (
        "is not to come to this resident; has a shift that ends 20 min too early"
    )
    assert english.miss(miss).count("ann") == 1
    assert Teller(made, ground.plan, Language.ZH).lacks(miss) == (
        "被该居民排除；服务时段早结束20分钟"
    )


def test_more_supplies_and_another_day_are_said() -> None:
    need = small.need(windows=(Window(start=1920, end=1950),))
    goods = small.resource("rice", ResourceKind.GOODS, 2)
    made = small.scenario(days=2, needs=(need,), resources=(goods,))
    plan = ground_of(made).plan
    more = Step(kind=StepKind.MORE_SUPPLIES, what="rice", amount=3)
    moved = Step(kind=StepKind.MOVE_DAY, amount=1, earlier=True)
    english, chinese = Teller(made, plan, Language.EN), Teller(made, plan, Language.ZH)
    assert english.steps("tea", [more]).startswith("Add rice: 3")
    assert english.steps("tea", [more]).endswith(" more.")
    assert english.steps("tea", [moved]) == "Let it also start on Mon 11-23 08:00–08:30."
    assert chinese.steps("tea", [moved]) == "允许开始时间改为周一 11-23 08:00–08:30。"
    whole = replace(need, windows=(replace(need.windows[0], bounds=WindowBounds.SERVICE),))
    teller = Teller(replace(made, needs=(whole,)), plan, Language.ZH)
    assert teller.steps("tea", [moved]) == "允许服务时间改为周一 11-23 08:00–08:30。"
