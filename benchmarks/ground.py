"""Distances on ground that is taken as flat, as a city's may be."""

from __future__ import annotations

import math

import numpy as np

from matcher.model import Place

METRES_PER_DEGREE = 111_195.0


def metres(one: Place, other: Place) -> float:
    """Measure the straight line."""
    (lat0, lon0), (lat1, lon1) = degrees(one), degrees(other)
    east = (lon1 - lon0) * math.cos(math.radians(lat0))
    return METRES_PER_DEGREE * math.hypot(lat1 - lat0, east)


def near(place: Place, radius: float, draw: np.random.Generator) -> Place:
    """Draw a place in the disc around another, all of its area alike."""
    lat, lon = degrees(place)
    angle, distance = 2 * math.pi * draw.random(), radius * math.sqrt(draw.random())
    return Place(
        lat=round(lat + distance * math.sin(angle) / METRES_PER_DEGREE, 6),
        lon=round(
            lon + distance * math.cos(angle) / METRES_PER_DEGREE / math.cos(math.radians(lat)), 6
        ),
    )


def degrees(place: Place) -> tuple[float, float]:
    """Give latitude and longitude of a place.

    Raises
    ------
    ValueError
        If it has none.
    """
    if place.lat is None or place.lon is None:
        raise ValueError("the place has no coordinates")
    return place.lat, place.lon
