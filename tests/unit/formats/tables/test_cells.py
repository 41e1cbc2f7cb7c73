from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.formats.tables.cells import as_text, is_empty, kind_of
from matcher.formats.tables.spec import tables

MORNING = "2026-11-23T09:05:00+08:00"


def read(kind, cell):
    return kind_of(kind, offset="+08:00").read(cell)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", " 王 阿姨 ", " 王 阿姨 "),
        ("text", 7.0, "7"),
        ("text", True, "TRUE"),
        ("id", " 001 ", "001"),
        ("id", 12.0, "12"),
        ("id", 1.5, "1.5"),
        ("ids", "C1;C2； C3、C4\nC5;;", ["C1", "C2", "C3", "C4", "C5"]),
        ("ids", 7.0, ["7"]),
        ("ids", r"a\;b; c\\", ["a;b", "c\\"]),
        ("integer", 3.0, 3),
        ("integer", " 3 ", 3),
        ("integer", "３", 3),
        ("integer", "3.0", 3),
        ("integer", "-3", -3),
        ("integer", 3.5, 3.5),
        ("integer", "three", "three"),
        ("integer", True, True),
        ("number", "1e3", 1000),
        ("number", "28.20", 28.2),
        ("number", "nan", "nan"),
        ("integers", "1; 2; 4", [1, 2, 4]),
        ("yes", "是", True),
        ("yes", "No", False),
        ("yes", 1.0, True),
        ("yes", False, False),
        ("yes", "perhaps", "perhaps"),
        ("none", "yes", []),
        ("none", "否", None),
        ("none", "perhaps", "perhaps"),
        ("choice:HelperKind", "社会工作者", "social_worker"),
        ("choice:HelperKind", "Social Worker", "social_worker"),
        ("choice:HelperKind", "volunter", "volunter"),
        ("choices:Rule", "服务区域; break", ["area", "break"]),
        ("date", "2026/11/3", "2026-11-03"),
        ("date", "2026年11月23日", "2026-11-23"),
        ("date", "2026-11-23 00:00", "2026-11-23"),
        ("date", date(2026, 11, 23), "2026-11-23"),
        ("date", datetime.fromisoformat("2026-11-23 09:00"), "2026-11-23 09:00:00"),
        ("date", "2026-11-31", "2026-11-31"),
        ("start", "2026-11-23", "2026-11-23T00:00:00+08:00"),
        ("offset", "UTC+8", "+08:00"),
        ("offset", "gmt-0330", "-03:30"),
        ("offset", 8.0, "+08:00"),
        ("offset", "UTC", "+00:00"),
        ("offset", "Beijing", "Beijing"),
        ("time", "2026-11-23 09:05", MORNING),
        ("time", "2026/11/23 9:05", MORNING),
        ("time", "2026年11月23日 9：05", MORNING),
        ("time", "2026-11-23T09:05:00", MORNING),
        ("time", datetime.fromisoformat("2026-11-23 09:05:00.000400"), MORNING),
        ("time", date(2026, 11, 23), "2026-11-23T00:00:00+08:00"),
        ("time", "2026-11-22 24:00", "2026-11-23T00:00:00+08:00"),
        ("time", "2026-11-23T01:05Z", "2026-11-23T01:05Z"),
        ("time", "2026-11-23 24:30", "2026-11-23 24:30"),
        ("time", "9 o'clock", "9 o'clock"),
        (
            "skills",
            "护理:3; 助浴；翻译：2",
            [
                {"skill": "护理", "level": 3},
                {"skill": "助浴"},
                {"skill": "翻译", "level": 2},
            ],
        ),
        ("skills", r"a\:b:c:2", [{"skill": "a:b:c", "level": 2}]),
        ("skills", "护理:高", [{"skill": "护理", "level": "高"}]),
        (
            "licences",
            "社会工作师@2027/5/31; 护士",
            [
                {"licence": "社会工作师", "expires": "2027-05-31"},
                {"licence": "护士"},
            ],
        ),
        ("past", "H1@2026-11-16", [{"helper": "H1", "day": "2026-11-16"}]),
        ("targets", "visit:40; :100", [{"service": "visit", "visits": 40}, {"visits": 100}]),
        (
            "intervals",
            "2026-11-23 09:05 ~ 12:00; 2026-11-24 09:00～2026-11-25 09:00",
            [
                {"start": MORNING, "end": "2026-11-23T12:00:00+08:00"},
                {"start": "2026-11-24T09:00:00+08:00", "end": "2026-11-25T09:00:00+08:00"},
            ],
        ),
        ("intervals", "2026-11-23 09:05", [{"start": MORNING}]),
        ("intervals", "~ 12:00", [{"start": "", "end": "12:00"}]),
    ],
)
def test_a_cell_is_read_as_people_write_it(kind, cell, value):
    found = read(kind, cell)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "value", "zh", "en"),
    [
        ("choice:Mode", "ebike", "电动车", "ebike"),
        ("choices:HelperKind", ["volunteer", "team"], "志愿者; 机构团队", "volunteer; team"),
        ("yes", True, "是", "yes"),
        ("none", [], "是", "yes"),
        ("none", [{}], None, None),
        ("offset", "2026-11-23T00:00-05:00", "UTC-05:00", "UTC-05:00"),
        ("start", "2026-11-23T00:00-05:00", date(2026, 11, 23), date(2026, 11, 23)),
        ("ids", ["a;b", "c"], r"a\;b; c", r"a\;b; c"),
    ],
)
def test_a_value_is_written_in_the_language_asked_for(kind, value, zh, en):
    assert kind_of(kind, language="zh").write(value) == zh
    assert kind_of(kind, language="en").write(value) == en


@given(names=st.lists(st.text(r";；、:：@＠~\ab ", min_size=1).filter(lambda t: t == t.strip())))
def test_any_name_may_stand_in_a_list_or_a_pair(names):
    listed = kind_of("ids")
    paired = kind_of("skills")
    skills = [{"skill": name, "level": 2} for name in names] + [{"skill": name} for name in names]

    assert listed.read(listed.write(names)) == names
    assert paired.read(paired.write(skills)) == skills


@pytest.mark.parametrize("table", tables().values(), ids=lambda table: table.en)
def test_the_example_of_every_column_can_be_read_and_means_something(table):
    for column in table.columns:
        kind = kind_of(column.kind, offset="+08:00", language="zh")
        value = kind.read(column.example)
        if column.kind == "offset":
            value = f"2026-11-23T00:00{value}"
        elif column.kind == "none":
            assert value is None
            value = []
        assert kind.write(value) not in (None, "")
        again = kind.read(kind.write(value))
        assert again == (value[16:] if column.kind == "offset" else value), column.label


def test_what_is_in_a_cell_is_told_from_nothing():
    assert [is_empty(cell) for cell in (None, "", "  ", 0, False, "0")] == [True] * 3 + [False] * 3
    assert [as_text(cell) for cell in (None, 0.0, 2.5, date(2026, 1, 2))] == [
        "",
        "0",
        "2.5",
        "2026-01-02",
    ]
