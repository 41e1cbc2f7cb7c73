"""Published pairs of points: the same place in two datums."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.model import Datum
from matcher.travel.datum import to_wgs84, wgs84_to_gcj02

# From the README files and tests of googollee/eviltransform and wandergis/coordtransform.
PUBLISHED = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]


def converted(point, datum):
    lat, lon = to_wgs84(np.array([point[0]]), np.array([point[1]]), datum)
    return float(lat[0]), float(lon[0])


@pytest.mark.parametrize(("wgs84", "gcj02"), PUBLISHED)
def test_published_points_of_gcj02(wgs84, gcj02):
    lat, lon = wgs84_to_gcj02(np.array([wgs84[0]]), np.array([wgs84[1]]))
    assert (lat[0], lon[0]) == pytest.approx(gcj02, abs=1e-8)
    assert converted(gcj02, Datum.GCJ02) == pytest.approx(wgs84, abs=1e-8)


def test_published_point_of_bd09():
    # coordtransform: 116.404, 39.915 of BD-09 is 116.39762729119315, 39.90865673957631 of GCJ-02.
    gcj02 = (39.90865673957631, 116.39762729119315)
    direct = converted((39.915, 116.404), Datum.BD09)
    assert direct == pytest.approx(converted(gcj02, Datum.GCJ02), abs=1e-8)


def test_wgs84_and_points_outside_china_stay():
    assert converted((28.2, 112.9), Datum.WGS84) == (28.2, 112.9)
    assert converted((51.5, -0.1), Datum.GCJ02) == (51.5, -0.1)


def test_an_unknown_point_stays_unknown():
    assert np.isnan(converted((np.nan, np.nan), Datum.GCJ02)).all()
