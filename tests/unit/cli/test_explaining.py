from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.check import check
from matcher.cli import main
from matcher.formats import digest, read_scenario, write_plan, write_scenario
from matcher.model import Escalation, EscalationTier, HelperKind, Plan, Scenario
from matcher.remedy import explanation_document
from matcher.report import Language
from matcher.whatif.reading import read_document
from matcher.whatif.variants import laid, parse_variant


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["explain", *(str(argument) for argument in arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_an_unmet_need_is_explained_and_helped(
    scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "variants"
    code, said, _ = linli(scenario_file, plan_file, "n2", "--lang", "en", "--variants-out", folder)
    assert code == 0
    assert said.startswith("Why it is left out\n")
    assert said.splitlines()[3].split("  ")[0] == "excluded helper"
    row = next(line for line in said.splitlines() if line.startswith("张三"))
    assert re.split(" {2,}", row) == [
        "张三",
        "Mon 11-23 08:00–10:00",
        "Is not to come to this resident.",
    ]
    assert "Add one volunteer in 桥头社区, for Mon 11-23 08:00–20:00." in said
    assert "Then the new helper can come on Mon 11-23 08:00." in said
    assert linli(scenario_file, plan_file, "n2", "--variants-out", folder)[0] == 2
    (file,) = folder.iterdir()
    base = read_scenario(scenario_file).scenario
    variant = parse_variant(read_document(file), base.start)
    assert [helper.id for helper in laid(base, variant).helpers] == ["h1", "more"]
    assert variant.heading.text.zh == "在桥头社区增加一名志愿者（周一 11-23 08:00–20:00）。"


def test_the_document_has_stable_codes(scenario: Scenario, plan: Plan) -> None:
    told = explanation_document(scenario, plan, "n2", language=Language.EN, seconds=30)
    assert (told["served"], told["kind"], told["complete"]) == (False, "no_candidate", True)
    assert [miss["lacks"][0]["code"] for miss in told["misses"]] == ["excluded"]
    (suggestion,) = told["suggestions"]
    assert [(step["kind"], step["grade"]) for step in suggestion["steps"]] == [("add_helper", 8)]
    assert suggestion["changes"][0]["op"] == "add"
    assert suggestion["then"]["crew"] == [{"role": 0, "helper": "more", "shift": "more-0"}]
    assert json.loads(json.dumps(told)) == told


def test_a_served_need_is_explained(scenario_file: Path, plan_file: Path) -> None:
    code, said, _ = linli(
        scenario_file, plan_file, "n1", "--instead", "2026-11-23T09:00+08:00", "--json"
    )
    told = json.loads(said)
    assert (code, told["served"]) == (0, True)
    assert told["present"]["crew"][0]["helper"] == "h1"
    assert told["forced"]["possible"] is True
    assert [(one["code"], one["need"]) for one in told["forced"]["changes"]] == [("moved", "n1")]


def test_a_visit_is_asked_for_as_tables_name_it(
    scenario_file: Path, plan_file: Path, scenario: Scenario, plan: Plan, tmp_path: Path
) -> None:
    code, said, _ = linli(scenario_file, plan_file, "n2#0", "--json")
    assert (code, json.loads(said)["need"], json.loads(said)["occurrence"]) == (0, "n2", 0)
    named = replace(scenario, needs=(scenario.needs[0], replace(scenario.needs[1], id="n2#7")))
    write_scenario(named, tmp_path / "named.json")
    unmet = (replace(plan.unmet[0], need="n2#7"),)
    write_plan(replace(plan, unmet=unmet, digest=digest(named)), tmp_path / "plan.json")
    code, said, _ = linli(tmp_path / "named.json", tmp_path / "plan.json", "n2#7", "--json")
    assert (code, json.loads(said)["need"], json.loads(said)["occurrence"]) == (0, "n2#7", 0)


def test_what_stands_against_a_choice_is_said(scenario_file: Path, plan_file: Path) -> None:
    code, said, _ = linli(
        scenario_file, plan_file, "n1", "--instead", "2026-11-23T09:01+08:00", "--lang", "zh"
    )
    assert code == 0
    assert said.endswith("不能这样安排：没有找到这样的方案，但也没有哪一条规则单独禁止它。\n")


def test_all_unmet_needs_are_told_at_once(scenario_file: Path, plan_file: Path) -> None:
    code, said, _ = linli(scenario_file, plan_file, "--json", "--lang", "en")
    told = json.loads(said)
    assert code == 0
    visits = [{"need": "n2", "occurrence": 0}]
    assert told["groups"] == [{"kind": "no_candidate", "code": "excluded", "visits": visits}]
    assert (told["common"], len(told["visits"]), told["complete"]) == ([], 1, True)
    code, said, _ = linli(scenario_file, plan_file, "--lang", "en")
    assert "excluded helper" in said
    assert said.endswith("\nNo change helps more than one visit.\n")


def test_that_time_ran_out_and_nothing_was_found_is_in_the_output(
    scenario_file: Path, plan_file: Path
) -> None:
    _, said, _ = linli(scenario_file, plan_file, "n2", "--lang", "en", "--seconds", "1e-9")
    assert said.endswith(
        "No change was found with which it could be served.\n"
        "Time ran out: not all possibilities were tried.\n"
    )
    assert "none" not in said


def test_a_served_visit_without_another_way_says_so(scenario_file: Path, plan_file: Path) -> None:
    code, said, _ = linli(scenario_file, plan_file, "n1", "--lang", "zh", "--most", "1")
    assert code == 0
    assert said.startswith("现在的安排（评分变化：该服务单计入方案后的评分增减，越小越好）\n")
    assert said.endswith("\n没有找到其他可行的安排：其他服务单不动时，别人都排不下。\n")


def test_one_change_that_helps_two_is_told_first(
    scenario: Scenario, plan: Plan, tmp_path: Path
) -> None:
    third = replace(scenario.needs[1], id="n3", resident="r3")
    wide = replace(scenario, needs=(*scenario.needs, third))
    unmet = (*plan.unmet, replace(plan.unmet[0], need="n3"))
    bare = replace(plan, unmet=unmet, digest=digest(wide))
    write_scenario(wide, tmp_path / "wide.json")
    write_plan(replace(bare, score=check(wide, bare).score), tmp_path / "plan.json")
    _, said, _ = linli(tmp_path / "wide.json", tmp_path / "plan.json", "--json")
    (common,) = json.loads(said)["common"]
    assert [step["kind"] for step in common["steps"]] == ["add_helper"]
    assert [one["need"] for one in common["visits"]] == ["n2", "n3"]
    assert common["together"] == 2


def test_who_a_need_moves_up_to_is_said(scenario: Scenario, plan: Plan, tmp_path: Path) -> None:
    ladder = (EscalationTier(kinds=(HelperKind.GRID_MEMBER,)),)
    late = replace(scenario.needs[1], service_level_days=0)
    made = replace(
        scenario,
        needs=(scenario.needs[0], late),
        policy=replace(scenario.policy, escalation=ladder),
    )
    climbed = replace(plan, digest=digest(made), escalations=(Escalation(need="n2", tier=0, at=0),))
    write_scenario(made, tmp_path / "ladder.json")
    write_plan(replace(climbed, score=check(made, climbed).score), tmp_path / "plan.json")
    files = tmp_path / "ladder.json", tmp_path / "plan.json"
    _, said, _ = linli(*files, "n2", "--lang", "zh")
    assert said.endswith("逐级上报：周一 11-23 00:00 至网格员。\n")
    assert "逐级上报" not in linli(*files, "n1", "--lang", "zh")[1]
    assert json.loads(linli(*files, "n2", "--json", "--lang", "en")[1])["moves_up"] == (
        "It moves up: to the grid member on Mon 11-23 00:00."
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("n9",),
        ("n9#0",),
        ("n2#1",),
        ("n2#0", "--occurrence", "0"),
        ("n2", "--occurrence", "1"),
        ("n1", "--instead", "h9"),
        ("--instead", "h1"),
    ],
)
def test_what_is_not_there_is_refused(
    scenario_file: Path, plan_file: Path, arguments: tuple[str, ...]
) -> None:
    code, _, noted = linli(scenario_file, plan_file, *arguments)
    assert code == 2
    assert noted


@pytest.mark.parametrize("wrong", ["2026-11-23T09:00", "2026-11-23T09:00:30+08:00"])
def test_a_time_that_is_none_is_refused_by_the_name_of_its_option(
    scenario_file: Path, plan_file: Path, wrong: str
) -> None:
    for language, colon in (("en", ": "), ("zh", "：")):
        code, said, noted = linli(
            scenario_file, plan_file, "n1", "--instead", wrong, "--lang", language
        )
        assert (code, said) == (2, "")
        assert noted.startswith(f"--instead {wrong}{colon}")


def test_a_plan_that_breaks_rules_is_refused(
    scenario_file: Path, plan: Plan, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.json"
    write_plan(replace(plan, visits=()), broken)
    code, said, _ = linli(scenario_file, broken, "n2", "--lang", "zh")
    assert code == 4
    assert "一致性" in said
    assert json.loads(linli(scenario_file, broken, "n2", "--json")[1])["violations"]


def test_a_plan_of_another_scenario_is_refused_in_one_sentence(
    scenario_file: Path, plan: Plan, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    write_plan(replace(plan, scenario="monday"), other)
    code, said, _ = linli(scenario_file, other, "n2", "--lang", "zh")
    assert (code, said) == (4, "方案属于情景 monday，不是 tiny。\n")
