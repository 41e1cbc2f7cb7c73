"""What the ninety households and the three communities ask of the station in the week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from matcher.model import (
    Gender,
    Helper,
    HelperKind,
    Need,
    PastVisit,
    Recurrence,
    ResourceLine,
    Window,
    WindowBounds,
)
from scenarios.make.book import Book, households
from scenarios.make.draw import FRI, MON, SAT, THU, TUE, WED, WORKDAYS, Draw, Point, at, on

PRIORITIES = {1: 0.1, 2: 0.3, 3: 0.4, 4: 0.2}


def needs(draw: Draw, centres: Mapping[str, Point], people: Sequence[Helper]) -> tuple[Need, ...]:
    """Write down all needs, service by service."""
    homes = households(draw, centres, {"c1": 45, "c2": 25, "c3": 20}, metres=650)
    book = Book(homes)
    return (
        *_meals(draw, book),
        *_visits(draw, book, people),
        *_baths(draw, book),
        *_escorts(draw, book),
        *_errands(draw, book),
        *_casework(draw, book),
        *_children(draw, book, centres),
        *_order(draw, book),
        *_loans_and_parcels(draw, book),
        *_together(book, centres),
    )


def _meals(draw: Draw, book: Book) -> Iterator[Need]:
    for _ in range(7):
        yield replace(
            book.ask("meal"),
            priority=draw.weighted({3: 0.4, 4: 0.6}),
            windows=on(WORKDAYS, "10:45", "12:00", max_late=30),
            recurrence=Recurrence(times=5),
        )


def _visits(draw: Draw, book: Book, people: Sequence[Helper]) -> Iterator[Need]:
    friends = [
        person.id
        for person in people
        if person.kind is HelperKind.VOLUNTEER
        and any(held.skill == "companionship" for held in person.skills)
    ]
    for number in range(16):
        twice = number < 5
        friend = draw.pick(friends)
        known = draw.chance(0.6)
        wish = draw.weighted({None: 0.7, Gender.FEMALE: 0.2, Gender.MALE: 0.1})
        yield replace(
            book.ask("visit"),
            priority=draw.weighted(PRIORITIES),
            windows=_half_days(draw, 5 if twice else draw.between(2, 4)),
            minutes=60 if draw.chance(0.25) else None,
            preferred=(friend,) if known and draw.chance(0.5) else (),
            gender=wish,
            languages=("长沙话",) if draw.chance(0.4) else (),
            max_helpers=1 if twice else None,
            history=(PastVisit(helper=friend, day=date(2026, 11, 18)),) if known else (),
            recurrence=Recurrence(times=2, min_gap_days=2, max_gap_days=4) if twice else None,
        )


def _baths(draw: Draw, book: Book) -> Iterator[Need]:
    for number in range(6):
        yield replace(
            book.ask("bath"),
            priority=draw.weighted({3: 0.5, 4: 0.5}),
            windows=on(WORKDAYS, "08:30", "16:00"),
            gender=Gender.MALE if number < 2 else Gender.FEMALE,
            gender_required=True,
        )


def _escorts(draw: Draw, book: Book) -> Iterator[Need]:
    # Hospital appointments crowd on Tuesday morning, when few can come along.
    appointments = (
        *((TUE, "08:45"), (TUE, "08:45"), (TUE, "09:00"), (THU, "09:00")),
        *((THU, "10:45"), (MON, "10:45"), (WED, "08:45"), (FRI, "10:45")),
    )
    for day, clock in appointments:
        yield replace(
            book.ask("escort"),
            priority=draw.weighted({3: 0.3, 4: 0.5, 5: 0.2}),
            windows=(Window(start=at(day, clock), end=at(day, clock) + 30),),
            minutes=draw.between(90, 120, 15),
            points=15,
        )


def _errands(draw: Draw, book: Book) -> Iterator[Need]:
    for number in range(9):
        yield replace(
            book.ask("shop"),
            priority=draw.weighted(PRIORITIES),
            due=at(TUE, "17:00") if number < 3 else None,
            windows=_half_days(draw, 5),
        )
    for _ in range(5):
        yield replace(
            book.ask("hair"),
            priority=draw.weighted({1: 0.4, 2: 0.6}),
            windows=_half_days(draw, 3),
        )
    for _ in range(3):
        yield replace(
            book.ask("vaccine"),
            priority=3,
            windows=on((WED, FRI), "08:30", "10:30", max_late=60),
        )


def _casework(draw: Draw, book: Book) -> Iterator[Need]:
    for number in range(6):
        yield replace(
            book.ask("counsel"),
            priority=draw.weighted({3: 0.4, 4: 0.4, 5: 0.2}),
            windows=on(draw.some(WORKDAYS, 2), "09:00", "16:00"),
            history=(PastVisit(helper="s1", day=date(2026, 11, 19)),) if number < 3 else (),
        )
    amounts = (50_000, 40_000, 30_000, 30_000)
    for number, amount in enumerate(amounts):
        assessed = replace(
            book.ask("assess"), priority=4, due=at(WED, "12:00"), windows=_half_days(draw, 5)
        )
        yield assessed
        line = ResourceLine(
            item="emergency_aid", quantity=amount, all_or_none=number != len(amounts) - 1
        )
        yield replace(
            book.ask_again("aid", assessed),
            priority=5 if number == 0 else 4,
            windows=on((THU, FRI), "09:00", "17:00"),
            resources=(line,),
            after=(assessed.id,),
        )
    yield replace(book.ask("sign"), priority=4, windows=on((WED,), "09:00", "15:00"))


def _children(draw: Draw, book: Book, centres: Mapping[str, Point]) -> Iterator[Need]:
    for number in range(5):
        yield replace(
            book.ask("tutor"),
            priority=draw.weighted({2: 0.5, 3: 0.5}),
            windows=on(WORKDAYS, "16:45", "18:15", max_late=15),
            max_helpers=1 if number < 2 else None,
            recurrence=Recurrence(times=2, min_gap_days=2, max_gap_days=4),
        )
    for community in centres:
        yield replace(
            book.ask_for_all("class", community),
            priority=3,
            windows=on((MON, WED, FRI), "16:15", "18:15", bounds=WindowBounds.SERVICE),
        )


def _order(draw: Draw, book: Book) -> Iterator[Need]:
    for _ in range(4):
        yield replace(
            book.ask("repair"), priority=draw.weighted(PRIORITIES), windows=_half_days(draw, 3)
        )
    for number in range(4):
        yield replace(
            book.ask("mediate"),
            priority=4 if number < 2 else 3,
            due=at(TUE if number < 2 else THU, "12:00"),
            windows=on(WORKDAYS, "09:00", "16:00"),
        )
    for _ in range(3):
        yield replace(book.ask("safety"), priority=2, windows=_half_days(draw, 5))


def _loans_and_parcels(draw: Draw, book: Book) -> Iterator[Need]:
    for number in range(3):
        yield replace(
            book.ask("wheelchair"),
            priority=4 - number,
            windows=on((MON, TUE), "09:00", "17:00"),
        )
    for _ in range(6):
        large = draw.chance(0.3)
        line = ResourceLine(item="grain_and_oil", quantity=2, all_or_none=False)
        yield replace(
            book.ask("parcel"),
            priority=2,
            windows=_half_days(draw, 3),
            resources=(line,) if large else None,
        )


def _together(book: Book, centres: Mapping[str, Point]) -> Iterator[Need]:
    first, second, *_ = centres
    for community, days in ((first, (THU,)), (second, (TUE, WED))):
        yield replace(
            book.ask_for_all("council", community),
            priority=4,
            windows=on(days, "14:30", "16:30", bounds=WindowBounds.SERVICE),
        )
    yield replace(
        book.ask_for_all("market", first),
        priority=3,
        windows=on((THU, FRI, SAT), "14:15", "16:45"),
    )


def _half_days(draw: Draw, count: int) -> tuple[Window, ...]:
    """Choose so many mornings or afternoons of the working days, one a day at most."""
    chosen: list[Window] = []
    for day in draw.some(WORKDAYS, count):
        start, end = draw.pick((("08:30", "11:00"), ("14:00", "16:30")))
        chosen += on((day,), start, end)
    return tuple(chosen)
