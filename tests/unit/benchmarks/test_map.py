import re
from xml.etree import ElementTree as ET

import pytest

from benchmarks.map import NOTHING_ASKED, SHADES, Shape, render, shade
from benchmarks.polygons import polygon

WEST = polygon([[[121.0, 25.0], [121.1, 25.0], [121.1, 25.1], [121.0, 25.1], [121.0, 25.0]]])
EAST = polygon([[[121.1, 25.0], [121.2, 25.0], [121.2, 25.1], [121.1, 25.1], [121.1, 25.0]]])


@pytest.mark.parametrize(
    ("share", "colour"),
    [
        (None, NOTHING_ASKED),
        (0.0, SHADES[0]),
        (0.499, SHADES[0]),
        (0.5, SHADES[1]),
        (0.999, SHADES[5]),
        (1.0, SHADES[6]),
    ],
)
def test_shades(share: float | None, colour: str) -> None:
    assert shade(share) == colour


def test_the_picture_is_whole_and_needs_nothing_from_outside() -> None:
    shapes = [
        Shape(name="<West>", outline=WEST, share=0.5),
        Shape(name="East", outline=EAST, share=None),
    ]
    text = render("Both & all", shapes)
    root = ET.fromstring(text)  # noqa: S314 -- our own text
    paths = root.findall(".//{*}path")
    assert [path.get("fill") for path in paths] == [SHADES[1], NOTHING_ASKED]
    assert [path[0].text for path in paths] == ["<West>: 50 %", "East: nothing asked"]
    assert re.findall(r'(?:href|src|url)[=(]"?', text) == []


def test_shapes_keep_their_sides_and_fit_the_picture() -> None:
    shapes = [
        Shape(name="east", outline=EAST, share=1.0),
        Shape(name="west", outline=WEST, share=1.0),
    ]
    root = ET.fromstring(render("map", shapes))  # noqa: S314 -- our own text
    _, _, width, height = (float(side) for side in root.get("viewBox", "").split())
    east, west = (
        [tuple(map(float, point.split())) for point in path.get("d", "")[1:-1].split("L")]
        for path in root.findall(".//{*}path")
    )
    assert max(x for x, _ in west) == min(x for x, _ in east)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in (*east, *west))
    # South lies below north.
    assert west[0][1] > west[2][1]
