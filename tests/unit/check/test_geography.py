"""Distances and datums against published figures."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.check.geography import EARTH_RADIUS_METRES, gcj02_of_wgs84, great_circle, to_wgs84
from matcher.model import Datum

# WGS-84 and GCJ-02 of Shanghai, Shenzhen and Beijing: python/test.py of googollee/eviltransform,
# which itself asks for six decimals. A millionth of a degree is about a tenth of a metre.
PAIRS = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]
PUBLISHED_DEGREES = 1e-6

# The formulas of wandergis/coordtransform, whose test/app.js gives this point's GCJ-02 in full;
# its WGS-84 takes one step of the inverse only, and so is right to two metres.
BD09 = 39.915, 116.404
BD09_AS_GCJ02 = 39.90865673957631, 116.39762729119315
BD09_AS_WGS84 = 39.907253214522164, 116.3913836995125
ONE_STEP_METRES = 2.0

MILLIMETRE_DEGREES = 1e-8


@pytest.mark.parametrize(("wgs84", "gcj02"), PAIRS)
def test_gcj02_is_as_published(wgs84, gcj02):
    assert gcj02_of_wgs84(wgs84) == pytest.approx(gcj02, abs=PUBLISHED_DEGREES)
    assert to_wgs84(gcj02, Datum.GCJ02) == pytest.approx(wgs84, abs=PUBLISHED_DEGREES)


def test_bd09_is_as_published():
    wgs84 = to_wgs84(BD09, Datum.BD09)

    assert gcj02_of_wgs84(wgs84) == pytest.approx(BD09_AS_GCJ02, abs=1e-11)
    assert great_circle(wgs84, BD09_AS_WGS84) < ONE_STEP_METRES


@given(lat=st.floats(20, 50), lon=st.floats(75, 130))
def test_gcj02_is_inverted_exactly(lat, lon):
    there_and_back = to_wgs84(gcj02_of_wgs84((lat, lon)), Datum.GCJ02)

    assert there_and_back == pytest.approx((lat, lon), abs=MILLIMETRE_DEGREES / 1000)


@pytest.mark.parametrize("point", [(48.85, 2.35), (0.0, 100.0), (35.68, 139.77), (-33.9, 151.2)])
def test_nothing_is_shifted_outside_china(point):
    assert to_wgs84(point, Datum.GCJ02) == point


def test_wgs84_stays_as_it_is():
    assert to_wgs84((31.2, 121.5), Datum.WGS84) == (31.2, 121.5)


def test_a_degree_of_a_meridian_is_its_share_of_the_circle():
    degree = math.pi * EARTH_RADIUS_METRES / 180

    assert great_circle((30.0, 110.0), (31.0, 110.0)) == pytest.approx(degree, rel=1e-12)
    assert great_circle((0.0, 110.0), (0.0, 111.0)) == pytest.approx(degree, rel=1e-12)


def test_nothing_is_further_than_the_antipode():
    half = math.pi * EARTH_RADIUS_METRES

    assert great_circle((90.0, 0.0), (-90.0, 77.0)) == pytest.approx(half, rel=1e-12)
    assert great_circle((10.0, 20.0), (10.0, 20.0)) == 0.0


def test_shanghai_is_as_far_from_beijing_as_published():
    # The distance test of googollee/eviltransform, to the metre; its globe is the equator's.
    shanghai, beijing = PAIRS[0][1], PAIRS[2][1]
    metres = great_circle(shanghai, beijing) * 6_378_137 / EARTH_RADIUS_METRES

    assert metres == pytest.approx(1_078_164, abs=1)
