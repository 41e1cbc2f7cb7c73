"""A day of two helpers, on the map and by hand, with names that want escaping."""

from __future__ import annotations

from datetime import datetime

import pytest

from matcher.model import (
    Allocation,
    Assignment,
    Community,
    Helper,
    HelperKind,
    Need,
    Place,
    Plan,
    Reason,
    Resource,
    ResourceKind,
    ResourceLine,
    Role,
    Route,
    Scenario,
    Score,
    Service,
    Shift,
    Stop,
    TakenBreak,
    TermName,
    TermValue,
    Unmet,
    UnmetKind,
    Visit,
)

STATION = Place(lat=28.19, lon=112.97)
START = datetime.fromisoformat("2026-11-23T00:00+08:00")


@pytest.fixture
def scenario() -> Scenario:
    return Scenario(
        id="small",
        name="Small <b>day</b>",
        start=START,
        days=1,
        communities=(
            Community(id="c1", name="桥头社区", place=Place(lat=28.2, lon=112.98)),
            Community(id="c2", name="湘民, 社区"),
        ),
        helpers=(
            Helper(
                id="h1",
                name="Zhang San",
                kind=HelperKind.SOCIAL_WORKER,
                shifts=(
                    Shift(id="s1", start=480, end=1020, start_place=STATION, end_place=STATION),
                ),
            ),
            Helper(
                id="h2",
                name="=1+1",
                kind=HelperKind.VOLUNTEER,
                home=Place(lat=28.3, lon=113.1),
                shifts=(Shift(id="s2", start=480, end=1020),),
            ),
        ),
        resources=(
            Resource(
                id="rice", name="Rice", kind=ResourceKind.GOODS, item="rice", quantity=9, unit="kg"
            ),
        ),
        services=(
            Service(id="bath", name="Bath <i>", roles=(Role(name="lead"), Role(name="second"))),
            Service(id="parcel", name="Parcel"),
            Service(id="pick-up", name="Pick-up", roles=()),
        ),
        needs=(
            Need(id="n1", service="bath", community="c1", resident="r2", priority=4),
            Need(
                id="n2",
                service="parcel",
                community="c2",
                resident="r1",
                resources=(ResourceLine(item="rice", quantity=2),),
            ),
            Need(id="n3", service="parcel", community="c1", priority=5),
            Need(id="n4", service="pick-up", community="c1", place=Place(lat=28.21, lon=112.99)),
        ),
    )


@pytest.fixture
def plan() -> Plan:
    return Plan(
        scenario="small",
        digest="0" * 64,
        start=START,
        visits=(
            Visit(
                need="n1",
                start=540,
                end=600,
                crew=(
                    Assignment(role=0, helper="h1", shift="s1", start=540, end=600),
                    Assignment(role=1, helper="h2", shift="s2", start=540, end=600),
                ),
            ),
            Visit(
                need="n2",
                start=500,
                end=530,
                crew=(Assignment(role=0, helper="h1", shift="s1", start=500, end=530),),
            ),
            Visit(need="n4", start=600, end=660),
        ),
        routes=(
            Route(
                helper="h1",
                shift="s1",
                stops=(
                    stop("n2", 0, depart=490, arrive=495, start=500, end=530, metres=300),
                    stop("n1", 0, depart=530, arrive=540, start=540, end=600, metres=700),
                ),
                breaks=(TakenBreak(start=600, end=630),),
                return_depart=630,
                back=640,
                return_metres=800,
            ),
            Route(
                helper="h2",
                shift="s2",
                stops=(stop("n1", 1, depart=535, arrive=540, start=540, end=600, metres=200),),
                return_depart=600,
                back=605,
                return_metres=200,
            ),
        ),
        allocations=(
            Allocation(resource="rice", need="n2", line=0, quantity=2, start=500, end=500),
        ),
        unmet=(
            Unmet(
                need="n3",
                kind=UnmetKind.NO_CANDIDATE,
                reasons=(Reason(code="stock", blocked=1, examples=("rice",)),),
            ),
        ),
        score=Score(
            terms=(TermValue(name=TermName.COVERAGE, level=1, weight=1, value=16),), totals=(16,)
        ),
    )


def stop(need: str, role: int, **figures: int) -> Stop:
    return Stop(need=need, role=role, **figures)
