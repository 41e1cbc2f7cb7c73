from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.report import Language, Table
from matcher.whatif.comparison import compare
from matcher.whatif.comparison.figures import Unit
from matcher.whatif.comparison.grids import Cell
from matcher.whatif.comparison.shown import shown
from matcher.whatif.comparison.tables import DETAILED, comparison_tables


def by_title(tables: tuple[Table, ...]) -> dict[str, Table]:
    return {table.title: table for table in tables}


def test_a_table_for_each_side(base, more, fewer):
    comparison = compare([base, more, fewer])
    english = comparison_tables(comparison, Language.EN)
    assert [table.title for table in english] == [
        *("Overview", "Score, level by level", "Served by priority", "Served by community"),
        *("Served by service", "Served by domain", "Served by organisation"),
        *("Unmet by kind", "Unmet by leading reason", "Resources left", "Funds left"),
    ]
    chinese = comparison_tables(comparison, Language.ZH)
    assert [len(table.rows) for table in chinese] == [len(table.rows) for table in english]
    for table in (*english, *chinese):
        assert len(table.columns) == len(table.figures) == 4
        assert {len(row) for row in table.rows} == {4}


def test_the_overview_in_both_languages(base, more, fewer):
    comparison = compare([base, more, fewer])
    english = comparison_tables(comparison, Language.EN)[0]
    assert english.columns == ("figure", "Base <i>", "One more", "Fewer")
    rows = {row[0]: row[1:] for row in english.rows}
    assert rows["verdict"] == ("–", "better, proven", "worse, proven")
    assert rows["served"] == ("3", "4 (+1)", "2 (−1)")
    assert rows["share served (%)"] == ("60.0", "80.0 (+20.0)", "50.0 (−10.0)")
    assert rows["worst community (%)"] == ("50.0", "50.0 (0.0)", "50.0 (0.0)")
    assert rows["which community"] == ("清风", "清风", "桥头<b>")
    assert rows["service (h)"] == ("1.5", "2.5 (+1.0)", "1.0 (−0.5)")
    assert rows["travel (km)"] == ("4.2", "7.0 (+2.8)", "2.8 (−1.4)")
    assert rows["pay (yuan)"] == ("50.00", "26.68 (−23.32)", "25.00 (−25.00)")
    assert rows["served, priority 5 (%)"] == ("50.0", "50.0 (0.0)", "100.0 (+50.0)")
    assert rows["another crew"] == ("–", "1", "0")
    assert rows["how it ended"] == ("completed",) * 3
    assert rows["gap (%)"] == ("98.8", "–", "14.3")
    chinese = {row[0]: row[1:] for row in comparison_tables(comparison, Language.ZH)[0].rows}
    assert chinese["结论"] == ("–", "更好（已证明）", "更差（已证明）")
    assert chinese["路程（公里）"] == rows["travel (km)"]
    assert chinese["对照"] == ("–", "基准方案", "基准方案")


def test_what_a_case_does_not_have(base, fewer):
    tables = by_title(comparison_tables(compare([base, fewer]), Language.EN))
    assert tables["Served by service"].columns[0] == "service · asked / served / share (%)"
    assert tables["Served by service"].rows == (
        ("Talk", "3 / 2 / 66.7", "2 / 1 / 50.0 (−1 / −16.7)"),
        ("Gift", "2 / 1 / 50.0", "1 / 0 / 0.0 (−1 / −50.0)"),
        ("Repair", "– / – / –", "1 / 1 / 100.0 (+1)"),
    )
    assert tables["Served by organisation"].rows[1][0] == "nobody named"
    assert tables["Unmet by leading reason"].rows == (
        ("stock", "1", "1 (0)"),
        ("travel", "1", "0 (−1)"),
        ("skill", "0", "1 (+1)"),
    )
    assert tables["Resources left"].rows == (("rice (bag)", "7", "9 (+2)"),)
    assert tables["Funds left"].rows == (("Aid", "376.55", "– (−376.55)"),)
    assert tables["Score, level by level"].rows == (
        ("1: unmet needs by priority", "5 / 5", "7 / 6 / worse, proven (+2)"),
        ("2: travel time (minutes)", "8,000 / 100", "4,000 / 0 / settled above (−4,000)"),
    )


def test_resources_of_one_name_are_told_apart(base):
    rice = base.scenario.resources[0]
    two = tuple(replace(rice, id=name, name="Rice") for name in ("rice", "other"))
    scenario = replace(base.scenario, resources=(*two, base.scenario.resources[1]))
    tables = comparison_tables(compare([replace(base, scenario=scenario)]), Language.ZH)
    rows = by_title(tables)["资源结余"].rows
    assert [row[0] for row in rows] == ["Rice（bag） rice", "Rice（bag） other"]


def test_many_variants_have_a_line_each(base, more):
    cases = [base, *(replace(more, name=f"v{n}", title=f"V{n}") for n in range(DETAILED + 1))]
    (overview,) = comparison_tables(compare(cases), Language.EN)
    assert [row[0] for row in overview.rows] == ["Base <i>", *(f"V{n}" for n in range(6))]
    assert overview.columns[:4] == ("case", "verdict", "visits asked for", "served")
    assert overview.rows[0][1:4] == ("–", "5", "3")
    assert overview.rows[6][1:4] == ("better, proven", "5 (0)", "4 (+1)")
    assert len(comparison_tables(compare(cases[:-1]), Language.EN)) > 1


def test_a_title_does_not_steer_the_terminal(base):
    titled = replace(base, title="\x1b[31mred")
    assert comparison_tables(compare([titled]), Language.EN)[0].columns[1] == "\ufffd[31mred"


@pytest.mark.parametrize(
    ("value", "unit", "signed", "text"),
    [
        (1234567, Unit.COUNT, False, "1,234,567"),
        (0, Unit.COUNT, True, "0"),
        (12, Unit.COUNT, True, "+12"),
        (-12, Unit.COUNT, True, "−12"),
        (-0.0001, Unit.RATIO, True, "0.000"),
        (0.0123, Unit.RATIO, False, "0.012"),
        (90, Unit.MINUTES, False, "1.5"),
        (-90, Unit.MINUTES, True, "−1.5"),
        (1500, Unit.METRES, False, "1.5"),
        (123456, Unit.FEN, False, "1,234.56"),
        (0.125, Unit.SHARE, False, "12.5"),
        (99.5, Unit.PERCENT, False, "99.5"),
        ("time_limit", Unit.WORD, False, "time limit"),
        ("time_limit", Unit.NAME, False, "time_limit"),
        (None, Unit.COUNT, False, "–"),
    ],
)
def test_figures_as_people_read_them(value, unit, signed, text):
    assert shown(Cell(path="/x", value=value, unit=unit, signed=signed), Language.EN) == text
