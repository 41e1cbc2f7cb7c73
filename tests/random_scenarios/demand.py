"""Services and needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from matcher import model as m
from tests.random_scenarios.dice import COMMUNITIES, Dice
from tests.random_scenarios.ground import place
from tests.random_scenarios.people import KINDS, LANGUAGES, LICENCES, SKILLS
from tests.random_scenarios.supply import lines

SERVICES = ("talk", "care", "parcel")


def services(dice: Dice) -> tuple[m.Service, ...]:
    return (
        m.Service(
            id="talk",
            name="Talk",
            minutes=30,
            service_level_days=1 if dice.on("escalation", "talk") else None,
        ),
        m.Service(
            id="care", name="Care", minutes=45, roles=(m.Role(kinds=KINDS), m.Role(minutes=20))
        ),
        m.Service(
            id="parcel", name="Parcel", minutes=15, roles=(), resources=lines(dice, "parcel")
        ),
    )


def needs(dice: Dice) -> tuple[m.Need, ...]:
    return tuple(_need(dice, row) for row in range(dice.needs))


def _need(dice: Dice, row: int) -> m.Need:
    name = dice.need_ids[row]
    chance = dice.of("need", name)
    service = _service(dice, name)
    roles = _roles(dice, name) if service != "parcel" and chance.random() < 0.7 else None
    need = m.Need(
        id=name,
        service=service,
        community=chance.choice(COMMUNITIES[1:]),
        organisation=chance.choice(("station", "team", None)),
        place=place(dice, "need", name) if chance.random() < 0.6 else None,
        priority=chance.randint(1, 5),
        due=_minute(dice, "due", name) if dice.on("due", name, share=0.6) else None,
        minutes=chance.randint(10, 60) if chance.random() < 0.6 else None,
        roles=roles,
        distinct_crew=not dice.on("repeated_crew", name, share=0.6),
        resources=lines(dice, name) if chance.random() < 0.4 else None,
        history=_history(dice, name) if dice.on("history", name) else (),
        recurrence=_recurrence(dice, name) if dice.on("recurrence", name) else None,
        after=(f"n{chance.randrange(row)}",) if row and dice.on("after", name) else (),
        project="fund" if dice.on("project", name) else None,
        **_promised(dice, name),
        **_people_wished(dice, name),
    )
    need = replace(need, max_helpers=_max_helpers(dice, need))
    return replace(need, windows=_windows(dice, need))


def _service(dice: Dice, name: str) -> str:
    if dice.on("crewless", name, share=0.3):
        return "parcel"
    return "care" if dice.on("crews", "service", name, share=0.3) else "talk"


def _minute(dice: Dice, *name: object) -> int:
    """Draw a minute in the daytime, mostly."""
    chance = dice.of("minute", *name)
    return chance.randrange(dice.days) * 1440 + chance.randint(420, 1020)


def _roles(dice: Dice, name: str) -> tuple[m.Role, ...]:
    size = dice.of("crew", name).randint(2, 3) if dice.on("crews", name, share=0.5) else 1
    return tuple(_role(dice, name, position) for position in range(size))


def _role(dice: Dice, name: str, position: int) -> m.Role:
    chance = dice.of("role", name, position)
    where = (name, position)
    lag = None
    if position and dice.on("lags", *where, share=0.8):
        least = chance.randint(0, 60)
        lag = m.Lag(min=least, max=least + chance.choice((0, 30, 120)))
    asked = m.SkillLevel(skill=chance.choice(SKILLS), level=chance.randint(1, 3))
    return m.Role(
        kinds=dice.some(KINDS, "kinds", *where, most=3) if chance.random() < 0.4 else (),
        skills=(asked,) if dice.on("skills", *where, share=0.25) else (),
        licences=(chance.choice(LICENCES),) if dice.on("licences", *where, share=0.25) else (),
        count=chance.choice((1, 1, 2)) if dice.on("crews", "count", *where) else 1,
        minutes=chance.randint(10, 50) if chance.random() < 0.3 else None,
        lag=lag,
    )


def crew_of(need: m.Need) -> tuple[m.Role, ...]:
    """Give the effective crew of a need."""
    if need.roles is not None:
        return need.roles
    crews = {"talk": (m.Role(),), "parcel": (), "care": (m.Role(kinds=KINDS), m.Role(minutes=20))}
    return crews[need.service]


def _max_helpers(dice: Dice, need: m.Need) -> int | None:
    if not dice.on("continuity", need.id):
        return None
    counts = [role.count for role in crew_of(need)]
    least = sum(counts) if need.distinct_crew else max(counts, default=1)
    return max(1, least) + dice.of("cap", need.id).randint(0, 1)


def _history(dice: Dice, name: str) -> tuple[m.PastVisit, ...]:
    known = dice.of("past", name).random() < 0.7
    return tuple(
        m.PastVisit(helper=helper, day=dice.day(-3, -1, "past", name, helper) if known else None)
        for helper in dice.some((*dice.helper_ids, "left"), "past", name)
    )


def _recurrence(dice: Dice, name: str) -> m.Recurrence:
    chance = dice.of("recurrence", name)
    gap = chance.choice((0, 1, 1, 2))
    most = (dice.days - 1) // gap + 1 if gap else 3
    return m.Recurrence(
        times=chance.randint(1, min(4, most)),
        min_gap_days=gap,
        max_gap_days=gap + chance.randint(0, 1) if chance.random() < 0.5 else None,
    )


def _promised(dice: Dice, name: str) -> dict[str, int]:
    """Promise some needs to be met within days, of which some are over."""
    chance = dice.of("promise", name)
    if not dice.on("escalation", name, share=0.8):
        return {}
    asked = {"requested": chance.randint(-3000, 1440)} if chance.random() < 0.8 else {}
    return {"service_level_days": chance.randint(0, 2), **asked}


def _people_wished(dice: Dice, name: str) -> dict[str, Any]:
    chance = dice.of("wishes", name)
    shuffled = chance.sample(dice.helper_ids, dice.helpers)
    named = dice.on("named", name, share=0.3)
    gender = chance.choice(tuple(m.Gender)) if dice.on("wishes", "gender", name) else None
    languages = dice.some(LANGUAGES, name) if dice.on("wishes", "language", name) else ()
    return {
        "required": tuple(shuffled[:2]) if named and chance.random() < 0.5 else (),
        "excluded": tuple(shuffled[3:4]) if named else (),
        "preferred": tuple(shuffled[1:3]) if dice.on("wishes", "helper", name) else (),
        "gender": gender,
        "gender_required": gender is not None and dice.on("required_wishes", name),
        "languages": languages,
        "language_required": bool(languages) and dice.on("required_wishes", "language", name),
    }


def _windows(dice: Dice, need: m.Need) -> tuple[m.Window, ...]:
    if not dice.on("windows", need.id, share=0.7):
        return ()
    count = dice.of("windows", need.id).choice((1, 1, 2, 3))
    return tuple(_window(dice, need, number) for number in range(count))


def _window(dice: Dice, need: m.Need, number: int) -> m.Window:
    where = (need.id, number)
    chance = dice.of("window", *where)
    start, bounds = _minute(dice, "window", *where), m.WindowBounds.START
    if dice.on("bounds", *where, share=0.7):
        bounds = chance.choice(tuple(m.WindowBounds))
    soft = dice.on("soft", *where, share=0.8)
    length = 0 if bounds is m.WindowBounds.START else _longest(need)
    end = start + length + chance.choice((0, 0, 30, 120))
    if dice.on("partly_outside", "window", *where, share=0.2):
        start, end = chance.choice(((-30, end), (start, dice.horizon + 60)))
    return m.Window(
        start=start,
        end=end,
        bounds=bounds,
        soft=soft,
        late_cost=chance.randint(0, 3),
        max_late=chance.choice((None, None, 30)) if soft else None,
    )


def _longest(need: m.Need) -> int:
    lags = sum(role.lag.max for role in crew_of(need) if role.lag)
    return lags + 60
