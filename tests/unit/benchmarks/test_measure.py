import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.measure import Options, last_line, run
from matcher.check import check
from matcher.formats import read_plan, read_scenario
from matcher.model import (
    Community,
    Helper,
    HelperKind,
    Need,
    Place,
    Recurrence,
    Scenario,
    Service,
    Shift,
    SkillLevel,
    Tier,
)
from matcher.model import Role as CrewRole

SCENARIO = Scenario(
    id="small",
    start=datetime.fromisoformat("2026-11-23T00:00+08:00"),
    days=2,
    communities=(
        Community(id="d", name="District", tier=Tier.COUNTY),
        Community(id="a", name="A", parent="d", place=Place(lat=28.2, lon=112.98)),
    ),
    helpers=(
        Helper(
            id="h",
            kind=HelperKind.VOLUNTEER,
            community="a",
            shifts=tuple(
                Shift(id=f"h{day}", start=1440 * day + 480, end=1440 * day + 600)
                for day in range(2)
            ),
        ),
    ),
    services=(
        Service(id="talk", name="Talk", minutes=30),
        Service(
            id="sing",
            name="Sing",
            minutes=30,
            roles=(CrewRole(skills=(SkillLevel(skill="singing"),)),),
        ),
    ),
    needs=(
        Need(id="n1", service="talk", community="a", recurrence=Recurrence(times=2)),
        Need(id="n2", service="sing", community="a"),
    ),
)


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(out=tmp_path / "out", seconds=0.5, seed=0, workers=1)


def test_a_run_leaves_the_files_and_the_figures(options: Options) -> None:
    outcome = run(lambda: SCENARIO, options)
    assert sorted(path.name for path in options.out.iterdir()) == [
        "coverage.csv",
        "plan.json",
        "scenario.json",
    ]
    assert read_scenario(options.out / "scenario.json").scenario == SCENARIO
    plan = read_plan(options.out / "plan.json")
    assert plan == outcome.plan
    assert check(SCENARIO, plan).violations == ()
    figures = outcome.figures
    assert (figures["needs"], figures["visits"], figures["served"]) == (2, 3, 2)
    assert figures["unmet"] == {"no_candidate": 1}
    assert figures["coverage"] == {"District": 0.667}
    assert (figures["errors"], figures["warnings"], figures["violations"]) == (0, 1, 0)
    assert list(figures["seconds"]) == ["build", "validate", "write", "solve", "check"]
    assert figures["peak_mb"] > 50


def test_building_alone_makes_no_plan(options: Options) -> None:
    outcome = run(lambda: SCENARIO, replace(options, build_only=True))
    assert outcome.plan is None
    assert [path.name for path in options.out.iterdir()] == ["scenario.json"]
    assert "served" not in outcome.figures


def test_the_last_line_is_one_line_of_json(options: Options) -> None:
    outcome = run(lambda: SCENARIO, replace(options, build_only=True))
    line = last_line(outcome.figures)
    assert "\n" not in line
    assert json.loads(line) == outcome.figures
