"""A picture of coverage: one SVG file, villages shaded by how much of their demand is served."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from benchmarks.polygons import Polygon

WIDTH, MARGIN, LEGEND = 720.0, 16.0, 64.0
SHADES = ("#a50026", "#f46d43", "#fdae61", "#fee08b", "#d9ef8b", "#66bd63", "#1a9850")
"""From little served to all."""
LIMITS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""A share below the first has the first shade, and so on; all served the last."""
NOTHING_ASKED = "#eeeeee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """From degrees to the picture, true to shape in the middle."""

    west: float
    north: float
    scale: float
    """Picture units for a degree of latitude."""
    squeeze: float
    """A degree of longitude over one of latitude."""

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Give the point in the picture."""
        x = MARGIN + (lon - self.west) * self.squeeze * self.scale
        return x, MARGIN + LEGEND + (self.north - lat) * self.scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A place to draw."""

    name: str
    outline: Polygon
    share: float | None
    """Part of its demand that is served, 0 to 1; None where nothing is asked."""


def render(title: str, shapes: Sequence[Shape]) -> str:
    """Draw the shapes, shaded.

    Parameters
    ----------
    title : str
    shapes : sequence of Shape
        At least one.

    Returns
    -------
    str
        A whole SVG document that needs nothing from outside.
    """
    projection, height = _projection([shape.outline for shape in shapes])
    paths = "\n".join(
        f'<path fill="{shade(shape.share)}" d="{_path(shape.outline, projection)}">'
        f"<title>{escape(shape.name)}: {_percent(shape.share)}</title></path>"
        for shape in shapes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" '
        f'font-family="sans-serif" font-size="13">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n'
        f'<text x="{MARGIN:.0f}" y="26" font-size="17">{escape(title)}</text>\n'
        f"{_legend()}\n"
        f'<g stroke="#ffffff" stroke-width="0.5" fill-rule="evenodd">\n{paths}\n</g>\n</svg>\n'
    )


def shade(share: float | None) -> str:
    """Give the colour of a share."""
    if share is None:
        return NOTHING_ASKED
    return SHADES[sum(share >= limit for limit in LIMITS)]


def _projection(outlines: Sequence[Polygon]) -> tuple[Projection, float]:
    rings = [outline.rings[0] for outline in outlines]
    west, south = (min(float(ring[:, axis].min()) for ring in rings) for axis in (0, 1))
    east, north = (max(float(ring[:, axis].max()) for ring in rings) for axis in (0, 1))
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze)
    height = 2 * MARGIN + LEGEND + (north - south) * scale
    return Projection(west=west, north=north, scale=scale, squeeze=squeeze), height


def _path(outline: Polygon, projection: Projection) -> str:
    parts = []
    for ring in outline.rings:
        points = [projection.xy(float(lon), float(lat)) for lon, lat in ring[:-1]]
        parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    return "".join(parts)


def _legend() -> str:
    words = (
        "under 50 %",
        *(f"from {100 * limit:.0f} %" for limit in LIMITS[:-1]),
        "all",
        "none asked",
    )
    boxes = []
    for place, (colour, word) in enumerate(zip((*SHADES, NOTHING_ASKED), words, strict=True)):
        x = MARGIN + place * (WIDTH - 2 * MARGIN) / len(words)
        boxes.append(
            f'<rect x="{x:.0f}" y="38" width="14" height="14" fill="{colour}"/>'
            f'<text x="{x:.0f}" y="68" font-size="11">{word}</text>'
        )
    return "\n".join(boxes)


def _percent(share: float | None) -> str:
    return "nothing asked" if share is None else f"{100 * share:.0f} %"
