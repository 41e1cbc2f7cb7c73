"""Where visits and shifts are on the globe."""

from __future__ import annotations

from matcher.check.facts import gather
from matcher.check.geography import Point, to_wgs84
from matcher.model import Place, Scenario

_DIGITS = 6
"""Of a degree: a tenth of a metre."""


class Places:
    """Looks up points: WGS-84 latitude and longitude, none where the scenario gives neither.

    Parameters
    ----------
    scenario : Scenario
        Without errors.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._facts = gather(scenario)

    def of_need(self, need: str) -> Point | None:
        """Give where a need is met."""
        return self._point(self._facts.needs[need].place)

    def of_shift(self, helper: str, shift: str) -> tuple[Point | None, Point | None]:
        """Give the start and end place that a shift itself names; never its helper's home."""
        own = next(one for one in self._facts.helpers[helper].shifts if one.id == shift)
        return self._point(own.start_place), self._point(own.end_place)

    def _point(self, place: Place | None) -> Point | None:
        if place is None or place.lat is None or place.lon is None:
            return None
        lat, lon = to_wgs84((place.lat, place.lon), self._facts.scenario.datum)
        return round(lat, _DIGITS), round(lon, _DIGITS)
