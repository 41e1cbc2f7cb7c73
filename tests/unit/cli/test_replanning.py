"""`linli repair`, on the scenario of the other commands' tests."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from matcher.check import check
from matcher.cli import main
from matcher.formats import read_plan, read_scenario


def linli(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_a_plan_is_repaired_and_written_with_its_scenario(
    scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    plan = read_plan(plan_file)
    (route,) = plan.routes
    events = tmp_path / "events.yaml"
    cancel = {"kind": "helper_cancels_shift", "helper": route.helper, "shift": route.shift}
    events.write_text(json.dumps({"events": [cancel]}))
    out, changed = tmp_path / "new.json", tmp_path / "changed.json"

    code, stdout, _ = linli(
        "repair", scenario_file, plan_file, events, "-o", out, "--scenario-out", changed,
        "--json", "--lang", "zh",
    )  # fmt: skip

    assert code == 0
    document = json.loads(stdout)
    assert [change["code"] for change in document["changes"]] == ["dropped"]
    now = read_scenario(changed).scenario
    assert check(now, read_plan(out)).ok
    assert all(not helper.shifts for helper in now.helpers if helper.id == route.helper)


def test_the_freeze_of_the_command_line_goes_before_the_file_s(
    scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    (visit,) = read_plan(plan_file).visits
    events = tmp_path / "events.json"
    events.write_text(json.dumps({"events": [{"kind": "need_withdrawn", "need": visit.need}]}))

    before = linli("repair", scenario_file, plan_file, events, "--lang", "en")
    later = linli(
        "repair", scenario_file, plan_file, events, "--freeze", "2026-11-24T00:00+08:00",
        "--lang", "en",
    )  # fmt: skip
    never = linli("repair", scenario_file, plan_file, events, "--freeze", "soon", "--json")

    assert "is not wanted any more" in before[1]
    assert "The new plan is not saved" in before[2]
    assert "Changes: none" in later[1]
    assert never[0] == 3
    assert json.loads(never[1])["problems"][0]["pointer"] == "/freeze"


def test_all_that_is_wrong_with_the_events_is_told_with_the_file(
    scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    events = tmp_path / "events.yaml"
    events.write_text("events: [{kind: lat}, {kind: need_withdrawn}]")

    code, stdout, _ = linli("repair", scenario_file, plan_file, events, "--json")

    assert code == 3
    assert [(one["place"], one["pointer"]) for one in json.loads(stdout)["problems"]] == [
        ("events.yaml /events/0/kind", "/events/0/kind"),
        ("events.yaml /events/1/need", "/events/1/need"),
    ]


def test_a_freeze_after_the_end_and_a_visit_that_is_not_planned_are_refused(
    scenario_file: Path, plan_file: Path, tmp_path: Path
) -> None:
    events = tmp_path / "events.yaml"
    events.write_text("{freeze: 2036-01-01T00:00+08:00, confirmed: [{need: nope}], events: []}")

    code, stdout, _ = linli("repair", scenario_file, plan_file, events, "--json")

    assert code == 3
    assert [(one["pointer"], one["code"]) for one in json.loads(stdout)["problems"]] == [
        ("/freeze", "freeze_after_horizon"),
        ("/confirmed/0", "not_planned"),
    ]
