"""Travel between the locations of an instance, computed where it is asked for.

A city has too many places for a full matrix; one pair costs about as much to compute as to fetch.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matcher.travel.sphere import EARTH_RADIUS_METRES

LOCATION = np.dtype([("lat", np.float64), ("lon", np.float64)])
PROFILE = np.dtype([("detour", np.float64), ("metres_per_hour", np.int64), ("matrix", np.int64)])


class Travel(NamedTuple):
    """Locations and travel profiles (a profile is a mode with a speed).

    Attributes
    ----------
    location : table of lat, lon, shape (locations,)
        Radians in WGS-84; NaN where a location is only in matrices.
    profile : table of detour, metres_per_hour, matrix, shape (profiles,)
        `matrix` is -1 for none.
    matrix_row : array of int, shape (matrices, locations)
        Row and column of a location in a matrix; -1 for none.
    matrix_minutes, matrix_metres : array of int, shape (matrices, rows, rows)
    """

    location: NDArray[np.void]
    profile: NDArray[np.void]
    matrix_row: NDArray[np.int64]
    matrix_minutes: NDArray[np.int64]
    matrix_metres: NDArray[np.int64]


@njit(cache=True)
def travel(table: Travel, profile: int, origin: int, target: int) -> tuple[int, int]:
    """Give minutes and metres from one location to another.

    See `matcher.model.TravelSettings` for the formula. The micrometre taken off before rounding
    up keeps two correct computations of one distance from differing by a metre.
    """
    if origin == target:
        return 0, 0
    a, b = table.location[origin], table.location[target]
    if a.lat == b.lat and a.lon == b.lon:
        return 0, 0
    settings = table.profile[profile]
    matrix = settings.matrix
    if matrix >= 0:
        row, column = table.matrix_row[matrix, origin], table.matrix_row[matrix, target]
        if row >= 0 and column >= 0:
            return (
                table.matrix_minutes[matrix, row, column],
                table.matrix_metres[matrix, row, column],
            )
    half_lat = np.sin((b.lat - a.lat) / 2.0)
    half_lon = np.sin((b.lon - a.lon) / 2.0)
    chord = half_lat * half_lat + np.cos(a.lat) * np.cos(b.lat) * half_lon * half_lon
    straight = 2.0 * EARTH_RADIUS_METRES * np.arcsin(np.sqrt(min(1.0, chord)))
    metres = int(np.ceil(straight * settings.detour - 1e-6))
    speed = settings.metres_per_hour
    return (metres * 60 + speed - 1) // speed, metres


@njit(cache=True)
def travel_pairs(
    table: Travel,
    profiles: NDArray[np.int64],
    origins: NDArray[np.int64],
    targets: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give minutes and metres for many pairs; all arrays have shape (n,)."""
    minutes = np.empty(len(origins), np.int64)
    metres = np.empty(len(origins), np.int64)
    for i in range(len(origins)):
        minutes[i], metres[i] = travel(table, profiles[i], origins[i], targets[i])
    return minutes, metres
