from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.check import check
from matcher.cli import main
from matcher.formats import read_plan, read_scenario


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["roll", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_json_is_the_ledger_and_the_folder_holds_every_week(
    scenario_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "weeks"
    asked = (scenario_file, "--weeks", 2, "--iterations", 2, "--arrivals", 0, "--json")
    code, stdout, _ = linli(*asked, "--out", folder)
    assert code == 0
    document = json.loads(stdout)
    assert [(week["served"], week["left"]) for week in document["weeks"]] == [(1, 1), (0, 1)]
    assert [(log["need"], log["weeks"], log["open"]) for log in document["needs"]] == [
        ("n2", [1, 2], True)
    ]
    assert document["settings"] == {"weeks": 2, "arrivals": 0.0, "refill": False, "seed": 0}
    second = read_scenario(folder / "week-002" / "scenario.json").scenario
    assert [need.id for need in second.needs] == ["n2"]
    assert check(second, read_plan(folder / "week-002" / "plan.json")).ok
    assert linli(*asked)[1] == stdout


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", ["Week by week", "Needs that had to wait"]), ("zh", ["逐周情况", "等候过的需求"])],
)
def test_tables_tell_it(language: str, told: list[str], scenario_file: Path) -> None:
    code, stdout, _ = linli(scenario_file, "--weeks", 1, "--iterations", 1, "--lang", language)
    assert code == 0
    assert [title for title in told if title not in stdout] == []


def test_a_folder_that_holds_something_is_left_alone(scenario_file: Path, tmp_path: Path) -> None:
    asked = (scenario_file, "--weeks", 1, "--iterations", 1, "--out", tmp_path)
    assert linli(*asked)[0] == 2
    assert linli(*asked, "--force")[0] == 0


def test_an_engine_that_cannot_take_it_is_told(scenario_file: Path) -> None:
    code, stdout, _ = linli(scenario_file, "--engine", "flow", "--iterations", 1, "--json")
    assert code == 2
    assert "engine cannot be used" in json.loads(stdout)["error"]["en"]


def test_a_stop_before_the_first_week_is_over_is_told(
    scenario_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.cli.runs.Watch.stopping", lambda _: True)
    assert linli(scenario_file, "--weeks", 2, "--iterations", 1)[0] == 5
