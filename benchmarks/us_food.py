"""One week of food pantries: real sites and opening hours, households drawn by a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from math import ceil
from pathlib import Path

import numpy as np

from benchmarks.ground import metres, near
from benchmarks.us_data import Area, Pantry, counties, pantries
from matcher.model import (
    Community,
    Delivery,
    Domain,
    Helper,
    HelperKind,
    Interval,
    Mode,
    Need,
    Organisation,
    OrganisationKind,
    Place,
    Resource,
    ResourceKind,
    ResourceLine,
    Role,
    Scenario,
    Service,
    Shift,
    Tier,
    Window,
)

DELIVERED = 10_000 / 50_000
"""Households that have their groceries brought, of all that get some each week: San
Francisco-Marin Food Bank, https://www.sfmfoodbank.org/programs/covid-19-services/"""

REGISTERED = 0.6
"""Of those who come, tied to one pantry; the rest go to any that serves them; assumed."""

LARGE = 0.25
"""Households that ask for two parcels and take one; assumed."""

STOCKED = 0.9
"""Parcels of what is asked of a pantry; assumed, so that some go short."""

HOME_METRES = 1_500.0
"""Homes lie this near to the pantry or the middle of a zip code; some fall into the water."""

STOPS_A_DRIVER = 8
AFTER_CLOSING = 120
"""Minutes that deliveries go on after a pantry closes; assumed."""

LATEST = 20 * 60
"""An opening "until 23:59" is one without an end: no parcels are handed out after this."""

PRIORITIES = (0.10, 0.25, 0.35, 0.20, 0.10)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """A pantry that tells its hours, as the scenario knows it."""

    id: str
    pantry: Pantry
    place: Place
    zips: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Household:
    id: str
    zip: str
    site: _Site
    home: Place
    delivered: bool
    parcels: int


def build(folder: Path, area: Area, households: int, seed: int) -> Scenario:
    """Make the scenario of one area.

    Parameters
    ----------
    folder : Path
        The data of the pantries.
    area : Area
    households : int
        How many ask for food in the week.
    seed : int
        Of the households and of what the data does not say.
    """
    draw = np.random.default_rng(seed)
    read = pantries(folder / area.file)
    places = zip_places(read)
    sites = _sites(read, places, area)
    drawn = tuple(_households(sites, places, households, draw))
    deliveries = sum(home.delivered for home in drawn)
    drivers = _driving(sites, ceil(deliveries / STOPS_A_DRIVER), draw)
    return Scenario(
        id=f"us-food-{area.id}",
        name=f"Food parcels of {area.name}",
        start=datetime(2026, 11, 30, tzinfo=timezone(timedelta(hours=area.offset_hours))),
        communities=tuple(_communities(area, places, counties(read))),
        organisations=tuple(_organisation(site) for site in sites),
        helpers=tuple(_driver(number, site, area) for number, site in enumerate(drivers, 1)),
        resources=tuple(_resources(sites, drawn, drivers)),
        services=_services(),
        needs=tuple(_need(home, draw) for home in drawn),
    )


def zip_places(read: Sequence[Pantry]) -> dict[str, Place]:
    """Give each zip code the mean of the pantries in it, else of those that serve it."""
    inside: dict[str, list[tuple[float, float]]] = {}
    serving: dict[str, list[tuple[float, float]]] = {}
    for pantry in read:
        inside.setdefault(pantry.zip, []).append(pantry.point)
        for code in pantry.zips:
            serving.setdefault(code, []).append(pantry.point)
    return {
        code: _place(*np.mean(points, axis=0))
        for code, points in sorted((serving | inside).items())
    }


def _sites(read: Sequence[Pantry], places: Mapping[str, Place], area: Area) -> tuple[_Site, ...]:
    """Take the pantries whose hours are known; each serves the zip codes it names, or near ones."""
    known = [pantry for pantry in read if pantry.openings]
    return tuple(
        _Site(
            id=f"s{number:03}",
            pantry=pantry,
            place=_place(*pantry.point),
            zips=pantry.zips
            or tuple(
                code
                for code, place in places.items()
                if code == pantry.zip or metres(_place(*pantry.point), place) <= area.reach_metres
            ),
        )
        for number, pantry in enumerate(known, 1)
    )


def _households(
    sites: Sequence[_Site], places: Mapping[str, Place], count: int, draw: np.random.Generator
) -> Iterator[_Household]:
    for number in range(1, count + 1):
        site = sites[int(draw.integers(len(sites)))]
        code = site.zips[int(draw.integers(len(site.zips)))]
        yield _Household(
            id=f"h{number:04}",
            zip=code,
            site=site,
            home=near(site.place if code == site.pantry.zip else places[code], HOME_METRES, draw),
            delivered=bool(draw.random() < DELIVERED),
            parcels=2 if draw.random() < LARGE else 1,
        )


def _driving(sites: Sequence[_Site], count: int, draw: np.random.Generator) -> tuple[_Site, ...]:
    chosen = draw.choice(len(sites), min(count, len(sites)), replace=False)
    return tuple(sites[int(index)] for index in sorted(chosen))


def _communities(
    area: Area, places: Mapping[str, Place], county: Mapping[str, str]
) -> Iterator[Community]:
    yield Community(id="area", name=area.name, tier=Tier.CITY)
    ids = {name: f"county-{number}" for number, name in enumerate(sorted({*county.values()}), 1)}
    for name, identifier in ids.items():
        yield Community(id=identifier, name=name, tier=Tier.COUNTY, parent="area")
    for code, place in places.items():
        yield Community(id=code, name=code, parent=ids[county[code]], place=place)


def _organisation(site: _Site) -> Organisation:
    return Organisation(
        id=site.id,
        name=site.pantry.name,
        kind=OrganisationKind.CHARITY,
        community=site.pantry.zip,
        communities=site.zips,
    )


def _driver(number: int, site: _Site, area: Area) -> Helper:
    shifts = tuple(
        Shift(
            id=f"d{number:03}-{order}",
            start=window.start,
            end=min(window.end + AFTER_CLOSING, 7 * 1440),
            max_visits=STOPS_A_DRIVER + 2,
        )
        for order, window in enumerate(_intervals(site)[:2], 1)
    )
    return Helper(
        id=f"d{number:03}",
        name=f"Driver {number}",
        kind=HelperKind.VOLUNTEER,
        organisation=site.id,
        home=site.place,
        communities=site.zips,
        radius=round(area.reach_metres),
        mode=Mode.CAR,
        shifts=shifts,
        reliability=0.95,
    )


def _resources(
    sites: Sequence[_Site], households: Sequence[_Household], drivers: Sequence[_Site]
) -> Iterator[Resource]:
    """Stock each pantry for those who come, and those with a driver for those who do not."""
    asked = {site.id: 0 for site in sites}
    brought = 0
    for home in households:
        if home.delivered:
            brought += home.parcels
        else:
            asked[home.site.id] += home.parcels
    driving = {site.id for site in drivers}
    for site in sites:
        yield _lot(site, "parcels", "food_parcel", round(STOCKED * asked[site.id]), 0)
        if site.id in driving:
            share = ceil(STOCKED * brought / len(driving))
            yield _lot(site, "boot", "delivery_parcel", share, AFTER_CLOSING)
        yield Resource(
            id=f"{site.id}-door",
            name=site.pantry.name,
            kind=ResourceKind.VENUE,
            item="door",
            quantity=4,
            unit="persons",
            organisation=site.id,
            community=site.pantry.zip,
            place=site.place,
            available=_intervals(site),
        )


def _lot(site: _Site, suffix: str, item: str, quantity: int, longer: int) -> Resource:
    return Resource(
        id=f"{site.id}-{suffix}",
        name=site.pantry.name,
        kind=ResourceKind.GOODS,
        item=item,
        quantity=quantity,
        unit="parcels",
        organisation=site.id,
        community=site.pantry.zip,
        place=site.place,
        available=_intervals(site, longer),
        communities=site.zips,
    )


def _intervals(site: _Site, longer: int = 0) -> tuple[Interval, ...]:
    return tuple(
        Interval(start=1440 * opening.day + opening.start, end=1440 * opening.day + end + longer)
        for opening in site.pantry.openings
        for end in (min(opening.end, max(LATEST, opening.start + 60)),)
    )


def _services() -> tuple[Service, ...]:
    return (
        Service(
            id="pickup",
            name="Pick up a parcel",
            domain=Domain.SOCIAL_ASSISTANCE,
            delivery=Delivery.LIST,
            minutes=10,
            roles=(),
            resources=(ResourceLine(item="food_parcel", quantity=1),),
        ),
        Service(
            id="delivery",
            name="Bring a parcel",
            domain=Domain.SOCIAL_ASSISTANCE,
            delivery=Delivery.LIST,
            minutes=5,
            roles=(Role(kinds=(HelperKind.VOLUNTEER,)),),
            resources=(ResourceLine(item="delivery_parcel", quantity=1),),
        ),
    )


def _need(home: _Household, draw: np.random.Generator) -> Need:
    registered = not home.delivered and bool(draw.random() < REGISTERED)
    return Need(
        id=f"n{home.id[1:]}",
        service="delivery" if home.delivered else "pickup",
        community=home.zip,
        resident=home.id,
        place=home.home,
        priority=1 + int(draw.choice(5, p=PRIORITIES)),
        windows=() if home.delivered else _days_that_suit(draw),
        resources=_lines(home, registered=registered),
    )


def _lines(home: _Household, *, registered: bool) -> tuple[ResourceLine, ...] | None:
    """Ask for the parcels, and at the household's own pantry for a place at its door."""
    whole = home.parcels == 1
    if registered:
        return (
            ResourceLine(
                resource=f"{home.site.id}-parcels", quantity=home.parcels, all_or_none=whole
            ),
            ResourceLine(resource=f"{home.site.id}-door", quantity=1),
        )
    if whole:
        return None
    item = "delivery_parcel" if home.delivered else "food_parcel"
    return (ResourceLine(item=item, quantity=home.parcels, all_or_none=False),)


def _days_that_suit(draw: np.random.Generator) -> tuple[Window, ...]:
    """Leave one household in three only a half of the day it can come in."""
    if draw.random() < 2 / 3:
        return ()
    start, end = ((360, 720), (720, 1260))[int(draw.integers(2))]
    return tuple(Window(start=1440 * day + start, end=1440 * day + end) for day in range(7))


def _place(lat: float, lon: float) -> Place:
    return Place(lat=round(float(lat), 6), lon=round(float(lon), 6))
