"""Just enough plane geometry for villages: inside or not, the middle, a point inside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]
"""Shape (n, 2), degrees of longitude and latitude, the last point equal to the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon:
    """An outer ring and its holes."""

    rings: tuple[Ring, ...]

    def contains(self, lon: float, lat: float) -> bool:
        """Say whether a point lies inside, by the even-odd rule."""
        crossings = sum(_crossings(ring, lon, lat) for ring in self.rings)
        return crossings % 2 == 1

    def centroid(self) -> tuple[float, float]:
        """Give the outer ring's centre of area as (lon, lat)."""
        # Counted from a corner, for degrees times degrees would lose what matters.
        corner = self.rings[0][0]
        ring = self.rings[0] - corner
        x, y = ring[:, 0], ring[:, 1]
        cross = x[:-1] * y[1:] - x[1:] * y[:-1]
        area = cross.sum() / 2
        lon = ((x[:-1] + x[1:]) * cross).sum() / (6 * area) + corner[0]
        lat = ((y[:-1] + y[1:]) * cross).sum() / (6 * area) + corner[1]
        return float(lon), float(lat)

    def point(self, draw: np.random.Generator, tries: int = 200) -> tuple[float, float]:
        """Draw a point inside, all of the area alike, as (lon, lat); the centroid failing that."""
        low, high = self.rings[0].min(axis=0), self.rings[0].max(axis=0)
        for lon, lat in draw.uniform(low, high, (tries, 2)):
            if self.contains(float(lon), float(lat)):
                return float(lon), float(lat)
        return self.centroid()


def polygon(coordinates: list[list[list[float]]]) -> Polygon:
    """Take a polygon from GeoJSON coordinates."""
    return Polygon(rings=tuple(np.array(ring, float)[:, :2] for ring in coordinates))


def _crossings(ring: Ring, lon: float, lat: float) -> int:
    """Count the edges that a ray to the east crosses."""
    x0, y0, x1, y1 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    across = (y0 > lat) != (y1 > lat)
    rise = np.where(across, y1 - y0, 1.0)
    return int(np.sum(across & (lon < x0 + (lat - y0) * (x1 - x0) / rise)))
