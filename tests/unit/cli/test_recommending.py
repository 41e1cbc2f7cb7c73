from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.check import check
from matcher.cli import main
from matcher.formats import read_plan, read_scenario, write_plan, write_scenario
from matcher.model import Plan, Scenario


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["recommend", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def files(scenario: Scenario, plan: Plan, tmp_path: Path) -> tuple[Path, Path]:
    """Give a week with a second helper, its plan, and beside them a need, in files."""
    (first,) = scenario.helpers
    shift = replace(first.shifts[0], id="s2", end=660)
    people = (first, replace(first, id="h2", name="李四", shifts=(shift,)))
    week, planned = tmp_path / "week.json", tmp_path / "plan.json"
    write_scenario(replace(scenario, helpers=people), week)
    write_plan(plan, planned)
    need = {"id": "n3", "service": "talk", "community": "c1", "preferred": ["h2"]}
    need["windows"] = [{"start": "2026-11-23T08:30+08:00", "end": "2026-11-23T09:30+08:00"}]
    (tmp_path / "need.json").write_text(json.dumps(need))
    return week, planned


ANSWER = {
    "rank": 1,
    "start": "2026-11-23T08:30+08:00",
    "crew": [
        {
            "role": "",
            "helper": "h2",
            "shift": "s2",
            "start": "2026-11-23T08:30+08:00",
            "end": "2026-11-23T09:30+08:00",
            "travel_minutes": 0,
        }
    ],
    "disturbs": [],
    "for": [{"code": "preferred_helper", "message": "李四 is wished for."}],
    "against": [],
}


def told(document: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in document.items() if name != "change"}


def test_an_answer_is_told_and_carried_out(files: tuple[Path, Path], tmp_path: Path) -> None:
    grown, planned = tmp_path / "grown.json", tmp_path / "new.json"
    written = ("--apply", 1, "-o", planned, "--scenario-out", grown)
    asked = (*files, tmp_path / "need.json", "--lang", "en", "--most", 1)
    code, stdout, _ = linli(*asked, "--json", *written)
    document = json.loads(stdout)
    assert (code, document["need"], document["reasons"]) == (0, "n3", [])
    assert [told(fit) for fit in document["fits"]] == [ANSWER]
    assert check(read_scenario(grown).scenario, read_plan(planned)).violations == ()
    code, stdout, _ = linli(*asked)
    assert code == 0
    assert all(word in stdout for word in ("Ways to serve it", "11-23 08:30", "李四", "n3"))
    assert linli(*asked, *written)[0] == 2
    for question, why in (
        (("nowhere.yaml",), "neither a need nor a file nowhere.yaml"),
        (("n1",), "already serves every visit of need n1"),
        (("--helper", "nobody"), "no such helper"),
    ):
        code, _, stderr = linli(*files, *question, "--lang", "en")
        assert (code, why in stderr) == (2, True)
    assert linli(*asked, "--apply", 2, "-o", planned, "--force")[0] == 2
    assert linli(*asked, "--apply", 1, "-o", planned, "--force")[0] == 2


def test_a_helper_is_told_what_suits_and_an_unmet_need_by_its_id(files: tuple[Path, Path]) -> None:
    code, stdout, _ = linli(*files, "--helper", "h2", "--json")
    document = json.loads(stdout)
    assert (code, document["helper"]) == (0, "h2")
    assert [(fit["need"], fit["crew"][0]["shift"]) for fit in document["fits"]] == [("n2", "s2")]
    _, stdout, _ = linli(*files, "n2", "--json", "--most", 1)
    assert json.loads(stdout)["fits"][0]["start"] == document["fits"][0]["start"]
    code, stdout, _ = linli(*files, "--helper", "h2", "--shift", "s2", "--lang", "zh")
    assert code == 0
    assert "适合的需求" in stdout


def test_where_nothing_fits_it_is_said_why(
    files: tuple[Path, Path], scenario: Scenario, tmp_path: Path
) -> None:
    write_scenario(scenario, files[0])
    code, stdout, _ = linli(*files, "n2", "--json", "--lang", "en")
    (reason,) = json.loads(stdout)["reasons"]
    assert (code, reason["code"], reason["examples"]) == (0, "excluded", ["h1"])
    new = tmp_path / "new.yaml"
    new.write_text("{id: n9, service: talk, community: c1, excluded: [h1]}")
    code, stdout, _ = linli(*files, new, "--lang", "zh")
    assert code == 0
    assert "无法安排的原因" in stdout


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ((), 2),
        (("n2", "--helper", "h1"), 2),
        (("n2", "--apply", 1), 2),
        (("n1",), 2),
        (("--helper", "h9"), 2),
    ],
)
def test_what_cannot_be_answered_is_refused(
    files: tuple[Path, Path], more: tuple[object, ...], code: int
) -> None:
    assert linli(*files, *more)[0] == code


def test_a_plan_that_breaks_rules_is_refused(
    files: tuple[Path, Path], plan: Plan, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.json"
    write_plan(replace(plan, visits=()), broken)
    code, stdout, _ = linli(files[0], broken, "n2", "--lang", "en")
    assert code == 4
    assert "Rules broken" in stdout
