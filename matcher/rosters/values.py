"""One value of a row as a spreadsheet holds it."""

from __future__ import annotations

from datetime import date, datetime

from matcher.formats.tables.cells import Cell
from matcher.report import Language
from matcher.report.cells import cell


def plain(value: object, language: Language) -> Cell:
    """Give a number, day or local time as it is, and anything else in words."""
    match value:
        case None:
            return None
        case datetime():
            return value.replace(tzinfo=None)
        case date() | int() | float():
            return value
        case _:
            return cell(value, language)
