"""Travel by matrix and by estimate."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from matcher.check.travel import Leg, Travel
from matcher.model import (
    Datum,
    Helper,
    HelperKind,
    Mode,
    ModeSettings,
    Place,
    Scenario,
    TravelMatrix,
    TravelSettings,
)

from .example import START

WALKER = Helper(id="walker", kind=HelperKind.VOLUNTEER)
DRIVER = replace(WALKER, id="driver", mode=Mode.CAR)

# A hundredth of a degree northwards is 1111.95 metres of the meridian.
SOUTH = Place(lat=30.0, lon=110.0)
NORTH = Place(lat=30.01, lon=110.0)
STRAIGHT = math.pi * 6_371_000 / 18_000

HOME, AWAY = Place(key="home"), Place(key="away")


def matrix(mode, minutes, keys=("home", "away")):
    rows = ((0, minutes), (minutes + 1, 0))
    metres = ((0, 100 * minutes), (100 * minutes + 100, 0))
    return TravelMatrix(mode=mode, places=keys, minutes=rows, metres=metres)


def travel(*matrices, **changes):
    settings = TravelSettings(matrices=matrices)
    return Travel(Scenario(id="s", start=START, travel=settings, **changes))


def test_an_estimate_winds_the_straight_line_and_rounds_up():
    metres = math.ceil(STRAIGHT * 1.3)

    assert metres == 1446
    assert travel().leg(WALKER, SOUTH, NORTH) == Leg(math.ceil(metres * 60 / 4500), metres)
    assert travel().leg(DRIVER, SOUTH, NORTH) == Leg(4, 1557)


def test_the_helpers_own_speed_wins_over_the_modes():
    slow = replace(WALKER, speed_kmh=3.0)

    assert travel().leg(slow, SOUTH, NORTH) == Leg(29, 1446)


def test_whole_hours_are_not_rounded_up():
    settings = TravelSettings(modes=(ModeSettings(mode=Mode.WALK, speed_kmh=1.446, detour=1.3),))
    own = Travel(Scenario(id="s", start=START, travel=settings))

    assert own.leg(WALKER, SOUTH, NORTH) == Leg(60, 1446)


def test_speeds_are_whole_metres_an_hour():
    assert travel().leg(replace(WALKER, speed_kmh=0.1), SOUTH, NORTH) == Leg(868, 1446)
    assert travel().leg(replace(WALKER, speed_kmh=0.1004), SOUTH, NORTH) == Leg(868, 1446)


def test_a_speed_too_low_to_count_is_a_metre_an_hour():
    assert travel().leg(replace(WALKER, speed_kmh=0.0001), SOUTH, NORTH) == Leg(86760, 1446)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (SOUTH, SOUTH),
        (SOUTH, replace(SOUTH, key="south")),
        (HOME, HOME),
        (HOME, replace(NORTH, key="home")),
        (replace(SOUTH, key="home"), replace(SOUTH, key="away")),
    ],
)
def test_there_is_no_travel_between_equal_places(here, there):
    assert travel(matrix(None, 7)).leg(WALKER, here, there) == Leg(0, 0)


def test_the_matrix_wins_over_coordinates_and_has_directions():
    here, there = replace(SOUTH, key="home"), replace(NORTH, key="away")
    by_matrix = travel(matrix(None, 7))

    assert by_matrix.leg(WALKER, here, there) == Leg(7, 700)
    assert by_matrix.leg(WALKER, there, here) == Leg(8, 800)
    assert by_matrix.leg(replace(WALKER, speed_kmh=1.0), here, there) == Leg(7, 700)


def test_a_modes_own_matrix_stands_instead_of_the_common_one():
    both = travel(matrix(None, 7), matrix(Mode.CAR, 2))
    other_places = travel(matrix(None, 7), matrix(Mode.CAR, 2, keys=("x", "y")))

    assert both.leg(WALKER, HOME, AWAY) == Leg(7, 700)
    assert both.leg(DRIVER, HOME, AWAY) == Leg(2, 200)
    assert other_places.leg(DRIVER, HOME, AWAY) is None


def test_places_missing_from_the_matrix_are_estimated():
    here, there = replace(SOUTH, key="home"), replace(NORTH, key="elsewhere")

    assert travel(matrix(None, 7)).leg(WALKER, here, there) == Leg(20, 1446)


@pytest.mark.parametrize(
    ("here", "there"), [(None, SOUTH), (SOUTH, None), (None, None), (HOME, SOUTH), (SOUTH, AWAY)]
)
def test_without_coordinates_or_matrix_nothing_tells_the_way(here, there):
    assert travel().leg(WALKER, here, there) is None
    assert travel().straight(here, there) is None


def test_a_mode_without_settings_has_no_estimate():
    none = Travel(Scenario(id="s", start=START, travel=TravelSettings(modes=())))

    assert none.leg(WALKER, SOUTH, NORTH) is None


def test_coordinates_are_converted_before_they_are_measured():
    # Shanghai to Shenzhen in GCJ-02 differs from WGS-84 by hundreds of metres.
    shanghai = Place(lat=31.17530398364597, lon=121.531541859215)
    shenzhen = Place(lat=22.540796131694766, lon=113.9171764808363)
    true = travel().straight(
        Place(lat=31.1774276, lon=121.5272106), Place(lat=22.543847, lon=113.912316)
    )

    assert travel(datum=Datum.GCJ02).straight(shanghai, shenzhen) == pytest.approx(true, abs=0.5)
    assert abs(travel().straight(shanghai, shenzhen) - true) > 50
