"""`linli shortages`, with solves in this process."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.cli import main
from matcher.formats import read_plan, write_plan
from tests.unit.whatif.here import Here


def linli(*arguments: object) -> tuple[int, str, str]:
    given = ["shortages", *(str(argument) for argument in arguments)]
    result = CliRunner().invoke(main, given)
    return result.exit_code, result.stdout, result.stderr


def test_a_scenario_without_a_plan_has_its_map(scenario_file: Path) -> None:
    code, out, _ = linli(scenario_file, "--seconds", 0, "--lang", "en")
    assert code == 0
    # The first need fits anywhere; the second excludes the only helper.
    first, second = out.splitlines()[:2]
    assert first == "1 visit cannot be served by anybody; linli explain says what would help."
    assert second == "Worst half-days"
    assert "anyone" in out
    assert "Mon 11-23 morning" in out
    assert "No shortage of helpers" not in out
    assert "Besides those, no shortage of helpers is proven." in out
    assert "One more helper" not in out


def test_with_a_plan_everything_is_told_and_written(
    scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    page, book = tmp_path / "map.html", tmp_path / "map.xlsx"
    code, out, err = linli(
        *(scenario_file, plan_file, "--seconds", 0.2, "--html", page, "--json", "--lang", "zh"),
        *("--xlsx", book),
    )
    assert code == 0
    document = json.loads(out)
    assert document["format"] == "linli.shortages/1"
    assert (document["has_plan"], document["impossible"]) == (True, 1)
    assert document["lines"][0]["places_served"] == 1
    assert document["valuation"]["reached"] == 4
    assert "短缺地图" in page.read_text(encoding="utf-8")
    assert book.read_bytes().startswith(b"PK")
    assert f"已写入 {page}。" in err
    assert f"已写入 {book}。" in err
    assert "最紧缺的半天" in err


def test_worths_are_tried_out_when_asked(
    scenario_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.whatif.runs.ProcessPool", lambda _: Here())
    code, out, _ = linli(
        *(scenario_file, "--seconds", 0.2, "--verify", 1, "--solve-limit", 1, "--json")
    )
    assert code == 0
    document = json.loads(out)
    # The copy is not excluded, so that it serves the second need, which the bound knows nothing of.
    assert [one["example"] for one in document["verified"]] == [
        one["example"] for one in document["valuation"]["helpers"]
    ]


def test_nothing_can_be_tried_without_worths(scenario_file: Path) -> None:
    code, _, err = linli(scenario_file, "--seconds", 0, "--verify", 2)
    assert code == 2
    assert "--verify needs --seconds above 0." in err


def test_a_plan_of_another_scenario_is_refused(scenario_file: Path, plan_file: Path) -> None:
    write_plan(replace(read_plan(plan_file), scenario="other"), plan_file)
    code, out, _ = linli(scenario_file, plan_file, "--seconds", 0, "--lang", "en")
    assert code == 4
    assert "other" in out
