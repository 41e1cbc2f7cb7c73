from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks import taipei_data as read
from benchmarks.ground import metres
from benchmarks.real_taipei import build, coverage_map
from benchmarks.taipei_demand import RATES, SAMPLE, demand
from matcher.formats import digest
from matcher.model import Place, Plan, Scenario, Score, Tier
from matcher.validate import validate

DISTRICTS = ("松山區", "信義區", "大安區")


@pytest.fixture(scope="module")
def scenario(taipei: Path) -> Scenario:
    return build(taipei, seed=1)


@pytest.mark.parametrize(
    ("kind", "half_days"),
    [
        ("社區照顧關懷據點 4-5時段", (4, 5)),
        ("社區照顧關懷據點 10個時段", (10, 10)),
        ("社區照顧關懷據點 功能型(老服中心)", (10, 10)),
        ("社區照顧關懷據點 樂齡學堂", (2, 2)),
    ],
)
def test_sessions_of_a_site(kind: str, half_days: tuple[int, int]) -> None:
    assert read.sessions(kind) == half_days


@pytest.mark.parametrize(
    ("text", "districts"),
    [
        ("全區", DISTRICTS),
        ("大安區、信義區,松山區", DISTRICTS),
        ("松山區 大安區及文山區", ("松山區", "大安區")),
        ("文山區", ()),
    ],
)
def test_districts_however_separated(text: str, districts: tuple[str, ...]) -> None:
    assert read.served_districts(text, DISTRICTS) == districts


def test_the_data_is_read_in_full(taipei: Path) -> None:
    villages = read.villages(taipei)
    districts = tuple(dict.fromkeys(village.district for village in villages))
    assert (len(villages), len(districts)) == (456, 12)
    assert sum(village.elderly for village in villages) == 574_458
    assert len(read.sites(taipei)) == 505
    assert len(read.centres(taipei)) == 63
    assert len(read.lane_stations(taipei)) == 291
    providers = read.providers(taipei, districts)
    assert len(providers) == 129
    assert all(provider.districts for provider in providers)


def test_demand_follows_the_rates(taipei: Path) -> None:
    villages = read.villages(taipei)
    places = {village.id: Place(lat=25.0, lon=121.5) for village in villages}
    drawn = Counter(
        need.service
        for seed in range(5)
        for need in demand(villages, places, np.random.default_rng(seed))
    )
    elderly = sum(village.elderly for village in villages)
    for rate in RATES:
        assert drawn[rate.service] == pytest.approx(5 * elderly * rate.share * SAMPLE, rel=0.2)


def test_the_week_is_large_and_valid(scenario: Scenario) -> None:
    assert len(scenario.needs) >= 1_500
    assert validate(scenario) == ()
    tiers = Counter(community.tier for community in scenario.communities)
    assert tiers == {Tier.CITY: 1, Tier.COUNTY: 12, Tier.COMMUNITY: 456}


def test_the_same_seed_makes_the_same_week(taipei: Path, scenario: Scenario) -> None:
    assert digest(build(taipei, seed=1)) == digest(scenario)
    assert digest(build(taipei, seed=2)) != digest(scenario)


def test_residents_live_in_their_village(taipei: Path, scenario: Scenario) -> None:
    outlines = {village.id: village.outline for village in read.villages(taipei)}
    at_home = [need for need in scenario.needs if need.service != "phone"]
    outside = [
        need.id
        for need in at_home
        if not outlines[need.community].contains(need.place.lon, need.place.lat)
    ]
    # A place is rounded to a tenth of a metre, which may cross a border.
    assert len(outside) < 0.01 * len(at_home)


def test_people_and_venues_stand_at_the_real_places(taipei: Path, scenario: Scenario) -> None:
    sites = {site.place for site in read.sites(taipei)}
    assert {venue.place for venue in scenario.resources} == sites
    phones = {need.place for need in scenario.needs if need.service == "phone"}
    assert phones <= {helper.home for helper in scenario.helpers}


def test_venues_serve_villages_near_them(scenario: Scenario) -> None:
    middles = {community.id: community.place for community in scenario.communities}
    for venue in scenario.resources:
        far = [metres(venue.place, middles[name]) for name in venue.communities]
        assert len(far) == 1 or max(far) <= 1_200


def test_the_map_shows_every_village(taipei: Path, scenario: Scenario) -> None:
    plan = Plan(
        scenario=scenario.id,
        digest="",
        start=scenario.start,
        score=Score(terms=(), totals=()),
    )
    text = coverage_map(read.villages(taipei), scenario, plan)
    assert text.count("<path ") == 456
    assert text.count("0 %</title>") + text.count("nothing asked</title>") == 456
