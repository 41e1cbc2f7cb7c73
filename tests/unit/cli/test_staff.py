"""From a question of staffing to its answer, in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.check import check
from matcher.cli import main
from matcher.formats import parse_plan, parse_scenario

QUESTION = """
format: linli.staffing/1
name: one-more
additions:
  - id: neighbour
    title: {en: A neighbour, zh: 邻居}
    cost: 12345
    most: 2
    changes:
      - {op: copy, helpers: {id: h1}, count: 1}
targets:
  - {share: SHARE, title: {en: Everybody, zh: 所有人}}
"""


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def question(tmp_path: Path):
    def written(share: str) -> Path:
        path = tmp_path / "question.yaml"
        path.write_text(QUESTION.replace("SHARE", share), encoding="utf-8")
        return path

    return written


def test_the_answer_is_shown_and_written(scenario_file: Path, question, tmp_path: Path) -> None:
    out = tmp_path / "answer.json"
    arguments = ("staff", scenario_file, question("1.0"), "-o", out, "--curve", "0.5,1")
    code, shown, noted = linli(*arguments, "--time-limit", 300, "--lang", "en")
    assert code == 0, noted
    assert "A neighbour" in shown
    assert "Everybody 100%" in shown
    assert "123.45 yuan are enough; no mix costs less than 123.45" in shown
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert answer["mix"] == [{"addition": "neighbour", "units": 1, "cost": 12345}]
    assert (answer["cost"], answer["bound"], answer["ended"]) == (12345, 12345, "proven")
    assert [(point["share"], point["cost"]) for point in answer["curve"]] == [(0.5, 0), (1, 12345)]
    grown = parse_scenario(answer["scenario"]).scenario
    assert check(grown, parse_plan(answer["plan"])).ok


def test_what_is_impossible_is_said_in_chinese(scenario_file: Path, question) -> None:
    asked = question("1.0")
    text = asked.read_text(encoding="utf-8")
    longer = "{op: shift, helpers: {id: h1}, end: 60}"
    asked.write_text(
        text.replace("{op: copy, helpers: {id: h1}, count: 1}", longer), encoding="utf-8"
    )
    code, shown, noted = linli("staff", scenario_file, asked, "--lang", "zh")
    assert code == 0, noted
    assert "不可能：全部增补也不够（已证明）。" in shown
    assert "否" in shown


def test_a_wrong_question_names_its_file_and_places(scenario_file: Path, question) -> None:
    code, _, noted = linli("staff", scenario_file, question("2.0"), "--lang", "en")
    assert code == 3
    assert "question.yaml" in noted
    assert "too_large" in noted


@pytest.mark.parametrize("shares", ["many", "0.5,1.5"])
def test_shares_that_are_none_are_refused(scenario_file: Path, question, shares: str) -> None:
    code, _, noted = linli("staff", scenario_file, question("1.0"), "--curve", shares)
    assert code == 2
    assert "0" in noted
