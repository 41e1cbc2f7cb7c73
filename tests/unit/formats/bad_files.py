"""Bad files: JSON text and tables, and the complaints each must bring."""

from __future__ import annotations

from dataclasses import dataclass

BAD_JSON = {
    "not_utf8": ('{"name": "社区"}'.encode("gb18030"), ""),
    "bad_json": (b'{"id": 1,}', ""),
    "json_too_deep": (b"[" * 100_000, ""),
    "duplicate_key": (b'{"a": [{"b": 1, "c/d": 2, "c/d": 3}]}', "/a/0/c~1d"),
    "byte_order_mark": (b"\xef\xbb\xbf{}", ""),
}
"""Code: bytes, and the pointer blamed."""

SETTINGS = ("编号,开始日期,天数\n", "t,2026-11-23,7\n")
COMMUNITIES = ("id,name,lat,lon\n", "C1,桥头,28.2,112.9\n")
SERVICES = ("id,name\n", "visit,探访\n", "class,课堂\n")
HELPERS = ("id,kind,community\n", "H1,志愿者,C1\n")
NEEDS = ("id,service,community\n", "N1,visit,C1\n", "N2,class,C1\n")

GOOD_TABLES = {
    "情景": SETTINGS,
    "communities": COMMUNITIES,
    "services": SERVICES,
    "服务者": HELPERS,
    "needs": NEEDS,
}
"""A folder without fault: file names without ``.csv``, and lines."""


@dataclass(frozen=True)
class BadTables:
    """The good folder with some files changed, and (code, pointer, place) of each complaint."""

    name: str
    files: dict[str, tuple[str, ...] | bytes | None]
    complaints: list[tuple[str, str, str]]


def row(table: str, number: int, column: str = "") -> str:
    place = f"{table}, 第 {number} 行 row {number}"
    return f"{place}, 列 column {column}" if column else place


BAD_TABLES = [
    BadTables(
        "unknown column, read on as what was meant",
        {"needs": ("id,servise,community\n", *NEEDS[1:])},
        [("unknown_column", "", row("需求 needs", 1, "B"))],
    ),
    BadTables(
        "unknown column, nothing like it",
        {"needs": ("id,service,community,xyz\n", *NEEDS[1:])},
        [("unknown_column", "", row("需求 needs", 1, "D"))],
    ),
    BadTables(
        "duplicate column in two languages",
        {"needs": ("id,service,community,社区\n", "N1,visit,C1,C1\n")},
        [("duplicate_column", "", row("需求 needs", 1, "D"))],
    ),
    BadTables(
        "cell without heading",
        {"needs": (NEEDS[0], "N1,visit,C1,oops\n")},
        [("cell_without_header", "", row("需求 needs", 2, "D"))],
    ),
    BadTables(
        "unknown table, read on as what was meant",
        {"需求们": NEEDS, "needs": None},
        [("unknown_table", "", "")],
    ),
    BadTables("unknown table, nothing like it", {"xyz": NEEDS}, [("unknown_table", "", "")]),
    BadTables("table in both languages", {"需求": NEEDS}, [("duplicate_table", "", "")]),
    BadTables(
        "two rows of settings",
        {"情景": (*SETTINGS, "u,2026-11-30,7\n")},
        [("several_settings_rows", "", row("情景 scenario", 3))],
    ),
    BadTables(
        "no settings",
        {"情景": None},
        [
            ("missing_field", "/id", "情景 scenario, 列 column 编号 id"),
            ("start_missing", "/start", "情景 scenario, 列 column 开始日期 start"),
        ],
    ),
    BadTables(
        "bad cells of every kind",
        {
            "needs": (
                "id,service,community,priority,due,gender,distinct_crew,no_crew,languages\n",
                "N1,visit,C1,高,明天,women,也许,也许,\n",
                "\n",
                "N2,visit,C1,6,2026-11-24 25:61,,,,\n",
            )
        },
        [
            ("not_integer", "/needs/0/priority", row("需求 needs", 2, "优先级 priority")),
            ("bad_time", "/needs/0/due", row("需求 needs", 2, "截止 due")),
            ("not_yes_no", "/needs/0/roles", row("需求 needs", 2, "无需人员 no_crew")),
            (
                "not_yes_no",
                "/needs/0/distinct_crew",
                row("需求 needs", 2, "人员不重复 distinct_crew"),
            ),
            ("unknown_choice", "/needs/0/gender", row("需求 needs", 2, "性别要求 gender")),
            ("too_large", "/needs/1/priority", row("需求 needs", 4, "优先级 priority")),
            ("bad_time", "/needs/1/due", row("需求 needs", 4, "截止 due")),
        ],
    ),
    BadTables(
        "bad parts of a cell",
        {
            "服务者": (
                "id,kind,community,skills,licences\n",
                "H1,志愿者,C1,护理:9; 助浴:x,社会工作师@never\n",
            )
        },
        [
            ("too_large", "/helpers/0/skills/0/level", row("服务者 helpers", 2, "技能 skills")),
            ("not_integer", "/helpers/0/skills/1/level", row("服务者 helpers", 2, "技能 skills")),
            (
                "bad_date",
                "/helpers/0/licences/0/expires",
                row("服务者 helpers", 2, "证书 licences"),
            ),
        ],
    ),
    BadTables(
        "the same row twice",
        {"needs": (*NEEDS, "N1,visit,C1\n")},
        [("duplicate_id", "/needs/2/id", row("需求 needs", 4, "编号 id"))],
    ),
    BadTables(
        "semantic errors keep their row",
        {
            "needs": ("id,service,community,after\n", "N1,visit,C1,\n", "N2,visit,C9,N1; N9\n"),
            "windows": (
                "need,start,end\n",
                "N1,2026-11-23 09:00,2026-11-23 08:00\n",
            ),
        },
        [
            ("end_before_start", "/needs/0/windows/0/end", row("时间窗 windows", 2, "结束 end")),
            ("unknown_community", "/needs/1/community", row("需求 needs", 3, "社区 community")),
            ("unknown_need", "/needs/1/after/1", row("需求 needs", 3, "前置需求 after")),
        ],
    ),
    BadTables(
        "broken cells, and all else at once in order of the rows",
        {
            "communities": (*COMMUNITIES, "C1,again,28.2,112.9\n"),
            "服务者": ("id,name,kind,community\n", "H1,13812345678,飞机,C9\n"),
            "shifts": (
                "helper,id,start,end\n",
                "H7,S1,2026-11-23 09:00,2026-11-23 10:00\n",
                "H1,S2,2026-11-23 09:00,2026-11-23 08:00\n",
            ),
            "needs": (NEEDS[0], ",visti,C1\n", "N2,class,C8\n", "N2,class,C1\n"),
        },
        [
            ("duplicate_id", "/communities/1/id", row("社区 communities", 3, "编号 id")),
            (
                "unknown_community",
                "/helpers/0/community",
                row("服务者 helpers", 2, "所在社区 community"),
            ),
            ("unknown_choice", "/helpers/0/kind", row("服务者 helpers", 2, "类别 kind")),
            ("phone_number", "/helpers/0/name", row("服务者 helpers", 2, "姓名 name")),
            ("parent_unknown", "", row("可服务时段 shifts", 2, "服务者 helper")),
            (
                "end_before_start",
                "/helpers/0/shifts/0/end",
                row("可服务时段 shifts", 3, "结束 end"),
            ),
            ("unknown_service", "/needs/0/service", row("需求 needs", 2, "服务项目 service")),
            ("missing_field", "/needs/0/id", row("需求 needs", 2, "编号 id")),
            ("unknown_community", "/needs/1/community", row("需求 needs", 3, "社区 community")),
            ("duplicate_id", "/needs/2/id", row("需求 needs", 4, "编号 id")),
        ],
    ),
    BadTables(
        "rows that belong to nobody, to two, to a stranger",
        {
            "roles": (
                "service,need,count\n",
                ",,1\n",
                "visit,N1,1\n",
                ",N9,1\n",
                "visit,,1\n",
            )
        },
        [
            ("parent_missing", "", row("角色 roles", 2)),
            ("parent_ambiguous", "", row("角色 roles", 3)),
            ("parent_unknown", "", row("角色 roles", 4, "需求 need")),
        ],
    ),
    BadTables(
        "rows although there are said to be none",
        {
            "services": ("id,name,无需人员\n", "visit,探访,是\n", "class,课堂,否\n"),
            "roles": ("service,count\n", "visit,1\n", "class,1\n"),
        },
        [("rows_despite_none", "/services/0/roles", row("角色 roles", 2))],
    ),
    BadTables(
        "terms although there are said to be none",
        {
            "情景": ("id,start,no_terms\n", "t,2026-11-23,yes\n"),
            "目标": ("name,level\n", "覆盖率,1\n"),
        },
        [("rows_despite_none", "/policy/terms", row("目标 terms", 2))],
    ),
    BadTables(
        "matrices with gaps, doubles and two modes",
        {
            "travel": (
                "matrix,mode,from,to,minutes,metres\n",
                "1,walk,a,b,5,400\n",
                "1,walk,a,b,6,400\n",
                "1,car,b,b,0,0\n",
                "2,walk,a,b,x,1\n",
                "2,walk,b,a,,1\n",
            )
        },
        [
            ("matrix_incomplete", "/travel/matrices", "路程 travel"),
            ("matrix_modes", "/travel/matrices", row("路程 travel", 4)),
            ("matrix_row_twice", "/travel/matrices", row("路程 travel", 3)),
            (
                "not_integer",
                "/travel/matrices/1/minutes/0/1",
                row("路程 travel", 5, "分钟 minutes"),
            ),
            (
                "not_integer",
                "/travel/matrices/1/minutes/1/0",
                row("路程 travel", 6, "分钟 minutes"),
            ),
        ],
    ),
    BadTables(
        "neither UTF-8 nor GB18030",
        {"pins": b"\xff\xff\xff"},
        [("unknown_encoding", "", "")],
    ),
    BadTables("an open quote", {"pins": ('need\n"N1\n',)}, [("bad_csv", "", "")]),
    BadTables(
        "nothing at all",
        dict.fromkeys(GOOD_TABLES),
        [
            ("no_tables", "", ""),
            ("missing_field", "/id", "情景 scenario, 列 column 编号 id"),
            ("start_missing", "/start", "情景 scenario, 列 column 开始日期 start"),
        ],
    ),
]

CODES_OF_FILES = {
    "not_a_workbook",
    "scenario_not_plan",
    "unsupported_file",
    "unwritable_file",
    "unwritable_template",
}
"""Codes that `test_files` brings about."""
