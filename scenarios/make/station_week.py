"""A week of one street station, the size of Changsha's Qiaotou programme."""

from __future__ import annotations

from dataclasses import replace

from matcher.model import (
    Community,
    Organisation,
    OrganisationKind,
    Pin,
    Place,
    Project,
    Scenario,
    Target,
    Tier,
)
from scenarios.make.catalogue import services
from scenarios.make.draw import START, THU, Draw, Point, at
from scenarios.make.station_goods import resources
from scenarios.make.station_needs import needs
from scenarios.make.station_people import helpers

SEED = 20_261_123
CENTRES: dict[str, Point] = {
    "c1": (28.1952, 112.9921),
    "c2": (28.2031, 112.9987),
    "c3": (28.1898, 113.0042),
}
NAMES = {"c1": "桥头社区", "c2": "清风社区", "c3": "和风社区"}
POPULATIONS = {"c1": 9_200, "c2": 6_400, "c3": 5_400}
SERVICES = (
    *("meal", "visit", "bath", "escort", "hair", "wheelchair", "assess", "aid", "shop", "parcel"),
    *("tutor", "class", "counsel", "sign", "council", "repair", "mediate", "safety", "market"),
    "vaccine",
)


def build() -> Scenario:
    """Make the scenario."""
    draw = Draw(SEED)
    people = helpers(draw, CENTRES)
    asked = needs(draw, CENTRES, people)
    council = next(need for need in asked if need.service == "council")
    return Scenario(
        id="station-week",
        name="社工站的一周",
        start=START,
        communities=_communities(),
        organisations=_organisations(),
        helpers=people,
        resources=resources(CENTRES),
        projects=(_project(),),
        services=services(*SERVICES),
        needs=tuple(
            replace(need, project="p1") if need.service in _project().services else need
            for need in asked
        ),
        pins=(Pin(need=council.id, start=at(THU, "15:00")),),
    )


def _communities() -> tuple[Community, ...]:
    city = Community(id="city", name="长沙市", tier=Tier.CITY)
    district = Community(id="district", name="示范区", tier=Tier.COUNTY, parent="city")
    street = Community(
        id="street", name="桥头片区街道", tier=Tier.STREET, parent="district", population=21_000
    )
    return (
        city,
        district,
        street,
        *(
            Community(
                id=community,
                name=NAMES[community],
                parent="street",
                place=Place(lat=centre[0], lon=centre[1]),
                population=POPULATIONS[community],
            )
            for community, centre in CENTRES.items()
        ),
    )


def _organisations() -> tuple[Organisation, ...]:
    return (
        Organisation(
            id="station",
            name="街道社工站",
            kind=OrganisationKind.STATION,
            community="c1",
            communities=("street",),
        ),
        Organisation(
            id="neighbours",
            name="邻里志愿服务队",
            kind=OrganisationKind.VOLUNTEER_TEAM,
            community="c1",
            communities=("street",),
        ),
        Organisation(
            id="yellow-caps",
            name="黄帽子志愿队",
            kind=OrganisationKind.VOLUNTEER_TEAM,
            community="c3",
            communities=("c2", "c3"),
        ),
        Organisation(
            id="canteen",
            name="老年助餐食堂",
            kind=OrganisationKind.SOCIAL_ORGANISATION,
            community="c1",
        ),
        Organisation(id="fund", name="社区发展基金", kind=OrganisationKind.CHARITY, community="c1"),
    )


def _project() -> Project:
    return Project(
        id="p1",
        name="90户困难家庭居家服务",
        organisation="station",
        budget=70_000,
        services=("assess", "bath", "counsel", "visit"),
        communities=("street",),
        targets=(Target(service="visit", visits=20), Target(visits=35)),
    )
