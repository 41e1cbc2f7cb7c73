"""Distances on the sphere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_METRES = 6_371_000.0


def great_circle_metres(
    lat_a: NDArray[np.float64],
    lon_a: NDArray[np.float64],
    lat_b: NDArray[np.float64],
    lon_b: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Give the great-circle distance between points, by the haversine formula.

    Parameters
    ----------
    lat_a, lon_a, lat_b, lon_b : arrays of float
        Degrees; shapes that broadcast together.

    Returns
    -------
    array of float
        Metres.
    """
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    half_lat = np.sin((phi_b - phi_a) / 2.0)
    half_lon = np.sin((np.radians(lon_b) - np.radians(lon_a)) / 2.0)
    chord = half_lat**2 + np.cos(phi_a) * np.cos(phi_b) * half_lon**2
    return np.asarray(2.0 * EARTH_RADIUS_METRES * np.arcsin(np.sqrt(np.minimum(1.0, chord))))


def unit_vectors(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give points of the unit sphere, shape (n, 3), for a spatial index."""
    phi, theta = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)))
