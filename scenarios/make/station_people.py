"""Who works for the station: three social workers and forty volunteers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matcher.model import Break, Gender, HeldLicence, Helper, HelperKind, Mode, Shift, SkillLevel
from scenarios.make.draw import SAT, WORKDAYS, Draw, Point, at

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
MORNING, NOON = ("08:15", "12:00"), ("10:30", "13:00")
AFTERNOON, EVENING = ("14:00", "17:00"), ("16:00", "19:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Volunteers of one sort."""

    title: str
    count: int
    gender: Gender | None
    slots: tuple[tuple[str, str], ...]
    modes: tuple[Mode, ...]
    skills: Mapping[str, float] = field(default_factory=dict)
    """Skill and the chance to have it."""
    days: tuple[int, ...] = WORKDAYS


PROFILES = (
    Profile(
        title="阿姨",
        count=16,
        gender=Gender.FEMALE,
        slots=(MORNING, NOON, NOON, AFTERNOON),
        modes=(Mode.WALK, Mode.WALK, Mode.BIKE),
        skills={"companionship": 0.8, "meals": 0.7, "bathing": 0.6, "haircut": 0.2, "escort": 0.4},
    ),
    Profile(
        title="叔叔",
        count=9,
        gender=Gender.MALE,
        slots=(MORNING, NOON, AFTERNOON),
        modes=(Mode.BIKE, Mode.EBIKE),
        skills={"companionship": 0.6, "meals": 0.6, "bathing": 0.7, "escort": 0.6},
    ),
    Profile(
        title="师傅",
        count=5,
        gender=Gender.MALE,
        slots=(MORNING, AFTERNOON, EVENING),
        modes=(Mode.EBIKE,),
        skills={"repair": 1.0, "haircut": 0.5},
        days=(*WORKDAYS, SAT),
    ),
    Profile(
        title="同学",
        count=6,
        gender=None,
        slots=(EVENING, EVENING, AFTERNOON),
        modes=(Mode.BIKE, Mode.TRANSIT),
        skills={"tutoring": 1.0, "companionship": 0.5},
        days=(*WORKDAYS, SAT),
    ),
    Profile(
        title="老师",
        count=4,
        gender=None,
        slots=(AFTERNOON, EVENING),
        modes=(Mode.BIKE, Mode.CAR),
        skills={"tutoring": 1.0, "companionship": 0.5, "escort": 0.3},
    ),
)


def helpers(draw: Draw, centres: Mapping[str, Point]) -> tuple[Helper, ...]:
    """Recruit the social workers, then the volunteers."""
    volunteers = (
        (profile, f"{surname}{profile.title}")
        for profile in PROFILES
        for surname in draw.some(SURNAMES, profile.count)
    )
    return (
        *(_social_worker(number) for number in range(3)),
        *(
            _volunteer(draw, centres, f"v{number:02}", name, profile)
            for number, (profile, name) in enumerate(volunteers, 1)
        ),
    )


def _social_worker(number: int) -> Helper:
    skills = (
        {"counselling": 4, "assessment": 3, "companionship": 3},
        {"assessment": 3, "mediation": 4, "companionship": 3},
        {"assessment": 2, "counselling": 3, "mediation": 3, "companionship": 2},
    )[number]
    licences = [HeldLicence(licence="assistant_social_worker", expires=date(2028, 12, 31))]
    if number == 0:
        licences.append(HeldLicence(licence="social_worker", expires=date(2029, 6, 30)))
    name = ("站长", "社工甲", "社工乙")[number]
    return Helper(
        id=f"s{number + 1}",
        name=name,
        kind=HelperKind.SOCIAL_WORKER,
        organisation="station",
        community="c1",
        mode=Mode.EBIKE,
        skills=tuple(SkillLevel(skill=skill, level=level) for skill, level in skills.items()),
        licences=tuple(licences),
        gender=Gender.MALE if number == 1 else Gender.FEMALE,
        languages=("普通话", "长沙话") if number else ("普通话",),
        shifts=tuple(_office_day(f"s{number + 1}", day) for day in WORKDAYS),
        max_minutes_day=300,
        max_minutes_week=1_000,
        cost_per_hour=3_500,
    )


def _office_day(helper: str, day: int) -> Shift:
    lunch = Break(start=at(day, "11:30"), end=at(day, "13:30"), minutes=60)
    return Shift(
        id=f"{helper}-{day + 1}",
        start=at(day, "08:30"),
        end=at(day, "17:30"),
        max_visits=6,
        max_overtime=30,
        breaks=(lunch,),
    )


def _volunteer(
    draw: Draw, centres: Mapping[str, Point], identifier: str, name: str, profile: Profile
) -> Helper:
    community = draw.weighted({"c1": 0.5, "c2": 0.25, "c3": 0.25})
    days = draw.some(profile.days, draw.weighted({2: 0.5, 3: 0.35, 4: 0.15}))
    mode = draw.pick(profile.modes)
    near = mode is Mode.WALK and draw.chance(0.5)
    yellow = community == "c3" and draw.chance(0.5)
    return Helper(
        id=identifier,
        name=name,
        kind=HelperKind.VOLUNTEER,
        organisation="yellow-caps" if yellow else "neighbours",
        community=community,
        home=draw.near(centres[community], 600),
        communities=(community,) if near else (),
        radius=draw.between(700, 1_200, 100) if near else None,
        mode=mode,
        skills=tuple(
            SkillLevel(skill=skill, level=draw.between(2, 4))
            for skill, chance in profile.skills.items()
            if draw.chance(chance)
        ),
        gender=profile.gender or draw.pick((Gender.FEMALE, Gender.MALE)),
        languages=("普通话", "长沙话") if draw.chance(0.7) else ("普通话",),
        shifts=tuple(
            _slot(draw, f"{identifier}-{number}", day, profile.slots)
            for number, day in enumerate(days, 1)
        ),
        max_minutes_week=draw.between(240, 480, 60),
        reliability=draw.between(85, 99) / 100,
    )


def _slot(draw: Draw, identifier: str, day: int, slots: tuple[tuple[str, str], ...]) -> Shift:
    start, end = draw.pick(slots)
    return Shift(
        id=identifier,
        start=at(day, start),
        end=at(day, end),
        max_visits=4 if draw.chance(0.3) else None,
        max_overtime=15 if draw.chance(0.2) else 0,
    )
