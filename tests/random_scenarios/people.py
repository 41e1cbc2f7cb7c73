"""Helpers with their qualities, shifts and breaks."""

from __future__ import annotations

from matcher import model as m
from tests.random_scenarios.dice import COMMUNITIES, Dice
from tests.random_scenarios.ground import MODES, place

KINDS = (m.HelperKind.VOLUNTEER, m.HelperKind.SOCIAL_WORKER, m.HelperKind.GRID_MEMBER)
SKILLS = ("listening", "cooking")
LICENCES = ("social_work", "nursing")
LANGUAGES = ("mandarin", "yi")
ENDLESS = 365


def helpers(dice: Dice) -> tuple[m.Helper, ...]:
    return tuple(_helper(dice, name) for name in dice.helper_ids)


def _helper(dice: Dice, name: str) -> m.Helper:
    chance = dice.of("helper", name)
    bound = dice.on("organisations", name, share=0.6)
    return m.Helper(
        id=name,
        kind=chance.choice(KINDS),
        organisation=chance.choice(("station", "team")) if bound else None,
        community=chance.choice(COMMUNITIES[1:]),
        home=place(dice, "home", name) if chance.random() < 0.5 else None,
        communities=dice.some(COMMUNITIES, "area", name, most=3) if dice.on("areas", name) else (),
        radius=chance.randint(200, 1500) if dice.on("radius", name, share=0.3) else None,
        mode=chance.choice(MODES) if dice.on("modes", name, share=0.7) else m.Mode.WALK,
        speed_kmh=chance.choice((3.0, 7.3)) if dice.on("modes", "speed", name) else None,
        gender=chance.choice((*m.Gender, None)),
        languages=dice.some(LANGUAGES, "languages", name),
        shifts=_shifts(dice, name),
        max_minutes_day=chance.randint(60, 300) if dice.on("limits", "day", name) else None,
        max_minutes_week=chance.randint(90, 500) if dice.on("limits", "week", name) else None,
        cost_per_hour=chance.choice((0, 1999, 3000)),
        reliability=dice.of("reliability", name).choice((1.0, 1.0, 0.9995, 0.99, 0.9)),
        **_qualities(dice, name),
    )


def _qualities(dice: Dice, name: str) -> dict[str, tuple[object, ...]]:
    chance = dice.of("qualities", name)
    expiries = (None, dice.day(-2, 4, "licence", name))
    return {
        "skills": tuple(
            m.SkillLevel(skill=skill, level=chance.randint(1, 5))
            for skill in SKILLS
            if chance.random() < 0.8
        ),
        "licences": tuple(
            m.HeldLicence(licence=licence, expires=chance.choice(expiries))
            for licence in LICENCES
            if chance.random() < 0.8
        ),
    }


def _shifts(dice: Dice, name: str) -> tuple[m.Shift, ...]:
    found: list[m.Shift] = []
    for day in range(dice.days):
        chance = dice.of("shift", name, day)
        if chance.random() < 0.2:
            continue
        halves = ((480, 720), (780, 1020)) if chance.random() < 0.3 else ((480, 1020),)
        for part, (low, high) in enumerate(halves):
            start = day * 1440 + low + chance.randint(-60, 30)
            end = day * 1440 + high - chance.randint(0, 150)
            found.append(_shift(dice, f"{name}-{day}-{part}", start, end))
    if dice.on("partly_outside", name):
        end = dice.of("early", name).randint(60, 360)
        found.append(_shift(dice, f"{name}-early", -120, end))
        found.append(_shift(dice, f"{name}-late", dice.horizon - 200, dice.horizon + 90))
    return tuple(found)


def _shift(dice: Dice, name: str, start: int, end: int) -> m.Shift:
    chance = dice.of("details", name)
    own_ends = dice.on("own_ends", name)
    return m.Shift(
        id=name,
        start=start,
        end=end,
        start_place=place(dice, "from", name) if own_ends and chance.random() < 0.7 else None,
        end_place=place(dice, "to", name) if own_ends and chance.random() < 0.7 else None,
        max_visits=chance.randint(0, 4) if dice.on("max_visits", name) else None,
        max_overtime=chance.randint(10, 90) if dice.on("overtime", name, share=0.7) else 0,
        breaks=_breaks(dice, name, start, end) if dice.on("breaks", name, share=0.7) else (),
    )


def _breaks(dice: Dice, name: str, start: int, end: int) -> tuple[m.Break, ...]:
    chance = dice.of("breaks", name)
    found: list[m.Break] = []
    free = start
    for _ in range(chance.randint(1, 3)):
        opens = free + chance.randint(0, 150)
        closes = min(end, opens + chance.randint(20, 120))
        if closes - opens < 10:
            break
        found.append(
            m.Break(
                start=opens,
                end=closes,
                minutes=chance.randint(5, min(60, closes - opens)),
                mandatory=not dice.on("voluntary", name, opens, share=0.7),
            )
        )
        free = closes
    return tuple(found)
