import numpy as np
import pytest

from benchmarks.ground import degrees, metres, near
from matcher.model import Place

HERE = Place(lat=25.0, lon=121.5)


def test_metres_along_a_meridian_and_a_parallel() -> None:
    assert metres(HERE, Place(lat=25.01, lon=121.5)) == pytest.approx(1_112, abs=1)
    assert metres(HERE, Place(lat=25.0, lon=121.51)) == pytest.approx(1_008, abs=1)


def test_near_is_within_the_radius() -> None:
    draw = np.random.default_rng(1)
    far = [metres(HERE, near(HERE, 500.0, draw)) for _ in range(100)]
    assert 400 < max(far) <= 501


def test_a_place_without_coordinates_is_refused() -> None:
    with pytest.raises(ValueError, match="no coordinates"):
        degrees(Place(key="hall"))
