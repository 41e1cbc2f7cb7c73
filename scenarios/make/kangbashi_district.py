"""A week of Kangbashi district: the ladder from the liaison to the specialised body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from matcher.model import (
    Community,
    Datum,
    Interval,
    Need,
    Organisation,
    OrganisationKind,
    Place,
    Recurrence,
    Resource,
    ResourceKind,
    ResourceLine,
    Scenario,
    Tier,
    WindowBounds,
)
from scenarios.make.book import Book, households
from scenarios.make.catalogue import services
from scenarios.make.draw import FRI, MON, SAT, START, THU, TUE, WED, WORKDAYS, Draw, Point, at, on
from scenarios.make.kangbashi_people import MONGOLIAN, helpers

SEED = 150_603
CENTRE: Point = (39.6075, 109.7901)
STREETS, COMMUNITIES = 4, 19
YUEHE = "k19"
PRIORITIES = {1: 0.1, 2: 0.3, 3: 0.4, 4: 0.2}
DAYTIME = ("09:00", "16:30")


def build() -> Scenario:
    """Make the scenario."""
    draw = Draw(SEED)
    centres = _centres()
    district = Community(
        id="district",
        name="康巴什区",
        tier=Tier.COUNTY,
        place=Place(lat=CENTRE[0], lon=CENTRE[1]),
    )
    streets = tuple(
        Community(
            id=f"st{number}", name=f"康巴什第{number}街道", tier=Tier.STREET, parent="district"
        )
        for number in range(1, STREETS + 1)
    )
    communities = tuple(_community(number, centres) for number in range(1, COMMUNITIES + 1))
    return Scenario(
        id="kangbashi-district",
        name="康巴什区的一周",
        start=START,
        datum=Datum.GCJ02,
        communities=(district, *streets, *communities),
        organisations=tuple(_organisations(streets)),
        helpers=helpers(draw, communities, centres),
        resources=tuple(_rooms(centres)),
        services=services(
            *("matter", "dispute", "specialised", "feedback", "patrol", "visit", "companion"),
            *("class", "counsel", "assess", "council"),
        ),
        needs=tuple(_needs(draw, centres)),
    )


def _centres() -> dict[str, Point]:
    """Lay the communities on a grid of the size of the built-up area, Yuehe at its edge."""
    columns = 5
    return {
        f"k{number + 1:02}": (
            round(CENTRE[0] + 0.009 * (number // columns - 1.5), 5),
            round(CENTRE[1] + 0.012 * (number % columns - 2), 5),
        )
        for number in range(COMMUNITIES)
    }


def _community(number: int, centres: Mapping[str, Point]) -> Community:
    identifier = f"k{number:02}"
    latitude, longitude = centres[identifier]
    return Community(
        id=identifier,
        name="悦和社区" if identifier == YUEHE else f"康巴什第{number}社区",
        parent=f"st{(number - 1) // 5 + 1}",
        place=Place(lat=latitude, lon=longitude),
    )


def _organisations(streets: tuple[Community, ...]) -> Iterator[Organisation]:
    for street in streets:
        yield Organisation(
            id=f"station-{street.id}",
            name=f"{street.name}社工站",
            kind=OrganisationKind.STATION,
            communities=(street.id,),
        )
    for identifier, name in (("law", "区法律服务中心"), ("psy", "区心理服务中心")):
        yield Organisation(
            id=identifier,
            name=name,
            kind=OrganisationKind.SPECIALISED_BODY,
            community="district",
            communities=("district",),
        )


def _rooms(centres: Mapping[str, Point]) -> Iterator[Resource]:
    for community, (latitude, longitude) in centres.items():
        yield Resource(
            id=f"room-{community}",
            name="共享活动室",
            kind=ResourceKind.VENUE,
            item="activity_room",
            quantity=20,
            unit="人",
            community=community,
            place=Place(lat=latitude, lon=longitude),
            available=tuple(
                Interval(start=at(day, "09:00"), end=at(day, "20:00")) for day in range(7)
            ),
            communities=(community,),
        )


def _needs(draw: Draw, centres: Mapping[str, Point]) -> Iterator[Need]:
    counts = {community: 32 if community == YUEHE else 14 for community in centres}
    book = Book(households(draw, centres, counts, metres=450))
    yield from _matters(draw, book)
    yield from _disputes(draw, book)
    yield from _care(draw, book)
    yield from _gatherings(draw, book, centres)


def _matters(draw: Draw, book: Book) -> Iterator[Need]:
    """Hand in matters that get a first handling at once; some residents want an answer."""
    for number in range(120):
        day = draw.weighted({MON: 0.3, TUE: 0.25, WED: 0.2, THU: 0.15, FRI: 0.1})
        hour = draw.between(9, 15)
        reported = at(day, f"{hour}:00")
        speaks_mongolian = draw.chance(0.08)
        matter = replace(
            book.ask("matter"),
            priority=draw.weighted(PRIORITIES),
            due=reported + 240,
            windows=tuple(
                replace(window, start=max(window.start, reported))
                for window in on(range(day, min(day + 2, 7)), "09:00", "19:30")
            ),
            languages=(MONGOLIAN,) if speaks_mongolian else (),
            language_required=speaks_mongolian,
        )
        yield matter
        if number % 4 == 0:
            yield replace(book.ask_again("feedback", matter), priority=2, after=(matter.id,))


def _disputes(draw: Draw, book: Book) -> Iterator[Need]:
    """Hand in disputes that climb the ladder, each step within its time limit."""
    limits = {"neighbours": 2, "rent": 3, "wages": 4}
    for number in range(36):
        sort = draw.pick(tuple(limits))
        dispute = replace(
            book.ask("dispute"),
            priority=draw.weighted({3: 0.4, 4: 0.4, 5: 0.2}),
            due=at(limits[sort] - 1, "17:30"),
            windows=on(WORKDAYS, *DAYTIME),
        )
        yield dispute
        if number % 3 == 0:
            yield replace(
                book.ask_again("specialised", dispute),
                priority=4,
                due=at(FRI, "12:00"),
                windows=on((WED, THU, FRI), "09:00", "10:30"),
                after=(dispute.id,),
            )
        else:
            yield replace(book.ask_again("feedback", dispute), priority=3, after=(dispute.id,))


def _care(draw: Draw, book: Book) -> Iterator[Need]:
    for _ in range(60):
        yield replace(book.ask("patrol"), priority=2)
    for number in range(70):
        yield replace(
            book.ask("visit"),
            priority=draw.weighted(PRIORITIES),
            windows=on(draw.some(range(7), 4), "09:00", "17:00"),
            max_helpers=1 if number % 5 == 0 else None,
            recurrence=Recurrence(times=2, min_gap_days=2) if number % 5 == 0 else None,
        )
    for _ in range(40):
        yield replace(
            book.ask("companion"),
            priority=draw.weighted(PRIORITIES),
            windows=on((*WORKDAYS, SAT), "15:00", "18:00", max_late=30),
        )
    for service, number in (("counsel", 22), ("assess", 20)):
        for _ in range(number):
            yield replace(
                book.ask(service), priority=3, windows=on(draw.some(WORKDAYS, 3), *DAYTIME)
            )


def _gatherings(draw: Draw, book: Book, centres: Mapping[str, Point]) -> Iterator[Need]:
    for community in centres:
        yield replace(
            book.ask_for_all("class", community),
            priority=3,
            windows=on(draw.some(WORKDAYS, 4), "17:15", "19:45", bounds=WindowBounds.SERVICE),
        )
        if draw.chance(0.4):
            yield replace(
                book.ask_for_all("council", community),
                priority=3,
                windows=on(draw.some(WORKDAYS, 2), "14:30", "17:00", bounds=WindowBounds.SERVICE),
                resources=(ResourceLine(item="activity_room", quantity=draw.between(10, 20)),),
            )
