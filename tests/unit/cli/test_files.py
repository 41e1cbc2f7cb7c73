from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.cli import main
from matcher.formats import read_scenario
from matcher.model import Scenario


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def bad_file(scenario_file: Path) -> Path:
    document = json.loads(scenario_file.read_text())
    document["needs"][0]["service"] = "unknown"
    document["needs"][1]["community"] = "nowhere"
    document["helpers"][0]["shifts"][0]["end"] = "2026-11-23T07:00+08:00"
    scenario_file.write_text(json.dumps(document))
    return scenario_file


def test_a_scenario_in_order_is_counted(scenario_file: Path) -> None:
    code, stdout, _ = linli("validate", scenario_file, "--lang", "en")
    assert code == 0
    assert stdout.startswith("In order. Needs: 2; helpers: 1; resources: 0; warnings: ")


def test_every_error_is_told_at_once(bad_file: Path) -> None:
    code, stdout, stderr = linli("validate", bad_file, "--lang", "en")
    assert (code, stdout) == (3, "")
    for pointer in ("/needs/0/service", "/needs/1/community", "/helpers/0/shifts/0"):
        assert pointer in stderr


def test_errors_as_json_name_severity_pointer_code_and_both_sentences(bad_file: Path) -> None:
    code, stdout, _ = linli("validate", bad_file, "--json")
    problems = json.loads(stdout)["problems"]
    assert code == 3
    assert {problem["pointer"] for problem in problems} >= {"/needs/0/service"}
    assert all(
        {"code", "pointer", "en", "zh", "severity", "place"} == set(problem) for problem in problems
    )


def test_problems_are_told_in_chinese(bad_file: Path) -> None:
    _, _, stderr = linli("validate", bad_file, "--lang", "zh")
    assert "错误" in stderr


@pytest.mark.parametrize("name", ["other.json", "other.xlsx", "other"])
def test_convert_loses_nothing(
    scenario: Scenario, scenario_file: Path, tmp_path: Path, name: str
) -> None:
    target = tmp_path / name
    code, _, stderr = linli("convert", scenario_file, target)
    assert code == 0, stderr
    assert read_scenario(target).scenario == scenario


def test_convert_writes_nothing_from_a_bad_scenario(bad_file: Path, tmp_path: Path) -> None:
    assert linli("convert", bad_file, tmp_path / "out.json")[0] == 3
    assert not (tmp_path / "out.json").exists()


def test_template_writes_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "empty.xlsx"
    code, stdout, _ = linli("template", target, "--json")
    assert (code, json.loads(stdout)) == (0, {"written": str(target)})
    assert target.read_bytes().startswith(b"PK")


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    code, _, stderr = linli("validate", tmp_path / "missing.json")
    assert code == 2
    assert "does not exist" in stderr


def test_a_missing_folder_to_write_to_is_a_usage_error(scenario_file: Path, tmp_path: Path) -> None:
    code, _, stderr = linli("convert", scenario_file, tmp_path / "missing" / "out.json")
    assert code == 2
    assert "there is no folder" in stderr


def test_an_existing_file_is_overwritten_only_by_force(scenario_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept.xlsx"
    target.write_text("mine")
    for command in (("template", target), ("convert", scenario_file, target)):
        code, stdout, stderr = linli(*command, "--lang", "zh")
        assert (code, stdout) == (2, "")
        assert "--force" in stderr
        assert target.read_text() == "mine"
    assert linli("template", target, "--force")[0] == 0
    assert target.read_bytes().startswith(b"PK")
    assert linli("convert", scenario_file, target, "--force")[0] == 0


def test_a_folder_is_filled_without_force_only_while_it_is_empty(
    scenario_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    assert linli("convert", scenario_file, folder)[0] == 0
    assert linli("convert", scenario_file, folder)[0] == 2
