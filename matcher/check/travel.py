"""The travel that a plan should show between two places."""

from __future__ import annotations

import math
from typing import NamedTuple

from matcher.check.geography import Point, great_circle, to_wgs84
from matcher.model import Helper, Mode, Place, Scenario, TravelMatrix

# Two right computations of one distance may differ in its last bits; neither is refused for that.
TOLERANCE_METRES = 1e-6


class Leg(NamedTuple):
    """Travel from one place to the next."""

    minutes: int
    metres: int


class Travel:
    """Travel between the places of one scenario; where they lie is remembered."""

    def __init__(self, scenario: Scenario) -> None:
        self._datum = scenario.datum
        self._modes = {settings.mode: settings for settings in scenario.travel.modes}
        self._matrices: dict[Mode | None, TravelMatrix] = {}
        for matrix in scenario.travel.matrices:
            self._matrices.setdefault(matrix.mode, matrix)
        self._rows = {
            mode: {key: row for row, key in enumerate(matrix.places)}
            for mode, matrix in self._matrices.items()
        }
        self._points: dict[Place, Point] = {}

    def straight(self, a: Place | None, b: Place | None) -> float | None:
        """Give the great-circle metres between two places; None where coordinates lack."""
        point_a, point_b = self._point(a), self._point(b)
        if point_a is None or point_b is None:
            return None
        return great_circle(point_a, point_b)

    def leg(self, helper: Helper, origin: Place | None, target: Place | None) -> Leg | None:
        """Give a helper's travel from one place to another; None where nothing tells it."""
        if origin is None or target is None:
            return None
        if _same(origin, target):
            return Leg(0, 0)
        return self._from_matrix(origin, target, helper.mode) or self._estimated(
            origin, target, helper.mode, helper.speed_kmh
        )

    def _from_matrix(self, origin: Place, target: Place, mode: Mode) -> Leg | None:
        held = mode if mode in self._matrices else None
        rows = self._rows.get(held, {})
        if origin.key not in rows or target.key not in rows:
            return None
        row, column = rows[origin.key], rows[target.key]
        matrix = self._matrices[held]
        return Leg(matrix.minutes[row][column], matrix.metres[row][column])

    def _estimated(
        self, origin: Place, target: Place, mode: Mode, speed_kmh: float | None
    ) -> Leg | None:
        straight, settings = self.straight(origin, target), self._modes.get(mode)
        if straight is None or settings is None:
            return None
        metres = math.ceil(straight * settings.detour - TOLERANCE_METRES)
        metres_per_hour = max(1, round((speed_kmh or settings.speed_kmh) * 1000))
        return Leg(-(-metres * 60 // metres_per_hour), metres)

    def _point(self, place: Place | None) -> Point | None:
        if place is None or place.lat is None or place.lon is None:
            return None
        point = self._points.get(place)
        if point is None:
            point = self._points[place] = to_wgs84((place.lat, place.lon), self._datum)
        return point


def _same(a: Place, b: Place) -> bool:
    if a.key is not None and a.key == b.key:
        return True
    return None not in (a.lat, a.lon) and (a.lat, a.lon) == (b.lat, b.lon)
