from __future__ import annotations

import json

import pytest

from matcher.formats import (
    files,
    parse_scenario,
    read_plan,
    read_scenario,
    write_plan,
    write_scenario,
    write_template,
)
from matcher.formats.tables.workbook import CellTooLong
from matcher.model import InvalidInput
from tests.unit.formats.base import changed
from tests.unit.formats.test_documents import PLAN

SCENARIO = parse_scenario(changed({})).scenario


def code_of(caught) -> list[str]:
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["scenario.JSON", "scenario.xlsx", "folder/tables"])
def test_the_name_says_the_format(name, tmp_path):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)

    write_scenario(SCENARIO, path)

    assert read_scenario(str(path)).scenario == SCENARIO


def test_a_folder_may_have_a_dot_in_its_name(tmp_path):
    folder = tmp_path / "week.48"
    folder.mkdir()

    write_scenario(SCENARIO, folder)

    assert read_scenario(folder).scenario == SCENARIO


@pytest.mark.parametrize("name", ["scenario.txt", "scenario"])
@pytest.mark.parametrize(
    ("use", "code"),
    [
        (read_scenario, "unsupported_file"),
        (lambda path: write_scenario(SCENARIO, path), "unwritable_file"),
        (write_template, "unwritable_template"),
    ],
)
def test_other_formats_are_refused(use, code, name, tmp_path):
    path = tmp_path / name
    path.write_text("{}")

    with pytest.raises(InvalidInput) as caught:
        use(path)

    assert code_of(caught) == [code]
    assert path.read_text() == "{}"


def test_a_template_is_a_workbook(tmp_path):
    with pytest.raises(InvalidInput) as caught:
        write_template(tmp_path / "template.json")

    assert code_of(caught) == ["unwritable_template"]


@pytest.mark.parametrize("name", ["missing.json", "missing.xlsx", "missing"])
def test_a_missing_file_is_no_fault_of_its_content(name, tmp_path):
    with pytest.raises(FileNotFoundError):
        read_scenario(tmp_path / name)


def test_a_damaged_workbook_is_said_to_be_one(tmp_path):
    path = tmp_path / "scenario.xlsx"
    path.write_bytes(b"PK\x03\x04 and then nothing")

    with pytest.raises(InvalidInput) as caught:
        read_scenario(path)

    assert code_of(caught) == ["not_a_workbook"]


def test_a_plan_for_a_scenario_and_the_other_way_round_is_one_complaint(tmp_path):
    plan, scenario = tmp_path / "plan.json", tmp_path / "scenario.json"
    write_plan(PLAN, plan)
    write_scenario(SCENARIO, scenario)

    with pytest.raises(InvalidInput) as not_a_scenario:
        read_scenario(plan)
    with pytest.raises(InvalidInput) as not_a_plan:
        read_plan(scenario)

    assert code_of(not_a_scenario) == ["plan_not_scenario"]
    assert code_of(not_a_plan) == ["scenario_not_plan"]


def test_warnings_of_text_and_of_meaning_come_together(tmp_path):
    path = tmp_path / "scenario.json"
    document = changed({"/needs/0/history/0/helper": "H9"})
    path.write_text(json.dumps(document), encoding="utf-8-sig")

    codes = [problem.code for problem in read_scenario(path).warnings]

    assert codes == ["byte_order_mark", "past_helper_unknown"]


def test_a_plan_is_written_the_same_each_time_and_read_back(tmp_path):
    first, second = tmp_path / "a.json", tmp_path / "b.json"

    write_plan(PLAN, first)
    write_plan(read_plan(first), second)

    assert read_plan(second) == PLAN
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().endswith(b"}\n")


@pytest.mark.parametrize("name", ["scenario.json", "scenario.xlsx"])
def test_a_scenario_is_written_the_same_each_time(name, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_scenario(SCENARIO, tmp_path / folder / name)

    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "plan.json"
    path.write_text("old")

    def fail(self, target):
        raise OSError("no space left")

    monkeypatch.setattr(type(path), "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        write_plan(PLAN, path)

    assert [file.name for file in tmp_path.iterdir()] == ["plan.json"]
    assert path.read_text() == "old"


def test_a_workbook_that_cannot_hold_a_cell_is_refused_and_not_written(tmp_path):
    many = [{"id": f"C{i:099}", "name": ""} for i in range(400)]
    document = changed({"/organisations/0/communities": [each["id"] for each in many]})
    document["communities"] += many
    scenario = parse_scenario(document).scenario

    with pytest.raises(CellTooLong, match="机构, row 2"):
        write_scenario(scenario, tmp_path / "scenario.xlsx")

    assert list(tmp_path.iterdir()) == []
    write_scenario(scenario, tmp_path / "tables")
    assert read_scenario(tmp_path / "tables").scenario == scenario


def test_replacing_a_file_goes_beside_it(tmp_path):
    with files.replacement(tmp_path / "x.json") as written:
        assert written.parent == tmp_path
        written.write_text("new")

    assert (tmp_path / "x.json").read_text() == "new"
