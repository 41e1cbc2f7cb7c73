"""A roster as an Excel workbook, ready to filter and to print."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from matcher.formats.tables.cells import Cell
from matcher.model import Plan, Scenario
from matcher.report import Language, Text, View
from matcher.report.catalogue import COLUMNS, TABLES
from matcher.report.layouts import LAYOUTS, Layout
from matcher.report.rows import Row
from matcher.report.views import view
from matcher.rosters.values import plain

_SHEETS: tuple[tuple[Text, View, tuple[str, ...]], ...] = (
    (Text("By helper", "按服务者"), View.HELPER, ("roster",)),
    (Text("By resident", "按居民"), View.RESIDENT, ("roster",)),
    (Text("By day", "按日期"), View.DAY, ("roster",)),
    (TABLES["unmet"], View.UNMET, ("unmet",)),
    (TABLES["escalations"], View.UNMET, ("escalations",)),
    (TABLES["summary"], View.SUMMARY, ("summary", "pins", "coverage", "priorities", "score")),
    (TABLES["stock"], View.RESOURCES, ("stock",)),
    (TABLES["allocations"], View.RESOURCES, ("allocations",)),
)
"""Title, view and the view's parts of each sheet; several stand one below the other.
Of exceptional parts without rows there is no sheet."""

_A4 = 9
_NARROWEST, _WIDEST = 8, 60


def xlsx_roster(scenario: Scenario, plan: Plan, language: Language) -> bytes:
    """Write a workbook, the same bytes for the same plan.

    Times are local. Text beyond the 32,767 characters that a cell of Excel holds is cut off.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        # The date of writing would make equal workbooks differ.
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "title": scenario.name})
        styles = _Styles(book)
        for title, way, parts in _SHEETS:
            rows = view(scenario, plan, way)
            if not any(rows[part] or not LAYOUTS[way, part].exceptional for part in parts):
                continue
            sheet = _Sheet(book.add_worksheet(title.of(language)), styles)
            for part in parts:
                sheet.add(LAYOUTS[way, part], rows[part], language, TABLES[part].of(language))
            sheet.finish(alone=len(parts) == 1)
    return content.getvalue()


class _Styles:
    def __init__(self, book: Workbook) -> None:
        cell = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
        self.title: Format = book.add_format({"bold": True, "font_size": 13})
        self.heading: Format = book.add_format(
            cell | {"bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "vcenter"}
        )
        self.text: Format = book.add_format(cell | {"text_wrap": True})
        self.clock: Format = book.add_format(cell | {"num_format": "hh:mm", "align": "left"})
        self.time: Format = book.add_format(cell | {"num_format": "mm-dd hh:mm", "align": "left"})
        self.date: Format = book.add_format(cell | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.whole: Format = book.add_format(cell | {"num_format": "#,##0"})
        self.share: Format = book.add_format(cell | {"num_format": "#,##0.0"})


class _Sheet:
    """A sheet that is filled from top to bottom."""

    def __init__(self, sheet: Worksheet, styles: _Styles) -> None:
        self._sheet = sheet
        self._styles = styles
        self._row = 0
        self._widths: dict[int, int] = {}

    def add(self, layout: Layout, rows: Sequence[Row], language: Language, title: str) -> None:
        """Add a part of a view below what is there; an exceptional one only if it has rows."""
        if layout.exceptional and not rows:
            return
        if self._row:
            self._row += 1
            self._sheet.write_string(self._row, 0, title, self._styles.title)
            self._row += 1
        if layout.upright:
            self._add_upright(layout, rows, language)
            return
        fields = [*layout.group, *(layout.filled(rows) if rows else layout.fields)]
        self._write([COLUMNS[field].both for field in fields], heading=True)
        for row in rows:
            values = [plain(getattr(row, field), language) for field in fields]
            self._write(values, day=getattr(row, "day", None))

    def finish(self, *, alone: bool) -> None:
        """Set the widths and how it prints; the heading of a table that stands alone stays."""
        for column, width in self._widths.items():
            self._sheet.set_column(column, column, max(_NARROWEST, min(_WIDEST, width + 2)))
        if alone:
            self._sheet.freeze_panes(1, 0)
            self._sheet.repeat_rows(0)
            self._sheet.autofilter(0, 0, self._row - 1, len(self._widths) - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&A&R&P / &N")

    def _add_upright(self, layout: Layout, rows: Sequence[Row], language: Language) -> None:
        for row in rows:
            for field in layout.filled((row,)):
                self._write([COLUMNS[field].both, plain(getattr(row, field), language)])

    def _write(
        self, cells: Sequence[Cell], *, heading: bool = False, day: date | None = None
    ) -> None:
        for column, cell in enumerate(cells):
            style = self._styles.heading if heading else self._style(cell, day)
            self._put(column, cell, style)
            # A heading may break between its two languages.
            widest = max(map(_width, _said(cell).split(" " if heading else "\n")))
            self._widths[column] = max(widest, self._widths.get(column, 0))
        self._row += 1

    def _put(self, column: int, cell: Cell, style: Format) -> None:
        if cell is None:
            self._sheet.write_blank(self._row, column, None, style)
        elif isinstance(cell, date):
            self._sheet.write_datetime(self._row, column, cell, style)
        elif isinstance(cell, int | float):
            self._sheet.write_number(self._row, column, cell, style)
        else:
            # Never a formula, whatever it begins with.
            self._sheet.write_string(self._row, column, str(cell), style)

    def _style(self, cell: Cell, day: date | None) -> Format:
        styles = self._styles
        match cell:
            case datetime():
                return styles.clock if cell.date() == day else styles.time
            case date():
                return styles.date
            case int():
                return styles.whole
            case float():
                return styles.share
            case _:
                return styles.text


def _said(cell: Cell) -> str:
    """Say a cell about as Excel shows it."""
    if isinstance(cell, datetime):
        return f"{cell:%m-%d %H:%M}"
    return f"{cell:,}" if isinstance(cell, int | float) else str(cell or "")


def _width(text: str) -> int:
    """Count the columns that a text takes; a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
