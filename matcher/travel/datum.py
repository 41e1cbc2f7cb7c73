"""Chinese map datums to WGS-84.

GCJ-02 shifts coordinates by a published polynomial with sine terms on the Krasovsky 1940
ellipsoid, inside a rectangle around China; BD-09 shifts GCJ-02 once more in polar form. GCJ-02
has no closed inverse and is inverted by fixed-point iteration. Hong Kong, Macao and Taiwan lie in
the rectangle, yet maps of them are mostly WGS-84: name the datum that the data really has.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.model import Datum

_KRASOVSKY_AXIS = 6_378_245.0
_KRASOVSKY_ECCENTRICITY_2 = 0.006_693_421_622_965_943
_BD_TURN = np.pi * 3000.0 / 180.0
_INVERSE_STEPS = 12

Floats = NDArray[np.float64]


def to_wgs84(lat: Floats, lon: Floats, datum: Datum) -> tuple[Floats, Floats]:
    """Convert coordinates to WGS-84.

    Parameters
    ----------
    lat, lon : arrays of float, same shape
        Degrees in `datum`; NaN stays NaN.
    datum : Datum

    Returns
    -------
    lat, lon : arrays of float
        Degrees in WGS-84; the inverse is exact to about 1e-9 degrees.
    """
    if datum is Datum.WGS84:
        return lat, lon
    if datum is Datum.BD09:
        lat, lon = _bd09_to_gcj02(lat, lon)
    guess_lat, guess_lon = lat.copy(), lon.copy()
    for _ in range(_INVERSE_STEPS):
        shifted_lat, shifted_lon = wgs84_to_gcj02(guess_lat, guess_lon)
        guess_lat = guess_lat + lat - shifted_lat
        guess_lon = guess_lon + lon - shifted_lon
    return guess_lat, guess_lon


def wgs84_to_gcj02(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Shift WGS-84 degrees to GCJ-02; unchanged outside China's rectangle."""
    x, y = lon - 105.0, lat - 35.0
    ripple = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    north = north + ripple + _waves(y, 160.0, 320.0)
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    east = east + ripple + _waves(x, 150.0, 300.0)
    phi = np.radians(lat)
    flattening = 1.0 - _KRASOVSKY_ECCENTRICITY_2 * np.sin(phi) ** 2
    meridian = _KRASOVSKY_AXIS * (1.0 - _KRASOVSKY_ECCENTRICITY_2) / flattening**1.5
    parallel = _KRASOVSKY_AXIS / np.sqrt(flattening) * np.cos(phi)
    inside = (lon > 72.004) & (lon < 137.8347) & (lat > 0.8293) & (lat < 55.8271)
    return (
        np.where(inside, lat + np.degrees(north / meridian), lat),
        np.where(inside, lon + np.degrees(east / parallel), lon),
    )


def _waves(z: Floats, first: float, second: float) -> Floats:
    wave = 20.0 * np.sin(z * np.pi) + 40.0 * np.sin(z / 3.0 * np.pi)
    swell = first * np.sin(z / 12.0 * np.pi) + second * np.sin(z / 30.0 * np.pi)
    return np.asarray((wave + swell) * 2.0 / 3.0)


def _bd09_to_gcj02(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    x, y = lon - 0.0065, lat - 0.006
    radius = np.hypot(x, y) - 0.00002 * np.sin(y * _BD_TURN)
    angle = np.arctan2(y, x) - 0.000003 * np.cos(x * _BD_TURN)
    return radius * np.sin(angle), radius * np.cos(angle)
