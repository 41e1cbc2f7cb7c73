"""A small week and a plan of it, by hand."""

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
    Plan,
    Reason,
    Recurrence,
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

START = datetime.fromisoformat("2026-11-23T00:00+08:00")
DAY = 1440


@pytest.fixture
def scenario() -> Scenario:
    return Scenario(
        id="small",
        name="Small week",
        start=START,
        communities=(
            Community(id="qiaotou", name="桥头社区"),
            Community(id="xiangmin", name="湘民社区"),
        ),
        helpers=(
            Helper(
                id="h1",
                name="Zhang San",
                kind=HelperKind.SOCIAL_WORKER,
                shifts=(Shift(id="s1", start=480, end=1020),),
            ),
            Helper(
                id="h2",
                kind=HelperKind.VOLUNTEER,
                shifts=(Shift(id="s2", start=480, end=1020),),
            ),
        ),
        resources=(
            Resource(
                id="rice",
                name="Rice",
                kind=ResourceKind.GOODS,
                item="rice",
                quantity=40,
                unit="bags",
            ),
            Resource(id="aid", kind=ResourceKind.FUND, item="aid", quantity=100_000),
            Resource(id="room", name="Room", kind=ResourceKind.VENUE, item="room", quantity=30),
        ),
        services=(
            Service(id="visit", name="Home visit", roles=(Role(name="lead"), Role(name="second"))),
            Service(id="parcel", name="Parcel", roles=(Role(),)),
        ),
        needs=(
            Need(id="n1", service="visit", community="qiaotou", resident="r2", priority=4),
            Need(
                id="n2",
                service="parcel",
                community="xiangmin",
                resident="r1",
                resources=(ResourceLine(item="rice", quantity=2),),
                recurrence=Recurrence(times=2),
            ),
            Need(id="n3", service="parcel", community="qiaotou", priority=5),
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
        ),
        routes=(
            Route(
                helper="h1",
                shift="s1",
                stops=(
                    _stop("n2", 0, depart=490, arrive=495, start=500, end=530, metres=300),
                    _stop("n1", 0, depart=530, arrive=540, start=540, end=600, metres=700),
                ),
                breaks=(TakenBreak(start=600, end=630),),
                return_depart=630,
                back=640,
                return_metres=800,
            ),
            Route(
                helper="h2",
                shift="s2",
                stops=(_stop("n1", 1, depart=535, arrive=540, start=540, end=600, metres=200),),
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
                need="n2",
                occurrence=1,
                kind=UnmetKind.NO_ROOM,
                reasons=(Reason(code="shift_hours", role=0, blocked=2, examples=("h1", "h2")),),
            ),
            Unmet(
                need="n3",
                kind=UnmetKind.NO_CANDIDATE,
                reasons=(Reason(code="stock", blocked=1, examples=("rice",)),),
            ),
        ),
        score=Score(
            terms=(
                TermValue(name=TermName.COVERAGE, level=1, weight=1, value=20),
                TermValue(name=TermName.TRAVEL_TIME, level=3, weight=100, value=35),
            ),
            totals=(20, 3500),
        ),
    )


def _stop(need: str, role: int, **figures: int) -> Stop:
    return Stop(need=need, role=role, **figures)
