from __future__ import annotations

import io

import pytest
import python_calamine

from matcher.report import Language
from matcher.whatif.comparison import compare, comparison_document, xlsx_comparison
from matcher.whatif.comparison.shown import number
from matcher.whatif.comparison.tabulate import tabulate


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture
def comparison(base, more, fewer):
    return compare([base, more, fewer])


def test_a_sheet_for_each_table_with_two_lines_of_heads(comparison):
    found = sheets(xlsx_comparison(comparison, Language.ZH))
    grids = tabulate(comparison_document(comparison))
    assert list(found) == [grid.title.zh for grid in grids.values()]
    assert found["总览"][0] == ["", "Base <i>", *["One more"] * 2, *["Fewer"] * 2]
    assert found["总览"][1] == ["指标", "", "", "变化", "", "变化"]


def test_figures_are_numbers_in_the_units_of_their_heads(comparison):
    rows = {row[0]: row[1:] for row in sheets(xlsx_comparison(comparison, Language.EN))["Overview"]}
    assert rows["served"] == [3, 4, 1, 2, -1]
    assert rows["service (h)"] == [1.5, 2.5, 1, 1, -0.5]
    assert rows["pay (yuan)"] == [50, 26.68, -23.32, 25, -25]
    assert rows["verdict"] == ["", "better, proven", "", "worse, proven", ""]
    assert rows["same time, same crew"] == ["", 1, "", 1, ""]


def test_every_cell_holds_what_the_document_says(comparison):
    found = sheets(xlsx_comparison(comparison, Language.EN))
    numbers = 0
    for grid in tabulate(comparison_document(comparison)).values():
        for row, line in zip(grid.rows, found[grid.title.en][2:], strict=True):
            for cell, value in zip(row.cells, line[1:], strict=True):
                figure = number(cell)
                if figure is not None:
                    numbers += 1
                    assert value == pytest.approx(figure, rel=1e-12)
    assert numbers > 200


def test_equal_comparisons_make_equal_workbooks(comparison):
    assert xlsx_comparison(comparison, Language.EN) == xlsx_comparison(comparison, Language.EN)
