from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from matcher.check import check
from matcher.cli import main
from matcher.formats import digest, write_plan, write_scenario
from matcher.model import Ended, Pin, Plan, Scenario


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_a_plan_in_order_passes(scenario_file: Path, plan_file: Path) -> None:
    assert linli("check", scenario_file, plan_file, "--lang", "en") == (
        0,
        "No rule is broken; the score is 4 / 500 / 3,000.\n",
        "",
    )


def test_check_gives_the_recomputed_score_as_json(scenario_file: Path, plan_file: Path) -> None:
    code, stdout, stderr = linli("check", scenario_file, plan_file, "--json", "--lang", "zh")
    document = json.loads(stdout)
    assert code == 0
    assert document["violations"] == []
    assert document["score"]["terms"][0] == {
        "name": "coverage",
        "level": 1,
        "weight": 1,
        "value": 4,
    }
    assert stderr == "没有违反任何规则；评分为 4 / 500 / 3,000。\n"


def test_a_plan_that_breaks_rules_ends_with_4(
    scenario_file: Path, plan: Plan, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.json"
    write_plan(replace(plan, unmet=()), broken)
    code, stdout, _ = linli("check", scenario_file, broken, "--lang", "en")
    assert code == 4
    assert "Rules broken" in stdout
    assert "consistency" in stdout
    code, stdout, _ = linli("check", scenario_file, broken, "--json")
    assert code == 4
    assert {violation["rule"] for violation in json.loads(stdout)["violations"]} >= {"consistency"}


def test_show_by_day_is_the_default(scenario_file: Path, plan_file: Path) -> None:
    code, stdout, _ = linli("show", scenario_file, plan_file, "--lang", "zh")
    assert code == 0
    assert stdout == linli("show", scenario_file, plan_file, "--by", "day", "--lang", "zh")[1]
    assert "周一 11-23" in stdout
    assert "张三" in stdout


def test_show_the_unmet_with_their_reason(scenario_file: Path, plan_file: Path) -> None:
    _, stdout, _ = linli("show", scenario_file, plan_file, "--by", "unmet", "--lang", "en")
    words = " ".join(stdout.split())
    assert "1 helper cannot come because they are" in words
    assert "n2" in words


def test_show_as_json_is_the_view_document(scenario_file: Path, plan_file: Path) -> None:
    code, stdout, _ = linli("show", scenario_file, plan_file, "--by", "helper", "--json")
    roster = json.loads(stdout)["roster"]
    assert code == 0
    assert [line["activity"] for line in roster] == ["visit", "return"]
    assert roster[0]["helper_name"] == "张三"


def test_show_notes_a_plan_that_breaks_rules_and_shows_it_all_the_same(
    scenario_file: Path, plan: Plan, tmp_path: Path
) -> None:
    late = tmp_path / "late.json"
    write_plan(replace(plan, routes=(replace(plan.routes[0], back=545),)), late)
    code, stdout, stderr = linli("show", scenario_file, late, "--lang", "en")
    assert code == 0
    assert "张三" in stdout
    assert "This plan breaks rules" in stderr


def test_show_refuses_a_plan_of_another_scenario(
    scenario_file: Path, plan: Plan, tmp_path: Path
) -> None:
    foreign = tmp_path / "foreign.json"
    write_plan(replace(plan, unmet=(replace(plan.unmet[0], need="elsewhere"),)), foreign)
    code, stdout, _ = linli("show", scenario_file, foreign, "--lang", "en")
    assert code == 4
    assert "elsewhere" in stdout
    assert "张三" not in stdout


def test_a_plan_file_that_is_no_plan_ends_with_3(scenario_file: Path) -> None:
    code, _, stderr = linli("check", scenario_file, scenario_file, "--lang", "en")
    assert code == 3
    assert "Problems" in stderr


def test_pins_that_are_not_kept_are_named(scenario: Scenario, plan: Plan, tmp_path: Path) -> None:
    free = replace(scenario.needs[1], excluded=())
    pins = (Pin(need="n2", helpers=("h1",), start=540),)
    pinned = replace(scenario, needs=(scenario.needs[0], free), pins=pins)
    bare = replace(plan, digest=digest(pinned), ended=Ended.INFEASIBLE_PINS)
    files = tmp_path / "pinned.json", tmp_path / "plan.json"
    write_scenario(pinned, files[0])
    write_plan(replace(bare, score=check(pinned, bare).score), files[1])
    code, stdout, _ = linli("check", *files, "--lang", "en")
    assert code == 6
    assert stdout.startswith(
        "No rule is broken but 1 pin is not kept: n2 (张三, Mon 11-23 09:00). The score is"
    )
    for way in ("summary", "unmet"):
        _, stdout, _ = linli("show", *files, "--by", way, "--lang", "zh")
        assert "未能保留的固定安排" in stdout
        assert "11-23 09:00" in stdout
    document = json.loads(linli("show", *files, "--by", "unmet", "--json")[1])
    assert [(pin["need"], pin["pinned_helpers"]) for pin in document["pins"]] == [("n2", ["张三"])]


def test_a_plan_of_another_scenario_is_refused_in_one_sentence(
    scenario: Scenario, plan_file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    write_scenario(replace(scenario, id="other", needs=scenario.needs[:1]), other)
    for command in ("check", "show"):
        code, stdout, _ = linli(command, other, plan_file, "--lang", "en")
        assert (code, stdout) == (4, "the plan is for scenario tiny, not other.\n")
