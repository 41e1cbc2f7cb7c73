"""Communities, organisations, places and travel, all within an hour's walk."""

from __future__ import annotations

from matcher import model as m
from tests.random_scenarios.dice import COMMUNITIES, KEYS, Dice

CORNER = (28.2, 112.9)
MODES = tuple(m.Mode)


def place(dice: Dice, *name: object) -> m.Place:
    """Draw a place: a point, a named point, or where all have names perhaps only a name."""
    chance = dice.of("place", *name)
    all_named = "only_keys" in dice.features
    key = chance.randrange(KEYS)
    named = all_named or ("matrix" in dice.features and chance.random() < 0.5)
    # Most places of one name are at one point; a file may well contradict itself.
    spot = dice.of("spot", key) if chance.random() < 0.8 else chance
    lat, lon = (corner + spot.randint(0, 9) / 1000 for corner in CORNER)
    if all_named and chance.random() < 0.5:
        return m.Place(key=f"k{key}")
    return m.Place(lat=lat, lon=lon, key=f"k{key}" if named else None)


def communities(dice: Dice) -> tuple[m.Community, ...]:
    parents = dict(zip(COMMUNITIES, (None, "county", "county", "east"), strict=True))
    return tuple(
        m.Community(
            id=name,
            name=name.title(),
            tier=m.Tier.COUNTY if parent is None else m.Tier.COMMUNITY,
            parent=parent,
            place=None if parent is None else place(dice, name),
        )
        for name, parent in parents.items()
    )


def organisations(dice: Dice) -> tuple[m.Organisation, ...]:
    return (
        m.Organisation(
            id="station",
            name="Station",
            kind=m.OrganisationKind.STATION,
            community="east",
            communities=("east",) if dice.on("areas", "station") else (),
        ),
        m.Organisation(
            id="team",
            name="Team",
            kind=m.OrganisationKind.VOLUNTEER_TEAM,
            community="west",
            communities=("county",) if dice.on("areas", "team") else (),
        ),
    )


def travel(dice: Dice) -> m.TravelSettings:
    matrices: list[m.TravelMatrix] = []
    whole = "only_keys" in dice.features
    if whole or "matrix" in dice.features:
        matrices.append(_matrix(dice, None, KEYS if whole else 5))
    if matrices and "mode_matrix" in dice.features:
        matrices.append(_matrix(dice, m.Mode.WALK, KEYS if whole else 4))
    return m.TravelSettings(matrices=tuple(matrices))


def _matrix(dice: Dice, mode: m.Mode | None, size: int) -> m.TravelMatrix:
    """Draw figures without regard to each other: not symmetric, longer straight than round."""
    chance = dice.of("matrix", mode)

    def square(most: int) -> tuple[tuple[int, ...], ...]:
        cells = range(size)
        return tuple(tuple(chance.randint(0, most) if i != j else 0 for j in cells) for i in cells)

    return m.TravelMatrix(
        mode=mode,
        places=tuple(f"k{key}" for key in range(size)),
        minutes=square(45),
        metres=square(4000),
    )
