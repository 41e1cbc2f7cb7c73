import numpy as np
import pytest

from benchmarks.polygons import polygon

SQUARE = [[[121.0, 25.0], [121.2, 25.0], [121.2, 25.1], [121.0, 25.1], [121.0, 25.0]]]
HOLE = [[121.05, 25.02], [121.15, 25.02], [121.15, 25.08], [121.05, 25.08], [121.05, 25.02]]


@pytest.mark.parametrize(
    ("lon", "lat", "inside"),
    [(121.1, 25.05, True), (121.3, 25.05, False), (120.9, 25.05, False), (121.1, 25.2, False)],
)
def test_inside_or_not(lon: float, lat: float, inside: bool) -> None:  # noqa: FBT001
    assert polygon(SQUARE).contains(lon, lat) is inside


def test_a_hole_is_not_inside() -> None:
    holed = polygon([*SQUARE, HOLE])
    assert not holed.contains(121.1, 25.05)
    assert holed.contains(121.02, 25.05)


def test_the_centroid_of_a_triangle_is_the_mean_of_its_corners() -> None:
    triangle = polygon([[[121.0, 25.0], [121.3, 25.0], [121.0, 25.6], [121.0, 25.0]]])
    assert triangle.centroid() == pytest.approx((121.1, 25.2))


def test_points_fall_inside_and_spread() -> None:
    draw = np.random.default_rng(1)
    holed = polygon([*SQUARE, HOLE])
    points = [holed.point(draw) for _ in range(100)]
    assert all(holed.contains(*point) for point in points)
    assert len(set(points)) == 100


def test_a_point_that_cannot_be_found_is_the_centroid() -> None:
    assert polygon(SQUARE).point(np.random.default_rng(1), tries=0) == pytest.approx((121.1, 25.05))
