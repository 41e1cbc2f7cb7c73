"""Four weeks of one community: contact each week, visit each month, meet each quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    PastVisit,
    Place,
    Recurrence,
    Resource,
    ResourceKind,
    Scenario,
    Shift,
    SkillLevel,
    Tier,
)
from scenarios.make.book import Book, households
from scenarios.make.catalogue import services
from scenarios.make.draw import START, WORKDAYS, Draw, Point, at, on

SEED = 361
WEEKS = 4
CENTRES: dict[str, Point] = {"c1": (28.2214, 112.9743)}
ROOM = Place(lat=28.2214, lon=112.9743)
SLOTS = (("09:00", "11:00"), ("14:30", "16:30"), ("15:00", "17:30"))
VOLUNTEERS = 10
HOUSEHOLDS = 36


def build() -> Scenario:
    """Make the scenario."""
    draw = Draw(SEED)
    return Scenario(
        id="weekly-contact",
        name="周联系、月走访、季议事",
        start=START,
        days=7 * WEEKS,
        communities=(
            Community(id="street", name="示范街道", tier=Tier.STREET),
            Community(id="c1", name="连心社区", parent="street", place=ROOM, population=6_800),
        ),
        organisations=(
            Organisation(
                id="room", name="社区服务室", kind=OrganisationKind.STATION, community="c1"
            ),
            Organisation(
                id="yellow-caps",
                name="黄帽子志愿队",
                kind=OrganisationKind.VOLUNTEER_TEAM,
                community="c1",
            ),
        ),
        helpers=(*_social_workers(), *_volunteers(draw, CENTRES)),
        resources=(
            Resource(
                id="hall",
                name="居民议事厅",
                kind=ResourceKind.VENUE,
                item="activity_room",
                quantity=20,
                unit="人",
                community="c1",
                place=ROOM,
            ),
        ),
        services=services("contact", "visit", "council"),
        needs=tuple(_needs(draw)),
    )


def _social_workers() -> Iterator[Helper]:
    for number in (1, 2):
        yield Helper(
            id=f"s{number}",
            name=f"社工{number}",
            kind=HelperKind.SOCIAL_WORKER,
            organisation="room",
            community="c1",
            mode=Mode.BIKE,
            skills=(SkillLevel(skill="companionship", level=4),),
            licences=(HeldLicence(licence="assistant_social_worker", expires=date(2029, 12, 31)),),
            shifts=tuple(
                Shift(
                    id=f"s{number}-{week + 1}",
                    start=at(7 * week + number, "14:00"),
                    end=at(7 * week + number, "17:00"),
                )
                for week in range(WEEKS)
            ),
            max_minutes_week=180,
            cost_per_hour=3_500,
        )


def _volunteers(draw: Draw, centres: Mapping[str, Point]) -> Iterator[Helper]:
    for number in range(1, VOLUNTEERS + 1):
        identifier = f"v{number:02}"
        weekday = WORKDAYS[number % len(WORKDAYS)]
        start, end = SLOTS[number % len(SLOTS)]
        weeks = range(WEEKS) if draw.chance(0.7) else draw.some(range(WEEKS), 3)
        yield Helper(
            id=identifier,
            name=f"黄帽子{number}",
            kind=HelperKind.VOLUNTEER,
            organisation="yellow-caps",
            community="c1",
            home=draw.near(centres["c1"], 500),
            skills=(SkillLevel(skill="companionship", level=draw.between(1, 4)),),
            shifts=tuple(
                Shift(
                    id=f"{identifier}-{week + 1}",
                    start=at(7 * week + weekday, start),
                    end=at(7 * week + weekday, end),
                    max_visits=8,
                )
                for week in weeks
            ),
        )


def _needs(draw: Draw) -> Iterator[Need]:
    book = Book(households(draw, CENTRES, {"c1": HOUSEHOLDS}, metres=500))
    for _ in range(HOUSEHOLDS):
        friend = f"v{draw.between(1, VOLUNTEERS):02}"
        alone = draw.chance(0.25)
        visit = replace(
            book.ask("visit"),
            priority=4 if alone else 3,
            preferred=(friend,),
            history=(PastVisit(helper=friend, day=date(2026, 11, draw.between(2, 6))),),
            recurrence=Recurrence(times=2, min_gap_days=12, max_gap_days=16)
            if alone
            else Recurrence(times=1, min_gap_days=21),
        )
        yield visit
        yield replace(
            book.ask_again("contact", visit),
            place=ROOM,
            priority=visit.priority,
            max_helpers=2,
            history=(PastVisit(helper=friend, day=date(2026, 11, draw.between(16, 20))),),
            recurrence=Recurrence(times=WEEKS, min_gap_days=5, max_gap_days=9),
        )
    for week in (1, 2):
        yield replace(
            book.ask_for_all("council", "c1"),
            priority=4,
            due=at(7 * week + 4, "17:00"),
            windows=on(
                (7 * late + day for late in range(week, WEEKS) for day in (1, 2)), "14:00", "15:30"
            ),
        )
