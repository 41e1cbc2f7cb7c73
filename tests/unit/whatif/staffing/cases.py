"""Small questions of staffing, and the answer found by trying every mix."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

from matcher.model import (
    Community,
    Ended,
    Helper,
    Limits,
    Need,
    Policy,
    ResourceKind,
    ResourceLine,
    Role,
    Scenario,
    SkillLevel,
    Term,
    TermName,
    Window,
)
from matcher.solve import solve
from matcher.whatif.staffing import Question, parse_question
from matcher.whatif.staffing.goals import Goals
from matcher.whatif.staffing.pool import Mix, Pool
from matcher.whatif.staffing.question import goals_of, pool_of
from tests.unit.small import HOME, START, at, helper, need, resource, scenario, shift

LIFTING = SkillLevel(skill="lift", level=2)
COVERAGE = Policy(terms=(Term(name=TermName.COVERAGE, level=1),), priority_weights=(0, 0, 0, 0, 1))


def instant(minutes: int) -> str:
    """Write a time as a file does."""
    return (START + timedelta(minutes=minutes)).isoformat(timespec="minutes")


def question(*additions: dict[str, Any], targets: list[dict[str, Any]]) -> Question:
    """Read a question."""
    document = {"name": "more", "additions": additions, "targets": targets}
    return parse_question(document, START)


def newcomer(name: str, spot: int = 0, start: int = 480, end: int = 720) -> dict[str, Any]:
    """Write a change that adds a helper with one shift."""
    hours = {"id": f"{name}/0", "start": instant(start), "end": instant(end)}
    made = {"id": name, "kind": "volunteer", "home": {"key": f"p{spot}"}, "shifts": [hours]}
    return {"op": "add", "helpers": [made]}


def random_case(seed: int) -> tuple[Scenario, Question]:
    """Give a few needs that too little help is there for, and what could be had."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    made = scenario(
        communities=(HOME, Community(id="east", name="East", place=at(20))),
        helpers=(_someone(chance, "ann"), _someone(chance, "bob")),
        needs=tuple(_wish(chance, f"n{number}") for number in range(chance.randint(5, 7))),
        resources=(resource("rice", ResourceKind.GOODS, chance.randint(0, 3)),),
    )
    learned = {"skills": [{"skill": "lift", "level": 2}]}
    asked = question(
        {
            "id": "neighbour",
            "cost": chance.randint(20, 60),
            "most": 2,
            "changes": [newcomer("cat", chance.randrange(40), end=620)],
        },
        {
            "id": "training",
            "cost": chance.randint(5, 40),
            "changes": [{"op": "change", "helpers": {"id": "ann"}, "append": learned}],
        },
        {
            "id": "hours",
            "cost": chance.randint(5, 40),
            "changes": [{"op": "shift", "helpers": {"id": "bob"}, "end": 90}],
        },
        {
            "id": "rice",
            "cost": chance.randint(1, 30),
            "changes": [{"op": "change", "resources": {"id": "rice"}, "set": {"quantity": 4}}],
        },
        targets=[{"share": chance.choice((0.4, 0.6, 0.7, 0.8, 1.0)), "needs": _of_whom(chance)}],
    )
    return made, asked


def _someone(chance: random.Random, name: str) -> Helper:
    start = 480 + 30 * chance.randrange(4)
    return helper(
        name,
        shift(f"{name}-mon", start, start + chance.choice((90, 120, 180)), max_visits=3),
        home=at(chance.randrange(40)),
        skills=(LIFTING,) * chance.choice((0, 0, 1)),
    )


def _wish(chance: random.Random, name: str) -> Need:
    opens = 480 + 20 * chance.randrange(10)
    lifting = Role(skills=(LIFTING,) * (chance.random() < 0.3))
    return need(
        name,
        community=chance.choice(("home", "east")),
        place=at(chance.randrange(40)),
        priority=chance.randint(2, 5),
        windows=(Window(start=opens, end=opens + chance.choice((15, 40, 90))),),
        roles=(lifting, Role())[: 1 + (chance.random() < 0.25)],
        resources=(ResourceLine(item="rice", quantity=1),) * (chance.random() < 0.4),
    )


def _of_whom(chance: random.Random) -> dict[str, Any]:
    return chance.choice(({}, {"priority": [3, 4, 5]}, {"community": "home"}))


def ready(made: Scenario, asked: Question) -> tuple[Pool, Goals]:
    """Make a pool and its goals."""
    return pool_of(made, asked), goals_of(made, asked)


def cheapest_cost(pool: Pool, goals: Goals) -> int | None:
    """Try mixes, the cheapest first, until one is enough for the only goal; None: none is."""
    ranges = [range(most + 1) for most in pool.everything]
    for mix in sorted(product(*ranges), key=pool.cost):
        if most_served(pool, goals, mix) >= goals.required[0]:
            return pool.cost(mix)
    return None


def most_served(pool: Pool, goals: Goals, mix: Mix) -> int:
    """Prove how many visits of the only goal a plan can serve."""
    made = pool.with_mix(mix)
    needs = tuple(
        replace(one, priority=5 if held else 1)
        for one, held in zip(made.needs, goals.holds[0].tolist(), strict=True)
    )
    told = replace(made, needs=needs, policy=COVERAGE)
    plan = solve(told, limits=Limits(max_seconds=20), engine="exact").plan
    assert plan.ended is Ended.OPTIMAL
    return goals.served(plan)[0]
