"""Tables as files hold them: CSV folders, workbooks, and nothing about what they mean."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import python_calamine

from matcher.formats.tables.cells import MINUTE, Cell
from matcher.model import InvalidInput, Problem
from matcher.validate.catalogue import problem

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as the file gives it.

    Attributes
    ----------
    name : str
        Of the sheet, or of the file without ``.csv``.
    rows : sequence of sequence of Cell
        All rows from the first, the heading among them.
    """

    name: str
    rows: Sequence[Sequence[Cell]]


def read_folder(folder: Path) -> Iterator[Grid | Problem]:
    """Read each CSV file of a folder, in UTF-8 or GB18030; or say why it cannot be read."""
    for path in sorted(folder.glob("*.csv")):
        if not path.name.startswith((".", "~")):
            yield _read_csv(path)


def read_workbook(path: Path) -> Iterator[Grid]:
    """Read each sheet of a workbook; cells merged downwards all hold the first one's value.

    Raises
    ------
    InvalidInput
        If it is none.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        grids = [_read_sheet(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except python_calamine.CalamineError:
        raise InvalidInput([problem("not_a_workbook", "", name=path.name)]) from None
    yield from grids


def csv_bytes(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write rows as a CSV file that Excel reads as UTF-8 and never as formulas."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _read_csv(path: Path) -> Grid | Problem:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            return problem("unknown_encoding", "", name=path.name)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as fault:
        return problem("bad_csv", "", name=path.name, reason=fault)
    return Grid(name=path.stem, rows=[[_from_csv(cell) for cell in line] for line in lines])


def _read_sheet(sheet: python_calamine.CalamineSheet) -> Grid:
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
    return Grid(name=sheet.name, rows=rows)


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:{MINUTE}}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return "" if cell is None else str(cell)


def _from_csv(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
