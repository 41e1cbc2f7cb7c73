"""A week of Yuehe community: what the liaisons cannot take in time moves up the ladder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from matcher.model import (
    Community,
    Datum,
    Delivery,
    Domain,
    EscalationTier,
    Helper,
    HelperKind,
    Need,
    Organisation,
    OrganisationKind,
    Place,
    Policy,
    Role,
    Scenario,
    Service,
    Shift,
    SkillLevel,
)
from scenarios.make.book import Book, households
from scenarios.make.draw import FRI, MON, START, THU, TUE, WED, WORKDAYS, Draw, Point, at, on

SEED = 11
CENTRES: dict[str, Point] = {"yuehe": (39.6071, 109.7752)}

HOURS = on(WORKDAYS, "09:00", "20:00")

LADDER = (
    EscalationTier(kinds=(HelperKind.GRID_MEMBER,), priority=1, cost=1),
    EscalationTier(kinds=(HelperKind.SECRETARY,), after_days=2, priority=1, cost=3),
    EscalationTier(kinds=(HelperKind.SPECIALIST,), after_days=5, priority=2, cost=6),
)
"""Above the liaison: the grid member, the community's secretary, the specialised body."""

_LIAISON = Role(kinds=(HelperKind.LIAISON,))
_SERVICES = (
    Service(
        id="matter",
        name="诉求办理",
        domain=Domain.COMMUNITY_GOVERNANCE,
        minutes=40,
        roles=(_LIAISON,),
        service_level_days=2,
    ),
    Service(
        id="dispute",
        name="纠纷调解",
        domain=Domain.PUBLIC_SAFETY,
        minutes=60,
        roles=(replace(_LIAISON, skills=(SkillLevel(skill="mediation", level=2),)),),
        service_level_days=3,
    ),
    Service(
        id="call",
        name="入户走访",
        domain=Domain.SOCIAL_AFFAIRS,
        delivery=Delivery.LIST,
        minutes=30,
        roles=(_LIAISON,),
    ),
)


def build() -> Scenario:
    """Make the scenario."""
    draw = Draw(SEED)
    latitude, longitude = CENTRES["yuehe"]
    return Scenario(
        id="yuehe-ladder",
        name="悦和社区逐级上报",
        start=START,
        datum=Datum.GCJ02,
        communities=(
            Community(id="yuehe", name="悦和社区", place=Place(lat=latitude, lon=longitude)),
        ),
        organisations=(
            Organisation(
                id="law-office",
                name="区法律援助中心",
                kind=OrganisationKind.SPECIALISED_BODY,
                community="yuehe",
            ),
        ),
        helpers=tuple(_helpers(draw)),
        services=_SERVICES,
        needs=tuple(_needs(draw)),
        policy=Policy(escalation=LADDER),
    )


def _helpers(draw: Draw) -> Iterator[Helper]:
    evenings = (MON, WED, FRI), (TUE, THU), (MON, THU)
    for number, days in enumerate(evenings, 1):
        yield Helper(
            id=f"l{number}",
            name=f"联络员{number}",
            kind=HelperKind.LIAISON,
            community="yuehe",
            home=draw.near(CENTRES["yuehe"], 400),
            skills=(SkillLevel(skill="mediation", level=2),) if number == 1 else (),
            shifts=tuple(
                Shift(id=f"l{number}-{day + 1}", start=at(day, "17:30"), end=at(day, "20:00"))
                for day in days
            ),
            reliability=0.85,
        )
    for identifier, name, kind, days, hours in (
        ("g1", "网格员", HelperKind.GRID_MEMBER, (MON, TUE, THU), ("14:00", "17:00")),
        ("s1", "社区书记", HelperKind.SECRETARY, (WED, FRI), ("09:00", "11:30")),
        ("a1", "律师", HelperKind.SPECIALIST, (FRI,), ("13:00", "15:00")),
    ):
        yield Helper(
            id=identifier,
            name=name,
            kind=kind,
            organisation="law-office" if kind is HelperKind.SPECIALIST else None,
            community="yuehe",
            skills=(SkillLevel(skill="mediation", level=4),),
            shifts=tuple(
                Shift(id=f"{identifier}-{day + 1}", start=at(day, hours[0]), end=at(day, hours[1]))
                for day in days
            ),
            reliability=0.95,
        )


def _needs(draw: Draw) -> Iterator[Need]:
    book = Book(households(draw, CENTRES, {"yuehe": 40}, metres=400))
    for service, count in (("matter", 20), ("dispute", 8)):
        for _ in range(count):
            # Asked for in the four days before the week, by day.
            requested = at(-draw.between(1, 4), f"{draw.between(9, 16):02}:00")
            yield replace(
                book.ask(service), priority=draw.between(2, 3), windows=HOURS, requested=requested
            )
    for _ in range(8):
        yield replace(book.ask("call"), priority=1, windows=HOURS)
