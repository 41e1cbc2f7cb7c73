"""The supply of the week, placed at the real providers; staffing is assumed where unpublished."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from benchmarks.ground import metres
from benchmarks.taipei_data import Centre, Provider, Site, Village
from matcher.model import (
    Break,
    Gender,
    HeldLicence,
    Helper,
    HelperKind,
    Interval,
    Mode,
    Organisation,
    OrganisationKind,
    Place,
    Resource,
    ResourceKind,
    Shift,
    SkillLevel,
)

NEAR_METRES = 1_200.0
"""Residents come to the care sites this near; assumed."""

NEAREST_DISTRICTS = 4
"""Of the districts a provider serves, its helper works in the nearest; assumed."""

STAFFED_SESSIONS = 8
"""A care site open at least so many half-days lends a volunteer; assumed."""

MORNING, AFTERNOON = (480, 720), (780, 1020)


def provider_organisations(
    providers: Sequence[Provider], district_ids: Mapping[str, str]
) -> Iterator[Organisation]:
    """Make each home-respite provider an organisation that serves its districts."""
    for number, provider in enumerate(providers, 1):
        yield Organisation(
            id=f"p{number:03}",
            name=provider.name,
            kind=OrganisationKind.SOCIAL_ORGANISATION,
            communities=tuple(district_ids[district] for district in provider.districts),
        )


def care_workers(
    providers: Sequence[Provider],
    district_ids: Mapping[str, str],
    middles: Mapping[str, Place],
    draw: np.random.Generator,
) -> Iterator[Helper]:
    """Give each provider the one care worker of its sample."""
    for number, provider in enumerate(providers, 1):
        nearest = sorted(
            provider.districts, key=lambda name: metres(provider.place, middles[name])
        )[:NEAREST_DISTRICTS]
        full_time = bool(draw.random() < 0.4)
        identifier = f"c{number:03}"
        yield Helper(
            id=identifier,
            name=f"居服員{number}",
            kind=HelperKind.TEAM,
            organisation=f"p{number:03}",
            home=provider.place,
            communities=tuple(district_ids[district] for district in nearest),
            mode=Mode.EBIKE,
            skills=(
                SkillLevel(skill="care", level=int(draw.integers(1, 5))),
                *((SkillLevel(skill="bathing"),) if draw.random() < 0.6 else ()),
            ),
            licences=(HeldLicence(licence="care_attendant"),),
            gender=Gender.FEMALE if draw.random() < 0.8 else Gender.MALE,
            languages=_languages(draw),
            shifts=_full_week(identifier) if full_time else _half_days(identifier, 4, draw),
            max_minutes_day=480,
            max_minutes_week=2_400 if full_time else 1_200,
            cost_per_hour=25_000,
        )


def case_managers(
    centres: Sequence[Centre], district_ids: Mapping[str, str], draw: np.random.Generator
) -> Iterator[Helper]:
    """Give each integrated centre a social worker, out in the district for two half-days."""
    for number, centre in enumerate(centres, 1):
        yield Helper(
            id=f"s{number:02}",
            name=f"個管{number}",
            kind=HelperKind.SOCIAL_WORKER,
            home=centre.place,
            communities=(district_ids[centre.district],),
            mode=Mode.EBIKE,
            licences=(HeldLicence(licence="social_worker"),),
            gender=Gender.FEMALE if draw.random() < 0.8 else Gender.MALE,
            languages=_languages(draw),
            shifts=_half_days(f"s{number:02}", 2, draw),
            cost_per_hour=32_000,
        )


def volunteers(places: Sequence[Place], letter: str, draw: np.random.Generator) -> Iterator[Helper]:
    """Put one volunteer with three half-days at each place."""
    for number, place in enumerate(places, 1):
        identifier = f"{letter}{number:03}"
        yield Helper(
            id=identifier,
            name=f"志工{letter.upper()}{number}",
            kind=HelperKind.VOLUNTEER,
            home=place,
            radius=2_500,
            mode=Mode.BIKE if draw.random() < 0.5 else Mode.WALK,
            skills=(SkillLevel(skill="meals" if letter == "m" else "companionship"),),
            gender=Gender.FEMALE if draw.random() < 0.65 else Gender.MALE,
            languages=_languages(draw),
            shifts=_half_days(identifier, 3, draw),
            max_minutes_week=480,
            reliability=0.95,
        )


def site_venues(
    sites: Sequence[Site], villages: Sequence[Village], draw: np.random.Generator
) -> Iterator[Resource]:
    """Make each care site a venue for the villages near it, open as often as published.

    A sample of one in fifty of some fifty seats leaves one seat a half-day.
    """
    middles = [(village.id, village_middle(village)) for village in villages]
    for number, site in enumerate(sites, 1):
        by_distance = sorted((metres(site.place, place), name) for name, place in middles)
        near = tuple(name for distance, name in by_distance if distance <= NEAR_METRES)
        yield Resource(
            id=f"site{number:03}",
            name=site.name,
            kind=ResourceKind.VENUE,
            item="care_site",
            quantity=1,
            unit="人",
            place=site.place,
            available=_open(site, draw),
            communities=near or (by_distance[0][1],),
        )


def village_middle(village: Village) -> Place:
    """Give a village's centre of area."""
    lon, lat = village.outline.centroid()
    return Place(lat=round(lat, 6), lon=round(lon, 6))


def _open(site: Site, draw: np.random.Generator) -> tuple[Interval, ...]:
    low, high = site.sessions
    halves = sorted(draw.choice(10, int(draw.integers(low, high + 1)), replace=False))
    return tuple(
        Interval(start=start, end=start + 180)
        for half in halves
        for start in (1440 * (int(half) // 2) + (540, 840)[int(half) % 2],)
    )


def _languages(draw: np.random.Generator) -> tuple[str, ...]:
    return ("國語", "臺語") if draw.random() < 0.6 else ("國語",)


def _full_week(identifier: str) -> tuple[Shift, ...]:
    return tuple(
        Shift(
            id=f"{identifier}-{day + 1}",
            start=1440 * day + 480,
            end=1440 * day + 1020,
            max_overtime=30,
            breaks=(Break(start=1440 * day + 690, end=1440 * day + 810, minutes=60),),
        )
        for day in range(5)
    )


def _half_days(identifier: str, count: int, draw: np.random.Generator) -> tuple[Shift, ...]:
    days = sorted(int(day) for day in draw.choice(6, count, replace=False))
    halves = [(MORNING, AFTERNOON)[int(draw.integers(2))] for _ in days]
    return tuple(
        Shift(id=f"{identifier}-{day + 1}", start=1440 * day + start, end=1440 * day + end)
        for day, (start, end) in zip(days, halves, strict=True)
    )
