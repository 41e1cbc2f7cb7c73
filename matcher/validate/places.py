"""Places: whole, in China or said to be elsewhere, and joined by travel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from matcher.model import Place, Problem, Scenario
from matcher.validate.catalogue import problem
from matcher.validate.ground import Ground, SaidPlace
from matcher.validate.walk import PLACES, failing, roles_of, services_by_id

_LATITUDES_OF_CHINA = (3, 54)
_LONGITUDES_OF_CHINA = (73, 136)


def whole_places(scenario: Scenario) -> Iterator[Problem]:
    """Find places with one coordinate, or with neither coordinates nor key."""
    for pointer, place in _failing_places(scenario, _is_whole):
        if (place.lat is None) != (place.lon is None):
            missing = "lat" if place.lat is None else "lon"
            yield problem("coordinates_incomplete", f"{pointer}/{missing}")
        else:
            yield problem("place_empty", pointer)


def _is_whole(place: Place) -> bool:
    if place.lat is None:
        return place.lon is None and place.key is not None
    return place.lon is not None


def places_in_china(scenario: Scenario) -> Iterator[Problem]:
    """Find coordinates outside China, and say if swapping them brings them inside."""
    for pointer, place in _failing_places(scenario, _may_be_in_china):
        swapped = _in_china(place.lon, place.lat)
        code = "coordinates_swapped" if swapped else "coordinates_outside_china"
        yield problem(code, pointer, lat=place.lat, lon=place.lon)


def modes_set(scenario: Scenario) -> Iterator[Problem]:
    """Find modes in use without speed and detour."""
    known = {settings.mode for settings in scenario.travel.modes}
    for i, helper in enumerate(scenario.helpers):
        if helper.mode not in known:
            yield problem("mode_without_settings", f"/helpers/{i}/mode", value=helper.mode)


def square_matrices(scenario: Scenario) -> Iterator[Problem]:
    """Find matrices without a row and a column for each place, or without zeros between."""
    for i, matrix in enumerate(scenario.travel.matrices):
        at = f"/travel/matrices/{i}"
        if not matrix.places:
            yield problem("matrix_empty", f"{at}/places")
        yield from _square(f"{at}/minutes", matrix.minutes, len(matrix.places))
        yield from _square(f"{at}/metres", matrix.metres, len(matrix.places))


def one_matrix_a_mode(scenario: Scenario) -> Iterator[Problem]:
    """Find matrices for a mode that has one already."""
    modes = [matrix.mode for matrix in scenario.travel.matrices]
    for i, mode in enumerate(modes):
        if mode in modes[:i]:
            yield problem("matrix_mode_twice", f"/travel/matrices/{i}/mode")


def known_keys(scenario: Scenario) -> Iterator[Problem]:
    """Find places without coordinates that are in no matrix."""
    keys = {key for matrix in scenario.travel.matrices for key in matrix.places}
    for pointer, place in _failing_places(
        scenario, lambda at: at.lat is not None or at.key is None or at.key in keys
    ):
        yield problem("place_key_unknown", f"{pointer}/key", value=place.key)


def needs_with_places(scenario: Scenario) -> Iterator[Problem]:
    """Find visits with a crew and without a place."""
    ground, services = Ground.of(scenario), services_by_id(scenario)
    for i, need in enumerate(scenario.needs):
        if need.place is not None:
            continue
        judged = ground.knows_all_of_need(need) and roles_of(need, services)
        if judged and ground.place_of_need(i, need) is None:
            yield problem("need_without_place", f"/needs/{i}/place")


def shifts_with_places(scenario: Scenario) -> Iterator[Problem]:
    """Find shifts that start or end nowhere."""
    ground = Ground.of(scenario)
    for i, helper in enumerate(scenario.helpers):
        if helper.home is not None:
            continue
        if ground.home_of(i, helper) is not None or not ground.knows_all_of_helper(helper):
            continue
        if any(s.start_place is None or s.end_place is None for s in helper.shifts):
            yield problem("helper_without_place", f"/helpers/{i}/home")


def joined_places(scenario: Scenario) -> Iterator[Problem]:
    """Find places without coordinates that no matrix joins with all others in use."""
    matrices = scenario.travel.matrices
    keys = {key for matrix in matrices for key in matrix.places}
    used = {said.place: said for said in _used_places(scenario)} if keys else {}
    modes = sorted({helper.mode for helper in scenario.helpers if helper.shifts})
    for place, said in used.items():
        if place.lat is not None or place.key not in keys:
            continue
        for mode in modes:
            own = [matrix for matrix in matrices if matrix.mode == mode]
            held = own or [matrix for matrix in matrices if matrix.mode is None]
            fitting = (matrix.places for matrix in held)
            joined = {place.key}.union(*(places for places in fitting if place.key in places))
            other = next((q.label for q in used.values() if q.place.key not in joined), None)
            if other is not None:
                pointer = f"{said.pointer}/key"
                yield problem("place_unreachable", pointer, value=place.key, mode=mode, other=other)


def _used_places(scenario: Scenario) -> Iterator[SaidPlace]:
    """Yield the places between which helpers travel."""
    ground, services = Ground.of(scenario), services_by_id(scenario)
    for i, need in enumerate(scenario.needs):
        said = ground.place_of_need(i, need)
        if said is not None and roles_of(need, services):
            yield said
    for i, helper in enumerate(scenario.helpers):
        yield from ground.places_of_shifts(i, helper)


def _square(pointer: str, rows: tuple[tuple[int, ...], ...], size: int) -> Iterator[Problem]:
    if len(rows) != size:
        yield problem("matrix_not_square", pointer, expected=size, found=len(rows))
    for r, row in enumerate(rows):
        if len(row) != size:
            yield problem("matrix_not_square", f"{pointer}/{r}", expected=size, found=len(row))
        elif r < size and row[r] != 0:
            yield problem("matrix_diagonal", f"{pointer}/{r}/{r}")


def _failing_places(
    scenario: Scenario, is_sound: Callable[[Place], bool]
) -> Iterator[tuple[str, Any]]:
    for path in PLACES:
        yield from failing(scenario, path, is_sound)


def _may_be_in_china(place: Place) -> bool:
    return place.lat is None or place.lon is None or _in_china(place.lat, place.lon)


def _in_china(lat: float, lon: float) -> bool:
    (south, north), (west, east) = _LATITUDES_OF_CHINA, _LONGITUDES_OF_CHINA
    return south <= lat <= north and west <= lon <= east


STANDALONE = (whole_places, places_in_china, square_matrices, one_matrix_a_mode)

WHOLE = (modes_set, known_keys, needs_with_places, shifts_with_places, joined_places)
