"""`detour`: a road between two communities is closed, and the way round is longer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from matcher.arrays import Bools, Floats
from matcher.instance.effective import Catalogue
from matcher.model import (
    Helper,
    InvalidInput,
    Mode,
    ModeSettings,
    Place,
    Problem,
    Scenario,
    TravelMatrix,
)
from matcher.model.units import Identifier, Metres
from matcher.travel import to_wgs84
from matcher.travel.sphere import great_circle_metres
from matcher.validate.catalogue import problem
from matcher.whatif.variants.operations.change import Change

MOST_PLACES = 1000
"""In one matrix, which holds the square of it for each mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detour(Change):
    """Every way between two communities, with all below them, is so many metres longer.

    Helpers' homes belong to the helpers' communities. The new ways are written into travel
    matrices.
    """

    op: Literal["detour"]
    between: tuple[Identifier, Identifier]
    metres: Metres

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:  # noqa: ARG002
        """Lay it over a scenario."""
        sides = self._sides(scenario)
        if any(place.lat is None for side in sides for place in side):
            raise InvalidInput([problem("detour_without_coordinates", "/between")])
        keyed = {place: _keyed(place) for side in sides for place in side}
        if len(keyed) > MOST_PLACES:
            raise InvalidInput(
                [problem("detour_too_wide", "/between", found=len(keyed), limit=MOST_PLACES)]
            )
        first, second = ({keyed[place].key or "" for place in side} for side in sides)
        changed = _with_keys(scenario, keyed)
        ways = _Ways(changed, first, second, self.metres)
        modes = sorted({helper.mode for helper in scenario.helpers if helper.shifts})
        matrices = [one for one in changed.travel.matrices if one.mode not in modes]
        matrices += [ways.matrix(mode) for mode in modes]
        return replace(changed, travel=replace(changed.travel, matrices=tuple(matrices)))

    def _sides(self, scenario: Scenario) -> tuple[frozenset[Place], frozenset[Place]]:
        catalogue = Catalogue.of(scenario)
        problems: list[Problem] = [
            problem("selects_unknown", f"/between/{at}", value=name)
            for at, name in enumerate(self.between)
            if name not in catalogue.communities
        ]
        if not problems:
            first, second = self.between
            if first in catalogue.lineage[second] or second in catalogue.lineage[first]:
                problems.append(problem("detour_within", "/between"))
        own = next((one.id for one in scenario.helpers if one.speed_kmh is not None), None)
        if own is not None:
            problems.append(problem("detour_own_speed", "", helper=own))
        if problems:
            raise InvalidInput(problems)
        first_side, second_side = (
            frozenset(places_in(scenario, catalogue, name)) for name in self.between
        )
        return first_side - second_side, second_side - first_side


def places_in(scenario: Scenario, catalogue: Catalogue, name: str) -> Iterable[Place]:
    """Yield the places in a community and below it; those of helpers who belong there too."""

    def inside(community: str | None) -> bool:
        return community is not None and name in catalogue.lineage[community]

    found = [one.place for one in scenario.communities if inside(one.id)]
    found += [catalogue.need_place(need) for need in scenario.needs if inside(need.community)]
    found += [one.place for one in scenario.resources if inside(one.community)]
    for helper in scenario.helpers:
        if inside(helper.community):
            found.append(catalogue.home(helper))
            found += [place for one in helper.shifts for place in (one.start_place, one.end_place)]
    return (place for place in found if place is not None)


def _keyed(place: Place) -> Place:
    return place if place.key else replace(place, key=f"{place.lat:.7f},{place.lon:.7f}")


def _with_keys(scenario: Scenario, keyed: Mapping[Place, Place]) -> Scenario:
    def of(place: Place | None) -> Place | None:
        return None if place is None else keyed.get(place, place)

    def of_helper(helper: Helper) -> Helper:
        shifts = tuple(
            replace(one, start_place=of(one.start_place), end_place=of(one.end_place))
            for one in helper.shifts
        )
        return replace(helper, home=of(helper.home), shifts=shifts)

    return replace(
        scenario,
        communities=tuple(replace(one, place=of(one.place)) for one in scenario.communities),
        resources=tuple(replace(one, place=of(one.place)) for one in scenario.resources),
        needs=tuple(replace(one, place=of(one.place)) for one in scenario.needs),
        helpers=tuple(map(of_helper, scenario.helpers)),
    )


class _Ways:
    """Matrices in which the ways between two sets of places are longer."""

    def __init__(self, scenario: Scenario, first: set[str], second: set[str], more: int) -> None:
        self._first, self._second, self._more = first, second, more
        self._matrices = {matrix.mode: matrix for matrix in scenario.travel.matrices}
        self._settings = {settings.mode: settings for settings in scenario.travel.modes}
        self._datum = scenario.datum
        self._spots = {
            place.key: place
            for place in _all_places(scenario)
            if place.key is not None and place.lat is not None
        }

    def matrix(self, mode: Mode) -> TravelMatrix:
        """Give the matrix of one mode."""
        old = self._matrices.get(mode, self._matrices.get(None))
        known = old.places if old else ()
        keys = (*known, *sorted((self._first | self._second) - set(known)))
        minutes, metres = self._straight(keys, self._settings[mode])
        if old and known:
            size = len(known)
            minutes[:size, :size], metres[:size, :size] = old.minutes, old.metres
        longer = self._between(keys)
        per_hour = round(self._settings[mode].speed_kmh * 1000)
        minutes[longer] += -((-60 * self._more) // per_hour)
        metres[longer] += self._more
        if np.isnan(minutes).any():
            raise InvalidInput([problem("detour_without_coordinates", "/between")])
        return TravelMatrix(
            mode=mode,
            places=keys,
            minutes=tuple(map(tuple, minutes.astype(int).tolist())),
            metres=tuple(map(tuple, metres.astype(int).tolist())),
        )

    def _straight(self, keys: tuple[str, ...], settings: ModeSettings) -> tuple[Floats, Floats]:
        """Give minutes and metres by coordinates, as `TravelSettings` says; NaN where unknown."""
        unknown = Place(key="-")
        spots = [self._spots.get(key, unknown) for key in keys]
        lat, lon = to_wgs84(
            np.array([np.nan if spot.lat is None else spot.lat for spot in spots]),
            np.array([np.nan if spot.lon is None else spot.lon for spot in spots]),
            self._datum,
        )
        away = great_circle_metres(lat[:, None], lon[:, None], lat, lon)
        metres = np.ceil(away * settings.detour - 1e-6)
        np.fill_diagonal(metres, 0.0)
        minutes = np.ceil(metres * 60 / round(settings.speed_kmh * 1000))
        return minutes, metres

    def _between(self, keys: tuple[str, ...]) -> Bools:
        first: Bools = np.array([key in self._first for key in keys])
        second: Bools = np.array([key in self._second for key in keys])
        return (first[:, None] & second) | (second[:, None] & first)


def _all_places(scenario: Scenario) -> Iterable[Place]:
    found = [one.place for one in scenario.communities]
    found += [one.place for one in scenario.resources]
    found += [one.place for one in scenario.needs]
    for helper in scenario.helpers:
        found.append(helper.home)
        found += [place for one in helper.shifts for place in (one.start_place, one.end_place)]
    return (place for place in found if place is not None)
