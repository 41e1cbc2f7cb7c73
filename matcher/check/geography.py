"""Distances on the globe, and Chinese map datums to WGS-84, in plain arithmetic.

The engines have their own code for this. It is written a second time on purpose: a checker that
shared it would share its mistakes.
"""

from __future__ import annotations

import math

from matcher.model import Datum

EARTH_RADIUS_METRES = 6_371_000.0

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

# The ellipsoid of Krasovsky 1940, on which GCJ-02 is defined.
_AXIS = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943_23
_BAIDU_PI = math.pi * 3000.0 / 180.0
_STILL_DEGREES = 1e-13
_MOST_ROUNDS = 50


def great_circle(a: Point, b: Point) -> float:
    """Give the metres between two WGS-84 points, by the haversine formula."""
    (lat_a, lon_a), (lat_b, lon_b) = a, b
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    across = math.sin((phi_b - phi_a) / 2) ** 2
    along = math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    chord = across + math.cos(phi_a) * math.cos(phi_b) * along
    return 2 * EARTH_RADIUS_METRES * math.asin(min(1.0, math.sqrt(chord)))


def to_wgs84(point: Point, datum: Datum) -> Point:
    """Convert a point from `datum` to WGS-84.

    GCJ-02 has no inverse in closed form: the point is sought whose shift gives the one in hand.
    """
    if datum is Datum.WGS84:
        return point
    if datum is Datum.BD09:
        point = _gcj02_of_bd09(point)
    guess = point
    for _ in range(_MOST_ROUNDS):
        shifted = gcj02_of_wgs84(guess)
        error_lat, error_lon = point[0] - shifted[0], point[1] - shifted[1]
        guess = (guess[0] + error_lat, guess[1] + error_lon)
        if max(abs(error_lat), abs(error_lon)) < _STILL_DEGREES:
            break
    return guess


def gcj02_of_wgs84(point: Point) -> Point:
    """Shift a WGS-84 point to GCJ-02; outside the rectangle around China nothing is shifted."""
    lat, lon = point
    if not (72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271):
        return point
    north, east = _shift_metres(lon - 105.0, lat - 35.0)
    sine = math.sin(math.radians(lat))
    w = 1.0 - _ECCENTRICITY_SQUARED * sine * sine
    metres_per_radian_north = _AXIS * (1.0 - _ECCENTRICITY_SQUARED) / (w * math.sqrt(w))
    metres_per_radian_east = _AXIS / math.sqrt(w) * math.cos(math.radians(lat))
    return (
        lat + math.degrees(north / metres_per_radian_north),
        lon + math.degrees(east / metres_per_radian_east),
    )


def _shift_metres(x: float, y: float) -> tuple[float, float]:
    root = math.sqrt(abs(x))
    common = _sine(20.0, x * 6.0) + _sine(20.0, x * 2.0)
    waves_north = common + _sine(20.0, y) + _sine(40.0, y / 3.0)
    waves_north += _sine(160.0, y / 12.0) + _sine(320.0, y / 30.0)
    waves_east = common + _sine(20.0, x) + _sine(40.0, x / 3.0)
    waves_east += _sine(150.0, x / 12.0) + _sine(300.0, x / 30.0)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    return north + waves_north * 2.0 / 3.0, east + waves_east * 2.0 / 3.0


def _sine(height: float, half_turns: float) -> float:
    return height * math.sin(half_turns * math.pi)


def _gcj02_of_bd09(point: Point) -> Point:
    y, x = point[0] - 0.006, point[1] - 0.0065
    radius = math.hypot(x, y) - 0.00002 * math.sin(y * _BAIDU_PI)
    angle = math.atan2(y, x) - 0.000003 * math.cos(x * _BAIDU_PI)
    return radius * math.sin(angle), radius * math.cos(angle)
