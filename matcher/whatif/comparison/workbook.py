"""A comparison as an Excel workbook: a sheet a table, every figure a number."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from matcher.report import Language
from matcher.whatif.comparison.compare import Comparison
from matcher.whatif.comparison.document import comparison_document
from matcher.whatif.comparison.figures import Unit
from matcher.whatif.comparison.grids import Cell, Grid
from matcher.whatif.comparison.shown import decimals, number, shown
from matcher.whatif.comparison.tabulate import tabulate

_A4 = 9
_FIRST_WIDTH, _WIDTH = 34, 13


def xlsx_comparison(comparison: Comparison, language: Language) -> bytes:
    """Write a workbook, the same bytes for the same comparison.

    Figures are in the units that the heads name: hours, kilometres, yuan, per cent. Where there is
    none the cell is empty.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        # The date of writing would make equal workbooks differ.
        book.set_properties(
            {"created": datetime(2000, 1, 1, tzinfo=UTC), "title": comparison.base.title}
        )
        styles = _Styles(book)
        for grid in tabulate(comparison_document(comparison)).values():
            _fill(book.add_worksheet(grid.title.of(language)), grid, styles, language)
    return content.getvalue()


class _Styles:
    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._line = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
        self.head: Format = book.add_format(
            self._line
            | {"bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "vcenter"}
        )
        self.text: Format = book.add_format(self._line | {"text_wrap": True})
        self._figures: dict[tuple[Unit, bool], Format] = {}

    def figure(self, cell: Cell) -> Format:
        """Give the format of a figure; a difference shows its sign."""
        if (cell.unit, cell.signed) not in self._figures:
            digits = decimals(cell.unit)
            plain = "#,##0" + ("." + "0" * digits if digits else "")
            pattern = f"+{plain};-{plain};{plain}" if cell.signed else plain
            style = self._book.add_format(self._line | {"num_format": pattern})
            self._figures[cell.unit, cell.signed] = style
        return self._figures[cell.unit, cell.signed]


def _fill(sheet: Worksheet, grid: Grid, styles: _Styles, language: Language) -> None:
    """Write two lines of heads, whose case and what of it, and a line a row."""
    sheet.write_string(0, 0, "", styles.head)
    sheet.write_string(1, 0, grid.corner.of(language), styles.head)
    for place, column in enumerate(grid.columns, start=1):
        sheet.write_string(0, place, grid.cases[column.case], styles.head)
        sheet.write_string(1, place, column.head.of(language), styles.head)
    for line, row in enumerate(grid.rows, start=2):
        sheet.write_string(line, 0, row.head.of(language), styles.text)
        for place, cell in enumerate(row.cells, start=1):
            _put(sheet, line, place, cell, styles, language)
    sheet.set_column(0, 0, _FIRST_WIDTH)
    sheet.set_column(1, len(grid.columns), _WIDTH)
    sheet.freeze_panes(2, 1)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _put(
    sheet: Worksheet, line: int, place: int, cell: Cell, styles: _Styles, language: Language
) -> None:
    figure = number(cell)
    if figure is not None:
        sheet.write_number(line, place, figure, styles.figure(cell))
    elif cell.value is None:
        sheet.write_blank(line, place, None, styles.text)
    else:
        sheet.write_string(line, place, shown(cell, language), styles.text)
