from __future__ import annotations

from dataclasses import replace

from matcher.model import Plan, Scenario, UnmetKind
from matcher.report import Language, View, tables


def test_one_table_a_helper_named_by_name_and_kind(scenario: Scenario, plan: Plan) -> None:
    found = tables(scenario, plan, View.HELPER, Language.ZH)
    assert [table.title for table in found] == ["Zhang San · 社会工作者", "h2 · 志愿者"]


def test_a_helpers_table_line_by_line(scenario: Scenario, plan: Plan) -> None:
    table = tables(scenario, plan, View.HELPER, Language.EN)[0]
    assert table.columns == (
        *("day", "leave", "start", "end", "what", "resident", "community"),
        *("role", "together with", "resources", "metres"),
    )
    monday = "Mon 11-23"
    assert table.rows == (
        (
            monday,
            "08:10",
            "08:20",
            "08:50",
            "Parcel",
            "r1",
            "湘民社区",
            "",
            "",
            "Rice 2 bags",
            "300",
        ),
        (
            monday,
            "08:50",
            "09:00",
            "10:00",
            "Home visit",
            "r2",
            "桥头社区",
            "lead",
            "h2",
            "",
            "700",
        ),
        (monday, "", "10:00", "10:30", "break", "", "", "", "", "", ""),
        (monday, "10:30", "", "10:40", "return", "", "", "", "", "", "800"),
    )


def test_a_column_without_a_value_is_left_out(scenario: Scenario, plan: Plan) -> None:
    bare = replace(plan, allocations=())
    assert "resources" in tables(scenario, plan, View.DAY, Language.EN)[0].columns
    assert "resources" not in tables(scenario, bare, View.DAY, Language.EN)[0].columns


def test_figures_stand_to_the_right(scenario: Scenario, plan: Plan) -> None:
    stock = tables(scenario, plan, View.RESOURCES, Language.EN)[0]
    assert dict(zip(stock.columns, stock.figures, strict=True)) == {
        "resource": False,
        "kind": False,
        "item": False,
        "there is": True,
        "used": True,
        "per cent": True,
    }


def test_the_unmet_table_in_both_languages(scenario: Scenario, plan: Plan) -> None:
    (en,) = tables(scenario, plan, View.UNMET, Language.EN)
    (zh,) = tables(scenario, plan, View.UNMET, Language.ZH)
    assert en.rows[0] == (
        *("5", "n3", "", "Parcel", "nobody can"),
        "1 resource cannot be used because too little is left in stock (Rice).",
    )
    assert [row[1] for row in en.rows] == ["n3", "n2#1"]
    assert zh.rows[0] == (
        *("5", "n3", "", "Parcel", "无人可派"),
        "1项资源不能用，因为剩余库存不足（Rice）。",
    )


def test_the_summary_is_names_and_values(scenario: Scenario, plan: Plan) -> None:
    summary = tables(scenario, plan, View.SUMMARY, Language.EN)[0]
    assert summary.columns == ()
    assert summary.rows[:4] == (
        ("scenario", "Small week"),
        ("visits", "4"),
        ("served", "2"),
        ("unmet", "2"),
    )
    assert "bound" not in dict(summary.rows)


def test_a_part_without_rows_is_an_empty_table(scenario: Scenario, plan: Plan) -> None:
    (table,) = tables(scenario, replace(plan, unmet=()), View.UNMET, Language.ZH)
    assert (table.title, table.columns, table.rows) == ("未满足的需求", (), ())


def test_an_idle_plan_has_an_empty_roster(scenario: Scenario, plan: Plan) -> None:
    idle = replace(plan, visits=(), routes=(), allocations=())
    assert [table.rows for table in tables(scenario, idle, View.HELPER, Language.EN)] == [()]
    assert [table.rows for table in tables(scenario, idle, View.DAY, Language.EN)] == [()]


def test_an_unmet_visit_without_reasons_says_what_its_kind_means(
    scenario: Scenario, plan: Plan
) -> None:
    dear = replace(plan.unmet[0], kind=UnmetKind.NOT_WORTH_IT, reasons=())
    (table,) = tables(scenario, replace(plan, unmet=(dear,)), View.UNMET, Language.EN)
    assert table.rows[0][-2:] == ("not worth it", "It fits, but costs more than it is worth.")
