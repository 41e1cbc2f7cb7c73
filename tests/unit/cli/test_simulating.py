from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic_core import to_jsonable_python

from matcher.cli import main
from matcher.formats import write_plan, write_scenario
from matcher.model import Plan, Scenario
from matcher.whatif.simulation import Uncertainty, simulate, suggest_standbys


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["simulate", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def unsure(scenario: Scenario, plan: Plan, tmp_path: Path) -> Scenario:
    """Give a scenario whose helper may stay away, and whose other one is idle; in its file."""
    (sure,) = scenario.helpers
    shift = replace(sure.shifts[0], id="s2")
    people = (replace(sure, reliability=0.6), replace(sure, id="h2", name="李四", shifts=(shift,)))
    made = replace(scenario, helpers=people)
    write_scenario(made, tmp_path / "unsure.json")
    write_plan(plan, tmp_path / "unsure-plan.json")
    return made


def test_json_holds_all_that_was_found(unsure: Scenario, plan: Plan, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text('{"replications": 50, "late_share": 0.5}')
    code, stdout, _ = linli(
        *(tmp_path / "unsure.json", tmp_path / "unsure-plan.json", "--json", "--seed", 3),
        *("--settings", settings, "--replications", 200, "--standby", 1),
    )
    chosen = Uncertainty(replications=200, late_share=0.5)
    found = simulate(unsure, plan, settings=chosen, seed=3)
    standbys = suggest_standbys(unsure, plan, most=1, settings=chosen, seed=3)
    assert code == 0
    assert [each.helper for each in standbys] == ["h2"]
    assert json.loads(stdout) == to_jsonable_python(found) | {
        "standbys": to_jsonable_python(standbys)
    }


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "Simulation",
                "visits planned / asked for 1 / 2",
                "weight planned / asked for 4 / 8",
                "n1 r1 桥头社区 1 0.5",
                "urgent visits served / asked for",
                "李四 4.00 4.00 1.",
            ],
        ),
        (
            "zh",
            [
                "模拟结果",
                "计划服务 / 全部需求（次） 1 / 2",
                "最关键的服务者",
                "张三 60.0% 1 4 1.60",
                "建议的候补人员",
            ],
        ),
    ],
)
def test_tables_tell_it(language, told, unsure: Scenario, tmp_path: Path) -> None:
    code, stdout, _ = linli(
        *(tmp_path / "unsure.json", tmp_path / "unsure-plan.json", "--lang", language),
        *("--replications", 500, "--standby", 1, "--urgent-per-day", 1),
    )
    assert code == 0
    words = " ".join(stdout.split())
    assert [part for part in told if part not in words] == []


def test_where_all_is_sure_nothing_is_exposed(scenario_file: Path, plan_file: Path) -> None:
    code, stdout, _ = linli(scenario_file, plan_file, "--lang", "en", "--replications", 10)
    assert code == 0
    assert "Most exposed needs: none" in stdout
    assert "Suggested standbys" not in stdout
    assert "chance that nothing fails 100.0%" in " ".join(stdout.split())


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ('{"replications": 0}', "/replications"),
        ('{"late_share": 1.5}', "/late_share"),
        ('{"mood": 1}', "/mood"),
    ],
)
def test_settings_that_cannot_be_taken_are_told(
    text: str, pointer: str, scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text(text)
    code, stdout, _ = linli(scenario_file, plan_file, "--settings", settings, "--json")
    assert code == 3
    assert [each["pointer"] for each in json.loads(stdout)["problems"]] == [pointer]


def test_another_scenario_s_plan_is_refused(
    scenario: Scenario, plan_file: Path, tmp_path: Path
) -> None:
    write_scenario(replace(scenario, id="other"), tmp_path / "other.json")
    assert linli(tmp_path / "other.json", plan_file)[0] == 4
