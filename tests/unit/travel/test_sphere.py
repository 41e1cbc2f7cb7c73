from __future__ import annotations

import numpy as np
import pytest

from matcher.travel.sphere import EARTH_RADIUS_METRES, great_circle_metres, unit_vectors


def metres(a, b):
    return float(great_circle_metres(*(np.array([figure]) for figure in (*a, *b)))[0])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((36.12, -86.67), (33.94, -118.40), 2_886_444),  # Nashville to Los Angeles
        ((0.0, 0.0), (0.0, 90.0), EARTH_RADIUS_METRES * np.pi / 2),
        ((90.0, 0.0), (-90.0, 0.0), EARTH_RADIUS_METRES * np.pi),
        ((28.2, 112.9), (28.2, 112.9), 0.0),
    ],
)
def test_known_distances(a, b, expected):
    assert metres(a, b) == pytest.approx(expected, abs=2)
    assert metres(b, a) == metres(a, b)


def test_a_degree_of_latitude():
    assert metres((28.0, 112.9), (29.0, 112.9)) == pytest.approx(111_194.93, abs=0.01)


def test_chords_between_unit_vectors_grow_with_the_distance():
    lat, lon = np.array([28.0, 28.001, 29.0]), np.array([112.9, 112.9, 112.9])
    points = unit_vectors(lat, lon)
    chords = np.linalg.norm(points - points[0], axis=1)
    angles = great_circle_metres(lat, lon, lat[:1], lon[:1]) / EARTH_RADIUS_METRES
    assert chords == pytest.approx(2 * np.sin(angles / 2))
