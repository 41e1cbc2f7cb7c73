"""Two days of visits that take two: together, or one some hours after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from matcher.model import (
    Community,
    HeldLicence,
    Helper,
    HelperKind,
    Mode,
    Need,
    Organisation,
    OrganisationKind,
    Place,
    Resource,
    ResourceKind,
    Scenario,
    Shift,
    SkillLevel,
    WindowBounds,
)
from scenarios.make.book import Book, households
from scenarios.make.catalogue import services
from scenarios.make.draw import START, Draw, Point, at, on

SEED = 2
DAYS = range(2)
CENTRES: dict[str, Point] = {"c1": (28.1952, 112.9921)}


def build() -> Scenario:
    """Make the scenario."""
    draw = Draw(SEED)
    latitude, longitude = CENTRES["c1"]
    return Scenario(
        id="double-crew",
        name="双人服务",
        start=START,
        days=len(DAYS),
        communities=(
            Community(id="c1", name="桥头社区", place=Place(lat=latitude, lon=longitude)),
        ),
        organisations=(
            Organisation(
                id="station", name="街道社工站", kind=OrganisationKind.STATION, community="c1"
            ),
            Organisation(
                id="clinic",
                name="社区卫生服务中心",
                kind=OrganisationKind.SPECIALISED_BODY,
                community="c1",
            ),
        ),
        helpers=(*_staff(), *_volunteers(draw)),
        resources=(
            Resource(
                id="bath-chairs",
                name="助浴椅",
                kind=ResourceKind.EQUIPMENT,
                item="bath_chair",
                quantity=1,
                unit="把",
                organisation="station",
            ),
        ),
        services=services("assess", "bath", "breakfast", "nursing", "drops"),
        needs=tuple(_needs(draw)),
    )


def _staff() -> Iterator[Helper]:
    for identifier, name, kind, organisation, licence in (
        ("s1", "社工甲", HelperKind.SOCIAL_WORKER, "station", "assistant_social_worker"),
        ("s2", "社工乙", HelperKind.SOCIAL_WORKER, "station", "assistant_social_worker"),
        ("n1", "护士", HelperKind.SPECIALIST, "clinic", "nurse"),
    ):
        worker = kind is HelperKind.SOCIAL_WORKER
        yield Helper(
            id=identifier,
            name=name,
            kind=kind,
            organisation=organisation,
            community="c1",
            mode=Mode.EBIKE,
            skills=(SkillLevel(skill="assessment", level=3),) if worker else (),
            licences=(HeldLicence(licence=licence, expires=date(2028, 12, 31)),),
            shifts=tuple(
                Shift(id=f"{identifier}-{day + 1}", start=at(day, "08:30"), end=at(day, "12:30"))
                for day in DAYS
            ),
            cost_per_hour=3_500,
        )


def _volunteers(draw: Draw) -> Iterator[Helper]:
    for number in range(1, 9):
        start, end = draw.pick((("07:00", "10:00"), ("07:30", "11:30"), ("15:00", "18:30")))
        if number in (1, 2):
            start, end = "07:00", "18:30"
        yield Helper(
            id=f"v{number}",
            name=f"志愿者{number}",
            kind=HelperKind.VOLUNTEER,
            community="c1",
            home=draw.near(CENTRES["c1"], 500),
            mode=draw.pick((Mode.WALK, Mode.BIKE)),
            skills=(SkillLevel(skill="bathing"),) if number % 2 else (),
            shifts=tuple(
                Shift(id=f"v{number}-{day + 1}", start=at(day, start), end=at(day, end))
                for day in DAYS
            ),
            max_minutes_day=300,
        )


def _needs(draw: Draw) -> Iterator[Need]:
    book = Book(households(draw, CENTRES, {"c1": 24}, metres=500))
    for number in range(6):
        day = DAYS[number % 2]
        yield replace(
            book.ask("breakfast"), priority=4, windows=on((day,), "07:15", "08:30", max_late=15)
        )
    for _ in range(5):
        yield replace(
            book.ask("assess"), priority=draw.between(2, 4), windows=on(DAYS, "08:45", "11:30")
        )
    for _ in range(8):
        yield replace(
            book.ask("nursing"), priority=draw.between(3, 5), windows=on(DAYS, "08:45", "09:45")
        )
    for _ in range(2):
        yield replace(
            book.ask("bath"),
            priority=3,
            windows=on(DAYS, "08:00", "17:30", bounds=WindowBounds.SERVICE),
        )
    for number in range(3):
        # One person may do both, mornings and evenings; better the same face.
        yield replace(
            book.ask("drops"),
            priority=3,
            distinct_crew=False,
            windows=on((DAYS[number % 2],), "07:30", "09:00"),
        )
