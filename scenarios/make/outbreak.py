"""Three days of an outbreak in one street: food parcels and medicine runs, and too few of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from matcher.model import (
    Community,
    HeldLicence,
    Helper,
    HelperKind,
    Interval,
    Mode,
    Need,
    Organisation,
    OrganisationKind,
    Place,
    Policy,
    Resource,
    ResourceKind,
    ResourceLine,
    Scenario,
    Shift,
    SkillLevel,
    Tier,
)
from scenarios.make.book import Book, households
from scenarios.make.catalogue import services
from scenarios.make.draw import START, Draw, Point, at, on

SEED = 2_022
DAYS = range(3)
CENTRES: dict[str, Point] = {
    "e1": (30.6052, 114.3021),
    "e2": (30.6101, 114.3088),
    "e3": (30.5996, 114.3107),
    "e4": (30.6118, 114.2985),
}
VITAL_FIRST = (1, 3, 9, 27, 81)


def build() -> Scenario:
    """Make the scenario."""
    draw = Draw(SEED)
    return Scenario(
        id="outbreak",
        name="疫情保供三日",
        start=START,
        days=len(DAYS),
        communities=_communities(),
        organisations=_organisations(),
        helpers=(*_volunteers(draw), *_grid_members(draw), *_social_workers(), *_nurses()),
        resources=(*_food(), *_medical()),
        services=services("food", "medicine", "oxygen", "hotline"),
        needs=tuple(_needs(draw)),
        policy=Policy(priority_weights=VITAL_FIRST),
    )


def _communities() -> tuple[Community, ...]:
    street = Community(id="street", name="示范街道", tier=Tier.STREET)
    return (
        street,
        *(
            Community(
                id=community,
                name=f"示范第{number}社区",
                parent="street",
                place=Place(lat=centre[0], lon=centre[1]),
            )
            for number, (community, centre) in enumerate(CENTRES.items(), 1)
        ),
    )


def _organisations() -> tuple[Organisation, ...]:
    return (
        Organisation(
            id="station", name="街道社工站", kind=OrganisationKind.STATION, community="e1"
        ),
        Organisation(
            id="supply", name="慈善物资中心", kind=OrganisationKind.CHARITY, community="e2"
        ),
        Organisation(
            id="clinic",
            name="社区卫生服务中心",
            kind=OrganisationKind.SPECIALISED_BODY,
            community="e3",
        ),
    )


def _volunteers(draw: Draw) -> Iterator[Helper]:
    for number in range(1, 27):
        community = draw.pick(tuple(CENTRES))
        yield Helper(
            id=f"v{number:02}",
            name=f"志愿者{number}",
            kind=HelperKind.VOLUNTEER,
            community=community,
            home=draw.near(CENTRES[community], 500),
            communities=(community,) if number % 2 else (),
            mode=Mode.EBIKE if draw.chance(0.5) else Mode.WALK,
            skills=(SkillLevel(skill="medicine"),) if draw.chance(0.6) else (),
            shifts=tuple(_shifts(draw, f"v{number:02}", most_visits=10)),
            reliability=draw.between(80, 95) / 100,
        )


def _grid_members(draw: Draw) -> Iterator[Helper]:
    for number, community in enumerate([*CENTRES, *CENTRES], 1):
        yield Helper(
            id=f"g{number}",
            name=f"网格员{number}",
            kind=HelperKind.GRID_MEMBER,
            community=community,
            communities=(community,),
            mode=Mode.WALK,
            shifts=tuple(_shifts(draw, f"g{number}", most_visits=8)),
        )


def _shifts(draw: Draw, helper: str, most_visits: int) -> Iterator[Shift]:
    for day in draw.some(DAYS, draw.between(1, 3)):
        start, end = draw.pick((("08:00", "10:30"), ("10:00", "12:30"), ("15:00", "18:00")))
        yield Shift(
            id=f"{helper}-{day + 1}",
            start=at(day, start),
            end=at(day, end),
            max_visits=most_visits,
        )


def _social_workers() -> Iterator[Helper]:
    for number in range(1, 4):
        yield Helper(
            id=f"s{number}",
            name=f"社工{number}",
            kind=HelperKind.SOCIAL_WORKER,
            organisation="station",
            mode=Mode.EBIKE,
            skills=(SkillLevel(skill="counselling", level=4),),
            licences=(HeldLicence(licence="assistant_social_worker", expires=date(2028, 6, 30)),),
            shifts=_every_day(f"s{number}", "09:00", "12:30"),
        )


def _nurses() -> Iterator[Helper]:
    for number in range(1, 3):
        yield Helper(
            id=f"n{number}",
            name=f"护士{number}",
            kind=HelperKind.SPECIALIST,
            organisation="clinic",
            mode=Mode.EBIKE,
            licences=(HeldLicence(licence="nurse", expires=date(2027, 6, 30)),),
            shifts=_every_day(f"n{number}", "09:00", "17:00"),
        )


def _every_day(helper: str, start: str, end: str) -> tuple[Shift, ...]:
    return tuple(
        Shift(id=f"{helper}-{day + 1}", start=at(day, start), end=at(day, end)) for day in DAYS
    )


def _food() -> Iterator[Resource]:
    # A fresh load comes in each morning and does not keep beyond the next day.
    for day, boxes in zip(DAYS, (70, 48, 36), strict=True):
        yield Resource(
            id=f"load-{day + 1}",
            name="蔬菜食品包",
            kind=ResourceKind.GOODS,
            item="food_box",
            quantity=boxes,
            unit="箱",
            organisation="supply",
            community="e2",
            available=tuple(
                Interval(start=at(late, "09:00"), end=at(late, "18:00"))
                for late in range(day, len(DAYS))
            ),
            expires=date(2026, 11, 24 + day),
        )


def _medical() -> tuple[Resource, ...]:
    return (
        Resource(
            id="packs",
            name="常用药品包",
            kind=ResourceKind.GOODS,
            item="medicine_pack",
            quantity=38,
            unit="份",
            organisation="clinic",
            community="e3",
        ),
        Resource(
            id="oxygen",
            name="制氧机",
            kind=ResourceKind.EQUIPMENT,
            item="oxygen_concentrator",
            quantity=3,
            unit="台",
            organisation="clinic",
            community="e3",
        ),
    )


def _needs(draw: Draw) -> Iterator[Need]:
    homes = households(draw, CENTRES, {"e1": 60, "e2": 55, "e3": 50, "e4": 45}, metres=450)
    book = Book(homes)
    for _ in range(150):
        day = draw.weighted({0: 0.45, 1: 0.3, 2: 0.25})
        large = draw.chance(0.15)
        line = ResourceLine(item="food_box", quantity=2, all_or_none=False)
        yield replace(
            book.ask("food"),
            priority=draw.weighted({2: 0.4, 3: 0.4, 4: 0.2}),
            due=at(day, "18:00"),
            windows=on(range(day, len(DAYS)), "09:00", "17:30"),
            resources=(line,) if large else None,
        )
    for _ in range(46):
        day = draw.pick(DAYS)
        yield replace(
            book.ask("medicine"),
            priority=draw.weighted({3: 0.2, 4: 0.5, 5: 0.3}),
            windows=on((day,), "08:30", "12:00", max_late=120),
        )
    for _ in range(6):
        yield replace(book.ask("oxygen"), priority=5, windows=on((0,), "09:00", "15:00"))
    for _ in range(8):
        yield replace(book.ask("hotline"), priority=3, windows=on(DAYS, "09:00", "12:00"))
