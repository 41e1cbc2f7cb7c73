"""A shortage map as an Excel workbook: every figure a number."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.workbook import Workbook

from matcher.report import Language
from matcher.report.cells import cell as said
from matcher.shortage.records import Shortages
from matcher.shortage.tables import say_askings
from matcher.shortage.words import LABELS_OF_PARTS, WORDS, say_asking, say_impossible

_WIDTH = 18

_LINES = "skill community day part demand supply people served"
_BOTTLENECKS = "kind asked available unserved what visits"
_WORTHS = "what like skills community part alike points per_hour"

_Value = str | float | None


def xlsx_shortages(found: Shortages, language: Language) -> bytes:
    """Write a workbook, the same bytes for the same map: its half-days, bottlenecks and worths."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        # The date of writing would make equal workbooks differ.
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "title": found.title})
        for title, heads, rows in (
            ("lines", _LINES, _cells(found, language)),
            ("bottlenecks", _BOTTLENECKS, _bottlenecks(found, language)),
            ("worth", _WORTHS, _worths(found, language)),
        ):
            _fill(book, title, heads.split(), rows, language)
    return content.getvalue()


def _cells(found: Shortages, language: Language) -> Iterable[Sequence[_Value]]:
    for line in found.lines:
        for cell in line.cells:
            if cell.demand:
                half_day = found.half_days[cell.half_day]
                yield (
                    *(say_asking(line.asking).of(language), line.community_name),
                    *(said(half_day.day, language), LABELS_OF_PARTS[half_day.part].of(language)),
                    *(cell.demand, cell.supply, cell.helpers, cell.served),
                )


def _bottlenecks(found: Shortages, language: Language) -> Iterable[Sequence[_Value]]:
    impossible = say_impossible(found.impossible)
    if impossible is not None:
        certainty = WORDS["proven"].of(language)
        yield certainty, None, None, found.impossible, impossible.of(language), None
    for one in found.bottlenecks:
        visits = ", ".join(dict.fromkeys(visit.need for visit in one.visits))
        certainty = WORDS["proven" if one.proven else "tight"].of(language)
        yield certainty, one.asked, one.available, one.unserved, one.text.of(language), visits


def _worths(found: Shortages, language: Language) -> Iterable[Sequence[_Value]]:
    value = found.valuation
    for name in ("helpers", "shifts", "hours", "resources") if value else ():
        for one in getattr(value, name):
            yield (
                *(WORDS[name].of(language), one.name, say_askings(one.skills, language)),
                *(one.community_name, one.part and LABELS_OF_PARTS[one.part].of(language)),
                *(one.alike, one.points, one.per_hour),
            )


def _fill(
    book: Workbook,
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[_Value]],
    language: Language,
) -> None:
    sheet = book.add_worksheet(WORDS[title].of(language))
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    lines = [[WORDS[head].of(language) for head in heads], *rows]
    for number, line in enumerate(lines):
        for place, value in enumerate(line):
            if isinstance(value, str):
                # Never a formula, whatever a name begins with.
                sheet.write_string(number, place, value, None if number else bold)
            elif value is not None:
                sheet.write_number(number, place, value)
    sheet.set_column(0, len(heads) - 1, _WIDTH)
    sheet.freeze_panes(1, 0)
