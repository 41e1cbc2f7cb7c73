"""Resources, resource lines and the project."""

from __future__ import annotations

from matcher import model as m
from tests.random_scenarios.dice import COMMUNITIES, Dice
from tests.random_scenarios.ground import place

ITEMS = {
    m.ResourceKind.GOODS: "rice",
    m.ResourceKind.FUND: "aid",
    m.ResourceKind.VENUE: "room",
    m.ResourceKind.EQUIPMENT: "wheelchair",
}


def _kinds(dice: Dice) -> list[m.ResourceKind]:
    return [kind for kind in ITEMS if kind.value in dice.features]


def resources(dice: Dice) -> tuple[m.Resource, ...]:
    return tuple(_resource(dice, kind, copy) for kind in _kinds(dice) for copy in range(2))


def _resource(dice: Dice, kind: m.ResourceKind, copy: int) -> m.Resource:
    name = f"{ITEMS[kind]}{copy}"
    chance = dice.of("resource", name)
    limited = dice.on("permissions", name)
    return m.Resource(
        id=name,
        kind=kind,
        item=ITEMS[kind],
        quantity=chance.randint(3, 12),
        place=place(dice, name) if chance.random() < 0.5 else None,
        available=_available(dice, name) if dice.on("availability", name) else (),
        expires=dice.day(-1, dice.days, "expiry", name) if dice.on("expiry", name) else None,
        services=("talk", "parcel") if limited and chance.random() < 0.5 else (),
        communities=dice.some(COMMUNITIES, "use", name, most=3) if limited else (),
        organisations=("station",) if limited and chance.random() < 0.3 else (),
    )


def _available(dice: Dice, name: str) -> tuple[m.Interval, ...]:
    chance = dice.of("open", name)
    return tuple(
        m.Interval(start=day * 1440 + chance.randint(400, 600), end=day * 1440 + 900)
        for day in range(dice.days)
    )


def lines(dice: Dice, owner: str) -> tuple[m.ResourceLine, ...]:
    """Draw what a need or service takes of the resources there are."""
    kinds = _kinds(dice)
    if not kinds:
        return ()
    chosen = dice.some([*kinds, *kinds], "lines", owner)
    return tuple(_line(dice, owner, position, kind) for position, kind in enumerate(chosen))


def _line(dice: Dice, owner: str, position: int, kind: m.ResourceKind) -> m.ResourceLine:
    where = (owner, position)
    chance = dice.of("line", *where)
    one = chance.random() < 0.4
    comes_back = kind in {m.ResourceKind.VENUE, m.ResourceKind.EQUIPMENT}
    held = comes_back and dice.on("hold", *where)
    return m.ResourceLine(
        resource=f"{ITEMS[kind]}{chance.randrange(2)}" if one else None,
        item=None if one else ITEMS[kind],
        quantity=chance.choice((0, 1, 2, 3, 5, 8)),
        all_or_none=not dice.on("partial", *where, share=0.7),
        hold=chance.choice((0, 20, 90, 600)) if held else None,
    )


def projects(dice: Dice) -> tuple[m.Project, ...]:
    if "project" not in dice.features:
        return ()
    chance = dice.of("project")
    bounded = chance.random() < 0.5
    return (
        m.Project(
            id="fund",
            budget=chance.choice((None, 1500, 4000, 9000)),
            services=("talk", "care") if chance.random() < 0.4 else (),
            communities=("east", "west") if chance.random() < 0.4 else (),
            start=chance.randint(0, 600) if bounded else None,
            end=dice.horizon - chance.randint(0, 700) if bounded else None,
        ),
    )
