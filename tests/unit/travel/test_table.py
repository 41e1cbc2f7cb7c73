from __future__ import annotations

import math
from dataclasses import replace

import pytest

from matcher.instance.locations import Locations
from matcher.model import (
    Helper,
    HelperKind,
    Mode,
    ModeSettings,
    Place,
    TravelMatrix,
    TravelSettings,
)
from matcher.travel import table
from matcher.travel.table import keep_pairs, travel
from tests.unit.small import scenario

NORTH = math.degrees(1000 / 6_371_000)
"""Degrees of latitude to a kilometre."""

A, B = Place(lat=28.0, lon=112.9), Place(lat=28.0 + NORTH, lon=112.9)
WALKS = (ModeSettings(mode=Mode.WALK, speed_kmh=4.5, detour=1.3),)


def way(origin, target, *, settings=None, **helper):
    """Give minutes and metres as the tables of one helper say."""
    made = replace(scenario(), travel=settings or TravelSettings(modes=WALKS))
    locations = Locations(made)
    ends = locations.add(origin), locations.add(target)
    profile = locations.add_profile(Helper(id="ann", kind=HelperKind.TEAM, **helper))
    return travel(locations.travel(), profile, *ends)


def matrix(minutes, metres, mode=None):
    return TravelMatrix(
        mode=mode,
        places=("a", "b"),
        minutes=((0, minutes), (minutes + 1, 0)),
        metres=((0, metres), (metres, 0)),
    )


def test_metres_and_minutes_are_rounded_up():
    # 1000 m x 1.3 = 1300 m; at 4500 m an hour 17.33 min.
    assert way(A, B) == (18, 1300)


def test_a_whole_figure_is_not_rounded_up_further():
    settings = TravelSettings(modes=(ModeSettings(mode=Mode.WALK, speed_kmh=6.0, detour=1.0),))
    assert way(A, B, settings=settings) == (10, 1000)


def test_own_speed_wins_over_the_mode_s():
    assert way(A, B, speed_kmh=7.8) == (10, 1300)


def test_equal_places_are_no_way_apart():
    assert way(A, A) == (0, 0)
    assert way(A, replace(A, key="a")) == (0, 0)
    assert way(replace(A, key="a"), replace(B, key="a")) == (0, 0)


def test_a_matrix_wins_over_coordinates_and_own_speed():
    settings = TravelSettings(modes=WALKS, matrices=(matrix(7, 70),))
    ends = replace(A, key="a"), replace(B, key="b")
    assert way(*ends, settings=settings) == (7, 70)
    assert way(*reversed(ends), settings=settings) == (8, 70)
    assert way(*ends, settings=settings, speed_kmh=7.8) == (7, 70)


def test_a_matrix_of_the_mode_wins_over_one_of_every_mode():
    settings = TravelSettings(modes=WALKS, matrices=(matrix(7, 70), matrix(3, 30, Mode.WALK)))
    assert way(replace(A, key="a"), replace(B, key="b"), settings=settings) == (3, 30)


def test_a_matrix_of_another_mode_does_not_hold():
    settings = TravelSettings(modes=WALKS, matrices=(matrix(3, 30, Mode.CAR),))
    assert way(replace(A, key="a"), replace(B, key="b"), settings=settings) == (18, 1300)


def test_a_place_that_is_not_in_the_matrix_is_estimated():
    settings = TravelSettings(modes=WALKS, matrices=(matrix(7, 70),))
    assert way(replace(A, key="a"), B, settings=settings) == (18, 1300)


def test_places_of_one_name_keep_their_own_coordinates():
    made = replace(scenario(), travel=TravelSettings(modes=WALKS))
    locations = Locations(made)
    near, far = (locations.add(replace(place, key="a")) for place in (A, B))
    other = locations.add(Place(lat=28.0, lon=112.9))
    profile = locations.add_profile(Helper(id="ann", kind=HelperKind.TEAM))
    known = locations.travel()
    assert travel(known, profile, near, other) == (0, 0)
    assert travel(known, profile, far, other) == (18, 1300)


@pytest.mark.parametrize("most", [0, 20_000_000])
def test_pairs_kept_and_pairs_computed_are_alike(most, monkeypatch):
    monkeypatch.setattr(table, "MOST_KEPT", most)
    assert way(A, B) == (18, 1300)


def test_pairs_are_kept_only_where_there_is_room(monkeypatch):
    made = replace(scenario(), travel=TravelSettings(modes=WALKS))
    locations = Locations(made)
    locations.add(A)
    locations.add_profile(Helper(id="ann", kind=HelperKind.TEAM))
    bare = locations.travel()._replace(minutes=table.np.zeros((0, 0, 0), "i4"))
    monkeypatch.setattr(table, "MOST_KEPT", 0)
    assert keep_pairs(bare).minutes.size == 0
    monkeypatch.setattr(table, "MOST_KEPT", 1)
    assert keep_pairs(bare).minutes.shape == (1, 1, 1)
