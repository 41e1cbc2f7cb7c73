"""One week of elderly care in Taipei: real supply and population, demand drawn by a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np

from benchmarks import taipei_data as read
from benchmarks import taipei_supply as supply
from benchmarks.coverage import coverage
from benchmarks.ground import degrees, metres
from benchmarks.map import Shape, render
from benchmarks.taipei_data import Village
from benchmarks.taipei_demand import demand
from matcher.model import (
    Community,
    Delivery,
    Domain,
    HelperKind,
    Place,
    Plan,
    ResourceLine,
    Role,
    Scenario,
    Service,
    SkillLevel,
    Tier,
)

START = datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=8)))
LENDING_STATIONS = 5
"""One neighbourhood station in so many lends a volunteer for meals; assumed."""

CARE_WORKER = Role(
    kinds=(HelperKind.TEAM,), skills=(SkillLevel(skill="care"),), licences=("care_attendant",)
)
BATHER = Role(
    kinds=(HelperKind.TEAM,),
    skills=(SkillLevel(skill="bathing"),),
    licences=("care_attendant",),
    count=2,
)
CASE_MANAGER = Role(kinds=(HelperKind.SOCIAL_WORKER,), licences=("social_worker",))
COMPANION = Role(
    kinds=(HelperKind.VOLUNTEER,),
    skills=(SkillLevel(skill="companionship"),),
)
MEALS = Role(kinds=(HelperKind.VOLUNTEER,), skills=(SkillLevel(skill="meals"),))


def build(folder: Path, seed: int) -> Scenario:
    """Make the scenario.

    Parameters
    ----------
    folder : Path
        The data of Taipei.
    seed : int
        Of the demand, and of what the data does not say of the supply.
    """
    draw = np.random.default_rng(seed)
    villages = read.villages(folder)
    district_ids = {village.district: village.district_id for village in villages}
    middles = _middles(villages)
    sites = read.sites(folder)
    providers = read.providers(folder, tuple(district_ids))
    staffed = [site.place for site in sites if site.sessions[0] >= supply.STAFFED_SESSIONS]
    stations = [place for _, place in read.lane_stations(folder)[::LENDING_STATIONS]]
    return Scenario(
        id="taipei-week",
        name="臺北市長者照顧的一週",
        start=START,
        communities=tuple(_communities(villages, middles)),
        organisations=tuple(supply.provider_organisations(providers, district_ids)),
        helpers=(
            *supply.care_workers(providers, district_ids, middles, draw),
            *supply.case_managers(read.centres(folder), district_ids, draw),
            *supply.volunteers(staffed, "v", draw),
            *supply.volunteers(stations, "m", draw),
        ),
        resources=tuple(supply.site_venues(sites, villages, draw)),
        services=_services(),
        needs=tuple(demand(villages, _nearest(villages, staffed), draw)),
    )


def coverage_map(villages: Sequence[Village], scenario: Scenario, plan: Plan) -> str:
    """Draw the villages, shaded by the part of their visits that the plan serves, as SVG."""
    shares = {row.community.id: row.share for row in coverage(scenario, plan)}
    return render(
        "Taipei, one week: visits served by village",
        [
            Shape(
                name=f"{village.district}{village.name}",
                outline=village.outline,
                share=shares[village.id],
            )
            for village in villages
        ],
    )


def _middles(villages: Sequence[Village]) -> Mapping[str, Place]:
    """Give each district the mean of its villages' middles."""
    points: dict[str, list[tuple[float, float]]] = {}
    for village in villages:
        middle = supply.village_middle(village)
        points.setdefault(village.district, []).append(degrees(middle))
    means = {district: np.mean(held, axis=0) for district, held in points.items()}
    return {
        district: Place(lat=round(float(lat), 6), lon=round(float(lon), 6))
        for district, (lat, lon) in means.items()
    }


def _nearest(villages: Sequence[Village], staffed: Sequence[Place]) -> Mapping[str, Place]:
    """Find for each village the nearest care site with a volunteer."""
    middles = {village.id: supply.village_middle(village) for village in villages}
    return {
        village: min(staffed, key=lambda place: metres(middle, place))
        for village, middle in middles.items()
    }


def _communities(villages: Sequence[Village], middles: Mapping[str, Place]) -> Iterator[Community]:
    yield Community(id="63000", name="臺北市", tier=Tier.CITY)
    ids = {village.district: village.district_id for village in villages}
    for district, place in middles.items():
        yield Community(
            id=ids[district], name=district, tier=Tier.COUNTY, parent="63000", place=place
        )
    for village in villages:
        yield Community(
            id=village.id,
            name=village.name,
            parent=village.district_id,
            place=supply.village_middle(village),
            population=village.population,
        )


def _services() -> tuple[Service, ...]:
    """Make the catalogue; minutes are assumed but for respite, which is sold by two hours."""
    table: tuple[tuple[str, str, int, tuple[Role, ...]], ...] = (
        ("care", "居家照顧", 75, (CARE_WORKER,)),
        ("bath", "雙人協助沐浴", 60, (BATHER,)),
        ("respite", "居家喘息 GA09", 120, (CARE_WORKER,)),
        ("case", "個管訪視", 45, (CASE_MANAGER,)),
        ("meal", "送餐", 10, (MEALS,)),
        ("phone", "電話問安", 15, (COMPANION,)),
        ("visit", "關懷訪視", 40, (COMPANION,)),
    )
    return (
        *(
            Service(
                id=identifier,
                name=name,
                domain=Domain.ELDERLY_CARE,
                delivery=Delivery.LIST,
                minutes=minutes,
                roles=roles,
            )
            for identifier, name, minutes, roles in table
        ),
        Service(
            id="activity",
            name="據點活動",
            domain=Domain.ELDERLY_CARE,
            delivery=Delivery.LIST,
            minutes=150,
            roles=(),
            resources=(ResourceLine(item="care_site", quantity=1),),
        ),
    )
