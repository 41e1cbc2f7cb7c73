from collections import Counter
from pathlib import Path

import pytest

from benchmarks.ground import metres
from benchmarks.us_data import AREAS, Area, counties, pantries, spelt_out
from benchmarks.us_food import build, zip_places
from matcher.formats import digest
from matcher.model import ResourceKind, Scenario, Severity
from matcher.validate import validate

WEST, EAST = AREAS


@pytest.fixture(scope="module", params=AREAS, ids=lambda area: area.id)
def area(request: pytest.FixtureRequest) -> Area:
    return request.param


@pytest.fixture(scope="module")
def scenario(food: Path, area: Area) -> Scenario:
    return build(food, area, households=300, seed=1)


def test_a_code_for_all_of_a_city_is_spelt_out() -> None:
    known = ("94102", "94110", "94901")
    assert spelt_out(("94110", "94100"), known) == ("94110", "94102")
    assert spelt_out(("94900",), known) == ("94901",)


@pytest.mark.parametrize(
    ("chosen", "sites", "with_hours"), [(WEST, 73, 73), (EAST, 338, 332)], ids=["west", "east"]
)
def test_the_data_is_read_in_full(food: Path, chosen: Area, sites: int, with_hours: int) -> None:
    read = pantries(food / chosen.file)
    assert (len(read), sum(bool(pantry.openings) for pantry in read)) == (sites, with_hours)


def test_every_zip_code_has_a_county_and_a_place(food: Path) -> None:
    read = pantries(food / WEST.file)
    assert counties(read)["94110"] == "San Francisco"
    assert counties(read)["94901"] == "Marin"
    assert zip_places(read).keys() == counties(read).keys()


def test_the_week_has_no_error(scenario: Scenario) -> None:
    assert len(scenario.needs) == 300
    problems = validate(scenario)
    assert {problem.code for problem in problems} == {"coordinates_outside_china"}
    assert all(problem.severity is Severity.WARNING for problem in problems)


def test_the_week_has_the_offset_of_the_area(scenario: Scenario, area: Area) -> None:
    offset = scenario.start.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 3_600 * area.offset_hours


def test_the_same_seed_makes_the_same_week(food: Path, scenario: Scenario, area: Area) -> None:
    assert digest(build(food, area, households=300, seed=1)) == digest(scenario)
    assert digest(build(food, area, households=300, seed=2)) != digest(scenario)


def test_one_household_in_five_has_its_parcel_brought(scenario: Scenario) -> None:
    services = Counter(need.service for need in scenario.needs)
    assert 40 < services["delivery"] < 80
    assert services["delivery"] + services["pickup"] == 300


def test_there_is_a_little_too_little(scenario: Scenario) -> None:
    stocked = sum(one.quantity for one in scenario.resources if one.item == "food_parcel")
    asked = 0
    for need in scenario.needs:
        if need.service == "pickup":
            lines = need.resources or scenario.services[0].resources
            asked += lines[0].quantity
    assert 0.85 * asked < stocked < asked


def test_parcels_are_handed_out_while_the_pantry_is_open(scenario: Scenario) -> None:
    for one in scenario.resources:
        assert one.available
        if one.kind is ResourceKind.GOODS:
            assert all(slot.start < slot.end <= 7 * 1440 for slot in one.available)


def test_drivers_serve_places_near_their_pantry(scenario: Scenario, area: Area) -> None:
    centres = {community.id: community.place for community in scenario.communities}
    for driver in scenario.helpers:
        assert driver.communities
        assert driver.radius == area.reach_metres
        nearest = min(metres(driver.home, centres[code]) for code in driver.communities)
        assert nearest < 20_000
