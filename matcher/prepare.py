"""Compiling the solver before it is needed; a first solve otherwise waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from matcher.child import Child, Send
from matcher.engines.bounds import lagrangian
from matcher.engines.search.frame import frame_of
from matcher.engines.search.ordered import ordered
from matcher.instance import compile_instance
from matcher.model import (
    Community,
    Helper,
    HelperKind,
    Limits,
    Need,
    Place,
    Policy,
    Role,
    Scenario,
    Service,
    Shift,
    Term,
    TermName,
    Window,
)
from matcher.recommend import Desk
from matcher.solve import solve

WAYS_ALONE = Policy(
    terms=(Term(name=TermName.COVERAGE, level=1), Term(name=TermName.TRAVEL_TIME, level=2))
)
"""Terms that suit the engine for home care."""

PAIRED = Need(
    id="paired",
    service="visit",
    community="here",
    windows=(Window(start=540, end=570),),
    roles=(Role(count=2),),
)


def prepare() -> None:
    """Compile every kernel; at once where that was done before.

    Two processes share the work. The result is cached beside the code, or where numba's
    ``NUMBA_CACHE_DIR`` says.
    """
    others = Child(_prepare_others)
    scenario = _scenario()
    limits = Limits(max_seconds=None, max_iterations=1)
    plan = solve(scenario, limits=limits, engine="search").plan
    Desk(scenario, plan).recommend(replace(scenario.needs[0], id="new"))
    # It sends nothing: its end is waited for.
    list(others.messages())


def _prepare_others(_send: Send, _stop: Callable[[], bool]) -> None:
    """Compile what shares few kernels with the search: bounds, and the engine for home care."""
    arrays = compile_instance(_scenario()).arrays
    # Far from any bound, so that the routes in between are listed.
    lagrangian(arrays, seconds=3600.0, sweeps=10, known=(1_000,) * arrays.levels)
    home_care = replace(_scenario(), needs=(PAIRED,), policy=WAYS_ALONE)
    arrays = compile_instance(home_care).arrays
    ordered(arrays, frame_of(arrays), seed=0, workers=1)


def _scenario() -> Scenario:
    morning = Shift(id="morning", start=540, end=600)
    return Scenario(
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
