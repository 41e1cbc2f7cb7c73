from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.cli import main
from matcher.formats import write_plan
from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.rosters import FORMATS, roster


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["roster", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("each", FORMATS.values(), ids=lambda each: each.name)
def test_the_ending_says_the_format(
    each, scenario: Scenario, plan: Plan, scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / f"out.{each.name.upper()}"
    code, stdout, stderr = linli(scenario_file, plan_file, "-o", out, "--lang", "zh")
    assert (code, stdout, stderr) == (0, f"已写入 {out}。\n", "")
    assert out.read_bytes() == roster(scenario, plan, each.media_type, Language.ZH)


def test_an_option_says_the_format_of_any_file(
    scenario: Scenario, plan: Plan, scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "week.txt"
    code, stdout, _ = linli(
        scenario_file, plan_file, "--out", out, "--format", "csv", "--json", "--lang", "en"
    )
    assert code == 0
    assert json.loads(stdout) == {"written": str(out), "media_type": "text/csv"}
    assert out.read_bytes() == roster(scenario, plan, "text/csv", Language.EN)


def test_an_ending_that_says_nothing_is_refused(
    scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    code, _, stderr = linli(scenario_file, plan_file, "-o", tmp_path / "week.pdf", "--lang", "en")
    assert code == 2
    assert stderr == (
        "week.pdf does not say the format; end it with one of"
        " .json, .csv, .xlsx, .ics, .geojson, .html.\n"
    )


def test_what_is_there_is_overwritten_only_with_force(
    scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "week.html"
    out.write_text("mine")
    assert linli(scenario_file, plan_file, "-o", out)[0] == 2
    assert out.read_text() == "mine"
    assert linli(scenario_file, plan_file, "-o", out, "--force")[0] == 0
    assert out.read_text().startswith("<!doctype html>")


def test_a_plan_of_another_scenario_is_refused(
    scenario_file: Path, plan: Plan, tmp_path: Path
) -> None:
    strange, out = tmp_path / "strange.json", tmp_path / "week.csv"
    need = replace(plan.visits[0], need="nobody")
    write_plan(replace(plan, visits=(need,)), strange)
    assert linli(scenario_file, strange, "-o", out)[0] == 4
    assert not out.exists()


def test_a_plan_that_breaks_rules_is_written_with_a_note(
    scenario_file: Path, plan: Plan, tmp_path: Path
) -> None:
    broken, out = tmp_path / "broken.json", tmp_path / "week.csv"
    write_plan(replace(plan, unmet=()), broken)
    code, _, stderr = linli(scenario_file, broken, "-o", out, "--lang", "en")
    assert code == 0
    assert "This plan breaks rules" in stderr
    assert out.exists()
