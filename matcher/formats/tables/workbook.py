"""Workbooks that a station worker can fill in: drop-downs, frozen headings, a notes sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from matcher.formats.tables.cells import Cell
from matcher.formats.tables.grids import Grid
from matcher.formats.tables.labels import CHOICES, LABELS
from matcher.formats.tables.spec import NOTES, Column, Language, Table, tables

_TEXT = 49  # Excel's own number for the format of text, "@"
_LONGEST_CELL = 32_767
_LONGEST_DROP_DOWN = 255
_ROWS_WITH_DROP_DOWNS = 5_000
_TEXT_KINDS = frozenset({"text", "id", "ids", "offset", "skills", "licences", "past", "targets"})


class CellTooLong(ValueError):
    """A cell that Excel cannot hold; a folder of CSV files can."""


def write_workbook(grids: Mapping[str, Grid], path: Path, language: Language) -> None:
    """Write tables as a workbook, the same bytes for the same tables.

    Parameters
    ----------
    grids : mapping of str to Grid
        By English name, as `write_tables` gives them.
    path : Path
    language : {"en", "zh"}
        Of sheet names and drop-downs.

    Raises
    ------
    CellTooLong
        If a cell holds more than Excel's 32,767 characters.
    """
    with xlsxwriter.Workbook(path) as book:
        # The date of writing would make equal workbooks differ.
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        styles = _Styles(book)
        for table in tables().values():
            sheet = book.add_worksheet(table.name(language))
            _lay_out(sheet, table, styles, language)
            _fill(sheet, grids[table.en].rows, styles)
        _write_notes(book.add_worksheet(NOTES[language == "en"]), styles)


class _Styles:
    def __init__(self, book: Workbook) -> None:
        self.heading: Format = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        self.text: Format = book.add_format({"num_format": _TEXT})
        self.time: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.date: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})

    def of(self, column: Column) -> Format | None:
        """Return how the empty cells of a column look, so that ids keep their zeros."""
        if column.kind in _TEXT_KINDS:
            return self.text
        return {"time": self.time, "date": self.date, "start": self.date}.get(column.kind)


def _lay_out(sheet: Worksheet, table: Table, styles: _Styles, language: Language) -> None:
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(table.columns):
        width = max(12, min(30, 2 * len(column.heading(language))))
        sheet.set_column(position, position, width, styles.of(column))
        choices = _drop_down(column, language)
        if choices is not None:
            sheet.data_validation(1, position, _ROWS_WITH_DROP_DOWNS, position, choices)


def _drop_down(column: Column, language: Language) -> dict[str, object] | None:
    """Say what a cell may be picked from; what is typed is checked on reading."""
    kind, _, choices = column.kind.partition(":")
    source: list[str] | str = []
    if kind == "choice":
        labels = LABELS[CHOICES[choices]]
        source = list(labels.values() if language == "zh" else labels)
    elif kind in ("yes", "none"):
        source = ["是", "否"] if language == "zh" else ["yes", "no"]
    elif kind == "id" and (column.refers or column.is_home):
        source = _ids_of(tables()[column.refers or column.home[0]], language)
    if not source or (isinstance(source, list) and len(",".join(source)) > _LONGEST_DROP_DOWN):
        return None
    return {"validate": "list", "source": source, "error_type": "warning"}


def _ids_of(table: Table, language: Language) -> str:
    position = [column.path for column in table.columns].index("id")
    letter = xl_col_to_name(position)
    return f"='{table.name(language)}'!${letter}$2:${letter}${_ROWS_WITH_DROP_DOWNS + 1}"


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Cell]], styles: _Styles) -> None:
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            if number == 0:
                sheet.write_string(number, position, str(cell), styles.heading)
            elif cell is not None:
                _write(sheet, number, position, cell, styles)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, styles: _Styles) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, styles.time)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, styles.date)
    elif isinstance(cell, int | float) and float(f"{cell:.16G}") == cell:
        sheet.write_number(row, column, cell)
    elif len(str(cell)) > _LONGEST_CELL:
        raise CellTooLong(f"{sheet.name}, row {row + 1}: a cell holds {len(str(cell))} characters")
    else:
        # Also the few numbers of 17 digits, which Excel would round.
        sheet.write_string(row, column, str(cell), styles.text)


def _write_notes(sheet: Worksheet, styles: _Styles) -> None:
    headings = (
        "表 table",
        "列 column",
        "说明",
        "what it means",
        "示例 example",
        "填写 how to fill in",
    )
    sheet.freeze_panes(1, 0)
    for position, (heading, width) in enumerate(
        zip(headings, (22, 30, 40, 40, 30, 40), strict=True)
    ):
        sheet.set_column(position, position, width, styles.wrapped)
        sheet.write_string(0, position, heading, styles.heading)
    lines = (
        (table.label, column.label, column.note_zh, column.note_en, column.example, manner(column))
        for table in tables().values()
        for column in table.columns
    )
    for number, line in enumerate(lines, start=1):
        for position, text in enumerate(line):
            sheet.write_string(number, position, text, styles.wrapped)


_MANNERS = {
    "text": "文本 text",
    "id": "编号 id",
    "ids": "编号，用分号隔开 ids, separated by semicolons",
    "integer": "整数 whole number",
    "integers": "整数，用分号隔开 whole numbers, separated by semicolons",
    "number": "数字 number",
    "yes": "是 / 否 yes / no",
    "none": "是 / 否 yes / no",
    "date": "日期 date: 2026-11-23",
    "start": "日期 date: 2026-11-23",
    "offset": "时区 offset: UTC+08:00",
    "time": "当地时间 local time: 2026-11-23 09:00",
    "intervals": "时间 ~ 时间，用分号隔开 time ~ time, separated by semicolons",
    "skills": "技能:等级，用分号隔开 skill:level, separated by semicolons",
    "licences": "证书@日期，用分号隔开 licence@date, separated by semicolons",
    "past": "服务者@日期，用分号隔开 helper@date, separated by semicolons",
    "targets": "服务项目:次数，用分号隔开 service:visits, separated by semicolons",
}


def manner(column: Column) -> str:
    """Say in both languages how a column is filled in."""
    kind, _, choices = column.kind.partition(":")
    if not choices:
        return _MANNERS[kind]
    words = ", ".join(f"{zh} {en}" for en, zh in LABELS[CHOICES[choices]].items())
    return words if kind == "choice" else f"{words}；用分号隔开 separated by semicolons"
