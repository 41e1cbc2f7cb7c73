"""Weeks of home care at random: crews, lags, late starts, short shifts."""

from __future__ import annotations

import random

import numpy as np

from matcher.arrays import Arrays
from matcher.engines.order import OrderWalk, jobs_of
from matcher.engines.search.chance import new_chance
from matcher.engines.search.frame import frame_of
from matcher.engines.search.walker import Walker
from matcher.instance import Instance, compile_instance
from matcher.model import (
    HelperKind,
    Lag,
    Need,
    Policy,
    Role,
    Scenario,
    SkillLevel,
    Term,
    TermName,
    Window,
    WindowBounds,
)
from tests.unit.small import at, helper, need, scenario, shift

SKILLS = "cook", "nurse"

POLICY = Policy(
    terms=tuple(
        Term(name=name, level=1, weight=weight)
        for name, weight in (
            (TermName.COVERAGE, 1000),
            (TermName.LATENESS, 2),
            (TermName.MAX_LATENESS, 3),
            (TermName.PREFERENCES, 7),
            (TermName.TIER, 5),
            (TermName.NO_SHOWS, 1),
            (TermName.TRAVEL_TIME, 1),
            (TermName.PAY, 1),
        )
    )
)


def care(seed: int, needs: int = 8, helpers: int = 4) -> Scenario:
    """Draw a scenario."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    people = tuple(
        helper(
            f"h{number}",
            *_shifts(dice, f"h{number}"),
            home=at(dice.randrange(30)),
            kind=dice.choice((HelperKind.VOLUNTEER, HelperKind.SOCIAL_WORKER)),
            skills=tuple(SkillLevel(skill=name) for name in SKILLS if dice.random() < 0.8),
            cost_per_hour=dice.choice((0, 600)),
            reliability=dice.choice((0.99, 1.0)),
        )
        for number in range(helpers)
    )
    return scenario(
        helpers=people,
        needs=tuple(_need(dice, f"n{number}") for number in range(needs)),
        policy=POLICY,
    )


def _shifts(dice: random.Random, name: str) -> tuple:
    first = dice.randrange(400, 520)
    day = shift(
        f"{name}-a", first, first + dice.randrange(150, 300), max_visits=dice.choice((3, None))
    )
    if dice.random() < 0.7:
        return (day,)
    return day, shift(f"{name}-b", day.end + 60, day.end + 200)


def _need(dice: random.Random, name: str) -> Need:
    opens = dice.randrange(420, 640)
    soft = dice.random() < 0.7
    return need(
        name,
        place=at(dice.randrange(60)),
        minutes=dice.randrange(10, 40),
        windows=(
            Window(
                start=opens,
                end=opens + dice.randrange(35, 120),
                soft=soft,
                late_cost=dice.choice((1, 3)),
                bounds=dice.choice((WindowBounds.START, WindowBounds.ALL_STARTS)),
            ),
        ),
        roles=_roles(dice),
        distinct_crew=dice.random() < 0.7,
        preferred=("h0",) if dice.random() < 0.3 else (),
    )


def _roles(dice: random.Random) -> tuple[Role, ...]:
    first = Role(
        skills=(SkillLevel(skill=dice.choice(SKILLS)),) if dice.random() < 0.5 else (),
        kinds=dice.choice(((), (HelperKind.VOLUNTEER, HelperKind.SOCIAL_WORKER))),
        count=dice.choice((1, 1, 1, 2)),
    )
    if dice.random() < 0.6:
        return (first,)
    least = dice.randrange(0, 30)
    lag = Lag(min=least, max=least + dice.randrange(0, 30)) if dice.random() < 0.5 else None
    return first, Role(minutes=dice.randrange(5, 50), lag=lag)


def begun(scenario: Scenario, seed: int = 0) -> tuple[Instance, OrderWalk | None]:
    """Begin a walk where the search's first plan is, if that can be told as an order."""
    instance = compile_instance(scenario)
    arrays, frame = instance.arrays, frame_of(instance.arrays)
    walker = Walker(arrays, frame, new_chance(seed))
    walker.begin()
    jobs = jobs_of(arrays, frame.candidate)
    walk = OrderWalk(arrays, jobs, new_chance(seed, 1))
    return instance, walk if walk.begin(walker.best) else None


def judged(arrays: Arrays, values: np.ndarray) -> int:
    """Sum the terms that a walk counts."""
    names = list(TermName)
    return sum(
        int(arrays.term["weight"][number]) * int(value)
        for number, value in enumerate(values)
        if arrays.term["level"][number] >= 0 and names[number] is not TermName.COVERAGE
    )
