"""A scenario small enough to plan by hand, its plan, and both in files."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from matcher.check import check
from matcher.formats import digest, write_plan, write_scenario
from matcher.model import (
    Assignment,
    Community,
    Helper,
    HelperKind,
    Need,
    Place,
    Plan,
    Reason,
    Route,
    Scenario,
    Score,
    Service,
    Shift,
    Stop,
    Unmet,
    UnmetKind,
    Visit,
)

CENTRE = Place(lat=28.2, lon=112.98)


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tables be as wide as where nobody watches, wherever the tests run."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def scenario() -> Scenario:
    return Scenario(
        id="tiny",
        start=datetime.fromisoformat("2026-11-23T00:00+08:00"),
        days=1,
        communities=(Community(id="c1", name="桥头社区", place=CENTRE),),
        helpers=(
            Helper(
                id="h1",
                name="张三",
                kind=HelperKind.VOLUNTEER,
                community="c1",
                shifts=(Shift(id="s1", start=480, end=600),),
            ),
        ),
        services=(Service(id="talk", name="Talk", minutes=60),),
        needs=(
            Need(id="n1", service="talk", community="c1", resident="r1"),
            Need(id="n2", service="talk", community="c1", resident="r2", excluded=("h1",)),
        ),
    )


@pytest.fixture
def plan(scenario: Scenario) -> Plan:
    stop = Stop(need="n1", role=0, depart=480, arrive=480, start=480, end=540, metres=0)
    member = Assignment(role=0, helper="h1", shift="s1", start=480, end=540)
    bare = Plan(
        scenario="tiny",
        digest=digest(scenario),
        start=scenario.start,
        visits=(Visit(need="n1", start=480, end=540, crew=(member,)),),
        routes=(
            Route(
                helper="h1",
                shift="s1",
                stops=(stop,),
                return_depart=540,
                back=540,
                return_metres=0,
            ),
        ),
        unmet=(
            Unmet(
                need="n2",
                kind=UnmetKind.NO_CANDIDATE,
                reasons=(Reason(code="excluded", blocked=1, examples=("h1",)),),
            ),
        ),
        score=Score(terms=(), totals=()),
    )
    return replace(bare, score=check(scenario, bare).score)


@pytest.fixture
def scenario_file(scenario: Scenario, tmp_path: Path) -> Path:
    path = tmp_path / "scenario.json"
    write_scenario(scenario, path)
    return path


@pytest.fixture
def plan_file(plan: Plan, tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    write_plan(plan, path)
    return path
