"""With what the station helps: goods, a fund, rooms and equipment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from matcher.model import Interval, Place, Resource, ResourceKind
from scenarios.make.draw import FRI, SAT, THU, WORKDAYS, Point, at

WEEKS = 52
YUAN = 100


def resources(centres: Mapping[str, Point]) -> tuple[Resource, ...]:
    """List the resources; a 52nd of the published money and goods of a year."""
    return (*_used_up(), *_rooms(centres), *_lent())


def _used_up() -> tuple[Resource, ...]:
    parcel_yuan = 120
    return (
        Resource(
            id="kitchen-1",
            name="桥头食堂送餐份额",
            kind=ResourceKind.GOODS,
            item="meal_box",
            quantity=22,
            unit="份",
            organisation="canteen",
            community="c1",
            available=_daily("10:30", "13:00"),
        ),
        Resource(
            id="kitchen-2",
            name="和风食堂送餐份额",
            kind=ResourceKind.GOODS,
            item="meal_box",
            quantity=10,
            unit="份",
            organisation="canteen",
            community="c3",
            available=_daily("10:30", "12:30"),
            communities=("c2", "c3"),
        ),
        Resource(
            id="parcels",
            name="米油包",
            kind=ResourceKind.GOODS,
            item="grain_and_oil",
            quantity=113_000 // WEEKS // parcel_yuan,
            unit="包",
            organisation="fund",
            community="c1",
            available=_daily("09:00", "17:00"),
            expires=date(2027, 3, 31),
        ),
        Resource(
            id="parts",
            name="维修配件",
            kind=ResourceKind.GOODS,
            item="repair_parts",
            quantity=6,
            unit="套",
            organisation="neighbours",
        ),
        Resource(
            id="aid-fund",
            name="居家服务救助金",
            kind=ResourceKind.FUND,
            item="emergency_aid",
            quantity=67_000 * YUAN // WEEKS,
            unit="分",
            organisation="fund",
            services=("aid",),
        ),
    )


def _rooms(centres: Mapping[str, Point]) -> tuple[Resource, ...]:
    capacities = {"c1": 20, "c2": 15, "c3": 12}
    rooms = tuple(
        Resource(
            id=f"room-{community}",
            name="社区活动室",
            kind=ResourceKind.VENUE,
            item="activity_room",
            quantity=capacity,
            unit="人",
            community=community,
            place=Place(lat=centres[community][0], lon=centres[community][1]),
            available=_daily("08:30", "18:00"),
            communities=(community,),
        )
        for community, capacity in capacities.items()
    )
    square = Resource(
        id="square",
        name="桥头广场",
        kind=ResourceKind.VENUE,
        item="square",
        quantity=80,
        unit="人",
        community="c1",
        place=Place(lat=28.1961, lon=112.9934),
        available=tuple(
            Interval(start=at(day, "08:00"), end=at(day, "19:00")) for day in (THU, FRI, SAT)
        ),
    )
    return (*rooms, square)


def _lent() -> tuple[Resource, ...]:
    return tuple(
        Resource(
            id=identifier,
            name=name,
            kind=ResourceKind.EQUIPMENT,
            item=item,
            quantity=pieces,
            unit=unit,
            organisation="station",
        )
        for identifier, name, item, pieces, unit in (
            ("bath-chairs", "助浴椅", "bath_chair", 2, "把"),
            ("wheelchairs", "轮椅", "wheelchair", 2, "辆"),
        )
    )


def _daily(start: str, end: str) -> tuple[Interval, ...]:
    return tuple(Interval(start=at(day, start), end=at(day, end)) for day in WORKDAYS)
