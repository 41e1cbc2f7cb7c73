from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.formats import Loaded, parse_scenario, read_scenario
from matcher.formats.tables.read import read_tables
from matcher.formats.tables.write import write_tables
from matcher.model import InvalidInput, Problem
from tests.unit.formats.bad_files import (
    BAD_TABLES,
    GOOD_TABLES,
    HELPERS,
    NEEDS,
    BadTables,
    row,
)
from tests.unit.formats.base import changed

ODD = [
    *(None, "", True, -1, 7.5, float("nan"), "x", "；", ":@", "~", "~ 12:00", "a\\", "是", "N1"),
    *("24:00", "UTC+99", "2026-13-45 25:61", date(2026, 1, 1), time(9), timedelta(1)),
    datetime.fromisoformat("2026-11-23 09:00"),
]


def write_folder(folder, files, encoding="utf-8"):
    for name, content in files.items():
        if content is not None:
            data = content if isinstance(content, bytes) else "".join(content).encode(encoding)
            (folder / f"{name}.csv").write_bytes(data)
    return folder


def problems_in(folder) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        read_scenario(folder)
    return caught.value.problems


def read(folder, changes, encoding="utf-8") -> Loaded:
    return read_scenario(write_folder(folder, GOOD_TABLES | changes, encoding))


def test_the_good_folder_is_without_fault(tmp_path):
    loaded = read(tmp_path, {})

    assert loaded.warnings == ()
    assert [need.id for need in loaded.scenario.needs] == ["N1", "N2"]
    assert loaded.scenario.start.isoformat() == "2026-11-23T00:00:00+08:00"


@pytest.mark.parametrize("bad", BAD_TABLES, ids=lambda bad: bad.name)
def test_bad_tables_bring_just_their_complaints_with_their_places(bad: BadTables, tmp_path):
    problems = problems_in(write_folder(tmp_path, GOOD_TABLES | bad.files))

    found = [(problem.code, problem.pointer, problem.place) for problem in problems]
    assert sorted(found) == sorted(bad.complaints)


def test_a_guess_is_offered_for_an_unknown_column(tmp_path):
    files = {"needs": ("id,servise,community\n", *NEEDS[1:])}

    (problem,) = problems_in(write_folder(tmp_path, GOOD_TABLES | files))

    assert problem.en == "This table has no column 'servise'. Did you mean '服务项目 service'?"
    assert problem.zh == "此表没有“servise”这一列。是否应为“服务项目 service”？"


def test_warnings_of_tables_have_their_place(tmp_path):
    loaded = read(tmp_path, {"needs": ("id,service,community,history\n", "N1,visit,C1,H7\n")})

    assert [(p.code, p.place) for p in loaded.warnings] == [
        ("past_helper_unknown", row("需求 needs", 2, "服务历史 history"))
    ]


def test_a_missing_table_is_named_where_it_would_be(tmp_path):
    loaded = read(tmp_path, {"needs": None})

    assert [(p.code, p.place) for p in loaded.warnings] == [("no_needs", "需求 needs")]


def test_tables_from_chinese_excel_are_read(tmp_path):
    assert read(tmp_path, {}, encoding="gb18030").scenario.services[0].name == "探访"


def test_a_byte_order_mark_is_no_part_of_the_heading(tmp_path):
    assert read(tmp_path, {}, encoding="utf-8-sig").warnings == ()


def test_headings_may_be_mixed_and_written_loosely(tmp_path):
    loaded = read(
        tmp_path, {"needs": ("编号 id,SERVICE,社区, Max Helpers (n)\n", "N1,visit,C1,2\n")}
    )

    assert loaded.scenario.needs[0].max_helpers == 2


def test_empty_rows_and_rows_above_the_heading_do_not_count(tmp_path):
    needs = ("\n", ",,\n", NEEDS[0], "\n", NEEDS[1], " ,,\n", NEEDS[2])

    assert len(read(tmp_path, {"needs": needs}).scenario.needs) == 2


def test_short_rows_leave_the_rest_empty(tmp_path):
    communities = ("id,lat,lon,population,name\n", "C1,28.2,112.9\n")

    (community,) = read(tmp_path, {"communities": communities}).scenario.communities

    assert (community.name, community.population) == ("", None)


def test_hidden_files_and_notes_are_not_read(tmp_path):
    loaded = read(tmp_path, {"._needs": b"\x00\x05", "说明": ("anything\n",), "notes": ("x\n",)})

    assert loaded.warnings == ()


def test_the_offset_of_the_settings_holds_for_all_times(tmp_path):
    changes = {
        "情景": ("id,start,offset\n", "t,2026-11-23,UTC-5\n"),
        "windows": ("need,start,end\n", "N1,2026-11-23 09:00,2026-11-23T09:30-05:00\n"),
    }

    scenario = read(tmp_path, changes).scenario

    assert scenario.start.isoformat() == "2026-11-23T00:00:00-05:00"
    assert [(w.start, w.end) for w in scenario.needs[0].windows] == [(540, 570)]


def test_an_offset_that_is_none_spoils_the_start(tmp_path):
    settings = ("id,start,offset\n", "t,2026-11-23,Beijing\n")

    problems = problems_in(write_folder(tmp_path, GOOD_TABLES | {"情景": settings}))

    assert [(p.code, p.place) for p in problems] == [
        ("start_invalid", row("情景 scenario", 2, "开始日期 start"))
    ]


def test_children_join_the_first_of_two_records_with_one_id(tmp_path):
    files = {
        "服务者": (*HELPERS, "H1,志愿者,C1\n"),
        "shifts": ("helper,id,start,end\n", "H1,S1,2026-11-23 9:00,2026-11-23 8:00\n"),
    }

    problems = problems_in(write_folder(tmp_path, GOOD_TABLES | files))

    assert [(p.code, p.pointer) for p in problems] == [
        ("duplicate_id", "/helpers/1/id"),
        ("end_before_start", "/helpers/0/shifts/0/end"),
    ]


def test_everything_wrong_is_told_at_once(tmp_path):
    files = {
        "情景": ("id,start,dayz\n", ",2026-11-23,x\n"),
        "communities": ("id,name,lat,lon\n", "C1,桥头,112.9,28.2\n"),
        "needs": (NEEDS[0], "N1,visits,C1\n", "N1,visit,C9\n"),
        "xyz": NEEDS,
        "pins": b"\xff\xff\xff",
    }

    codes = [p.code for p in problems_in(write_folder(tmp_path, GOOD_TABLES | files))]

    assert sorted(codes) == [
        "duplicate_id",
        "latitude_swapped",
        "missing_field",
        "not_integer",
        "unknown_column",
        "unknown_community",
        "unknown_encoding",
        "unknown_service",
        "unknown_table",
    ]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_no_cell_is_too_odd_to_be_judged(data):
    grids = write_tables(changed({}), data.draw(st.sampled_from(["en", "zh"])))
    name = data.draw(st.sampled_from(sorted(grids)))
    rows = [list(row) for row in grids[name].rows]
    row = rows[data.draw(st.integers(0, len(rows) - 1))]
    row[data.draw(st.integers(0, len(row) - 1))] = data.draw(st.sampled_from(ODD))

    reading = read_tables([*(grids | {name: replace(grids[name], rows=rows)}).values()])
    found = reading.problems
    try:
        parse_scenario(reading.document)
    except InvalidInput as invalid:
        found = [*found, *reading.origins.located(invalid.problems)]

    assert all(problem.place for problem in found)


def test_a_cell_is_told_what_it_holds_and_what_it_should(tmp_path):
    files = {
        "服务者": (HELPERS[0], "H1,社工,C1\n", "H2,飞机,C1\n"),
        "needs": ("id,service,community,priority,due\n", "N1,visit,C1,高,9点\n"),
    }

    near, far, due, priority = problems_in(write_folder(tmp_path, GOOD_TABLES | files))

    assert near.zh.endswith("是否应为“社会工作者 social_worker”？")
    assert far.zh.startswith("“飞机”不在可选值之列：志愿者 volunteer, 联络员 liaison")
    assert far.zh.endswith("专门人员 specialist。")
    assert due.zh.startswith("“9点”不是时间：表格中应如 2026-11-23 09:00")
    assert priority.zh.startswith("“高”不是整数")


def test_problems_come_in_order_of_the_tables_and_their_rows(tmp_path):
    files = {
        "服务者": (*HELPERS, "H1,志愿者,C1\n"),
        "shifts": (
            "helper,id,start,end\n",
            "H7,S1,2026-11-23 9:00,2026-11-23 10:00\n",
            "H1,S2,2026-11-23 9:00,2026-11-23 8:00\n",
        ),
        "xyz": NEEDS,
    }

    problems = problems_in(write_folder(tmp_path, GOOD_TABLES | files))

    assert [p.code for p in problems] == [
        "unknown_table",
        "duplicate_id",
        "parent_unknown",
        "end_before_start",
    ]
