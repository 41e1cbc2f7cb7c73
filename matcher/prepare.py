"""Compiling the solver before it is needed; a first solve otherwise waits for it."""

from __future__ import annotations

from datetime import UTC, datetime

from matcher.engines.bounds import lagrangian
from matcher.engines.interface import Limits
from matcher.instance import compile_instance
from matcher.model import (
    Community,
    Helper,
    HelperKind,
    Need,
    Place,
    Role,
    Scenario,
    Service,
    Shift,
    Window,
)
from matcher.solve import solve


def prepare() -> None:
    """Compile every kernel; at once where that was done before.

    The result is cached beside the code, or where numba's ``NUMBA_CACHE_DIR`` says.
    """
    morning = Shift(id="morning", start=540, end=600)
    scenario = Scenario(
        id="prepare",
        start=datetime(2026, 1, 5, tzinfo=UTC),
        days=1,
        communities=(Community(id="here", name="", place=Place(lat=30.0, lon=114.0)),),
        services=(Service(id="visit", name="", minutes=30),),
        helpers=(
            Helper(id="helper", kind=HelperKind.VOLUNTEER, community="here", shifts=(morning,)),
        ),
        needs=(
            Need(id="met", service="visit", community="here"),
            Need(
                id="unmet",
                service="visit",
                community="here",
                windows=(Window(start=545, end=546), Window(start=570, end=571)),
                roles=(Role(), Role(minutes=31)),
                distinct_crew=False,
            ),
        ),
    )
    solve(scenario, limits=Limits(max_seconds=None, max_iterations=1), engine="search")
    arrays = compile_instance(scenario).arrays
    # Far from any bound, so that the routes in between are listed.
    lagrangian(arrays, sweeps=10, known=(1_000,) * arrays.levels)
