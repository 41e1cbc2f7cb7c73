"""Travel between the locations of an instance, computed where it is asked for.

A town's pairs of places are all computed once; a city has too many of them to keep.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.kernel import by_reference, compiled, kernel, leaf
from matcher.travel.sphere import EARTH_RADIUS_METRES

MOST_KEPT = 20_000_000
"""Most pairs of places that are computed beforehand (8 bytes each)."""

LOCATION = np.dtype([("lat", np.float64), ("lon", np.float64)])
PROFILE = np.dtype([("detour", np.float64), ("metres_per_hour", np.int64), ("matrix", np.int64)])


@by_reference
class Travel(NamedTuple):
    """Locations and travel profiles (a profile is a mode with a speed).

    Attributes
    ----------
    location : table of lat, lon, shape (locations,)
        Radians in WGS-84; NaN where a location is only in matrices.
    name : array of int, shape (locations,)
        Locations of one name are one place, whatever their coordinates; -1 for none.
    profile : table of detour, metres_per_hour, matrix, shape (profiles,)
        `matrix` is -1 for none.
    matrix_row : array of int, shape (matrices, locations)
        Row and column of a location in a matrix; -1 for none.
    matrix_minutes, matrix_metres : array of int, shape (matrices, rows, rows)
    minutes, metres : array of int32, shape (profiles, locations, locations)
        Every pair computed beforehand; empty where there are more than `MOST_KEPT`.
    """

    location: NDArray[np.void]
    name: NDArray[np.int64]
    profile: NDArray[np.void]
    matrix_row: NDArray[np.int64]
    matrix_minutes: NDArray[np.int64]
    matrix_metres: NDArray[np.int64]
    minutes: NDArray[np.int32]
    metres: NDArray[np.int32]


@leaf
def travel(table: Travel, profile: int, origin: int, target: int) -> tuple[int, int]:
    """Give minutes and metres from one location to another.

    See `matcher.model.TravelSettings` for the formula. The micrometre taken off before rounding
    up keeps two correct computations of one distance from differing by a metre.
    """
    if len(table.minutes):
        return table.minutes[profile, origin, target], table.metres[profile, origin, target]
    return _computed(table, profile, origin, target)


@leaf
def out_and_home(
    table: Travel, profile: int, origin: int, place: int, target: int
) -> tuple[int, int, int, int]:
    """Give minutes and metres from an origin to a place, and from there to a target.

    Without a matrix the way back to the origin is as long as the way out.
    """
    minutes, metres = travel(table, profile, origin, place)
    if origin == target and table.profile[profile].matrix < 0:
        return minutes, metres, minutes, metres
    minutes_home, metres_home = travel(table, profile, place, target)
    return minutes, metres, minutes_home, metres_home


@leaf
def straight_metres(table: Travel, origin: int, target: int) -> float:
    """Give the great-circle distance of two locations; NaN where coordinates lack."""
    a, b = table.location[origin], table.location[target]
    half_lat = np.sin((b.lat - a.lat) / 2.0)
    half_lon = np.sin((b.lon - a.lon) / 2.0)
    chord = half_lat * half_lat + np.cos(a.lat) * np.cos(b.lat) * half_lon * half_lon
    metres: float = 2.0 * EARTH_RADIUS_METRES * np.arcsin(np.sqrt(min(1.0, chord)))
    return metres


@kernel
def _computed(table: Travel, profile: int, origin: int, target: int) -> tuple[int, int]:
    if origin == target or table.name[origin] == table.name[target] >= 0:
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
    straight = straight_metres(table, origin, target)
    metres = int(np.ceil(straight * settings.detour - 1e-6))
    speed = settings.metres_per_hour
    return (metres * 60 + speed - 1) // speed, metres


def keep_pairs(table: Travel) -> Travel:
    """Compute every pair beforehand, unless there are too many."""
    places, profiles = len(table.location), len(table.profile)
    if not 0 < profiles * places * places <= MOST_KEPT:
        return table
    minutes, metres = _all_pairs(table)
    return table._replace(minutes=minutes, metres=metres)


@compiled
def _all_pairs(table: Travel) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    places, profiles = len(table.location), len(table.profile)
    minutes = np.empty((profiles, places, places), np.int32)
    metres = np.empty((profiles, places, places), np.int32)
    for profile in range(profiles):
        for origin in range(places):
            for target in range(places):
                pair = _computed(table, profile, origin, target)
                minutes[profile, origin, target], metres[profile, origin, target] = pair
    return minutes, metres
