"""Tables of plain text in one language, ready for a terminal, a page or a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from matcher.model import Plan, Scenario
from matcher.report.catalogue import COLUMNS, TABLES
from matcher.report.cells import cell
from matcher.report.layouts import LAYOUTS, Layout
from matcher.report.rows import Amount, Row
from matcher.report.text import Language
from matcher.report.views import View, view


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of text.

    Attributes
    ----------
    title : str
    columns : tuple of str
        Heads; empty for a table of names and values.
    figures : tuple of bool
        For each column, whether it holds figures, which stand to the right.
    rows : tuple of tuple of str
    """

    title: str
    columns: tuple[str, ...]
    figures: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(scenario: Scenario, plan: Plan, by: View, language: Language) -> tuple[Table, ...]:
    """Return a view as tables of text; a part without rows is a table without rows.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        One that names only what the scenario has (`Rule.REFERENCE`).
    by : View
    language : Language
    """
    found: list[Table] = []
    for part, rows in view(scenario, plan, by).items():
        title, layout = TABLES[part].of(language), LAYOUTS[by, part]
        if layout.upright:
            found += [_upright(title, layout, row, language) for row in rows]
        elif rows and layout.group:
            found += _grouped(layout, rows, language)
        elif rows or not layout.exceptional:
            found.append(_table(title, layout.filled(rows), rows, language))
    return tuple(found)


def _grouped(layout: Layout, rows: tuple[Row, ...], language: Language) -> list[Table]:
    def title(row: Row) -> str:
        return " · ".join(cell(getattr(row, field), language) for field in layout.group)

    fields = layout.filled(rows)
    return [_table(key, fields, tuple(group), language) for key, group in groupby(rows, title)]


def _table(title: str, fields: list[str], rows: tuple[Row, ...], language: Language) -> Table:
    return Table(
        title=title,
        columns=tuple(COLUMNS[field].of(language) for field in fields),
        figures=tuple(
            all(isinstance(getattr(row, field), int | float | Amount | None) for row in rows)
            for field in fields
        ),
        rows=tuple(
            tuple(
                cell(getattr(row, field), language, getattr(row, "day", None)) for field in fields
            )
            for row in rows
        ),
    )


def _upright(title: str, layout: Layout, row: Row, language: Language) -> Table:
    return Table(
        title=title,
        columns=(),
        figures=(False, False),
        rows=tuple(
            (COLUMNS[field].of(language), cell(getattr(row, field), language))
            for field in layout.filled((row,))
        ),
    )
