"""The places of a scenario, each once, with the travel between them."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Floats
from matcher.model import Helper, Mode, Place, Scenario
from matcher.travel import LOCATION, PROFILE, Travel, keep_pairs, to_wgs84


class Locations:
    """Collects places while a scenario is compiled; equal places become one location."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._position: dict[Place, int] = {}
        self._profiles: dict[tuple[Mode, int], int] = {}
        self._speed = {settings.mode: settings for settings in scenario.travel.modes}

    def add(self, place: Place | None) -> int:
        """Give the location of a place; -1 for none."""
        if place is None:
            return -1
        return self._position.setdefault(place, len(self._position))

    @property
    def places(self) -> dict[Place, int]:
        """Every place added, with its location."""
        return self._position

    def add_profile(self, helper: Helper) -> int:
        """Give the travel profile of a helper."""
        speed_kmh = helper.speed_kmh or self._speed[helper.mode].speed_kmh
        return self._profiles.setdefault(
            (helper.mode, round(speed_kmh * 1000)), len(self._profiles)
        )

    def degrees(self) -> tuple[Floats, Floats]:
        """Give WGS-84 latitude and longitude of every location, NaN where unknown."""
        lat = np.array([np.nan if p.lat is None else p.lat for p in self._position], np.float64)
        lon = np.array([np.nan if p.lon is None else p.lon for p in self._position], np.float64)
        return to_wgs84(lat, lon, self._scenario.datum)

    def travel(self) -> Travel:
        """Give the travel table of all places added."""
        matrices = self._scenario.travel.matrices
        rows = max((len(matrix.places) for matrix in matrices), default=0)
        minutes = np.zeros((len(matrices), rows, rows), np.int64)
        metres = np.zeros((len(matrices), rows, rows), np.int64)
        places = tuple(self._position)
        matrix_row = np.full((len(matrices), len(places)), -1, np.int64)
        for number, matrix in enumerate(matrices):
            size = len(matrix.places)
            if size:
                minutes[number, :size, :size] = matrix.minutes
                metres[number, :size, :size] = matrix.metres
            row_of = {key: row for row, key in enumerate(matrix.places)}
            matrix_row[number] = [row_of.get(place.key or "", -1) for place in places]
        by_mode = {matrix.mode: number for number, matrix in enumerate(matrices)}
        numbers: dict[str | None, int] = {None: -1}
        name = [numbers.setdefault(place.key, len(numbers)) for place in places]
        location = np.zeros(len(places), LOCATION)
        location["lat"], location["lon"] = (np.radians(degrees) for degrees in self.degrees())
        profile = np.zeros(len(self._profiles), PROFILE)
        for row, (mode, speed) in enumerate(self._profiles):
            matrix_number = by_mode.get(mode, by_mode.get(None, -1))
            profile[row] = (self._speed[mode].detour, speed, matrix_number)
        no_pairs = np.zeros((0, 0, 0), np.int32)
        return keep_pairs(
            Travel(
                location,
                np.array(name, np.int64),
                profile,
                matrix_row,
                minutes,
                metres,
                no_pairs,
                no_pairs,
            )
        )
