"""What lies within a radius is found all over the globe, across its edges too."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.model import Place
from matcher.travel import great_circle_metres
from tests.unit.small import candidates, helper, need, scenario

CENTRES = {
    "the antimeridian": (10.0, 179.9),
    "the other side of it": (-10.0, -179.9),
    "the north pole": (89.7, 20.0),
    "the south pole": (-90.0, 0.0),
    "a town": (31.0, 114.0),
}


@pytest.mark.parametrize("radius", [0, 20_000, 300_000, 19_000_000, 21_000_000])
@pytest.mark.parametrize("centre", CENTRES.values(), ids=CENTRES.keys())
def test_what_lies_within_a_radius_is_found_everywhere(centre: tuple[float, float], radius: int):
    chance = np.random.default_rng(1)
    spread = np.repeat((0.0, 0.2, 2.0, 90.0), 15)
    lat = np.clip(centre[0] + spread * chance.uniform(-1, 1, 60), -90, 90)
    lon = (centre[1] + 2 * spread * chance.uniform(-1, 1, 60) + 180) % 360 - 180
    needs = tuple(
        need(f"n{i}", place=Place(lat=float(lat[i]), lon=float(lon[i]))) for i in range(60)
    )
    home = Place(lat=centre[0], lon=centre[1])
    ann = helper("ann", home=home, radius=radius, speed_kmh=200.0)
    away = great_circle_metres(np.full(60, centre[0]), np.full(60, centre[1]), lat, lon)
    reachable = {f"n{i}" for i in np.flatnonzero(away <= radius)}

    everywhere = candidates(
        scenario(helpers=(helper("ann", home=home, speed_kmh=200.0),), needs=needs)
    )
    found = candidates(scenario(helpers=(ann,), needs=needs))

    assert found == {entry for entry in everywhere if entry[0] in reachable}
