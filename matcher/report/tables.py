"""Tables of plain text in one language, ready for a terminal, a page or a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from matcher.model import Plan, Scenario
from matcher.report.catalogue import COLUMNS, TABLES
from matcher.report.cells import cell
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


@dataclass(frozen=True, slots=True)
class _Layout:
    fields: tuple[str, ...]
    """Fields of the row, one a column; a column without a single value is left out."""
    group: tuple[str, ...] = ()
    """Fields whose values make one table each, and its title."""
    upright: bool = False
    """One line a field instead of one column."""
    exceptional: bool = False
    """Without rows it is not even titled."""


_SHARE = ("visits", "served", "unmet", "percent")
_PINS = _Layout(
    ("visit", "resident", "service_name", "pinned_helpers", "pinned_start"), exceptional=True
)
_LAYOUTS: dict[tuple[View, str], _Layout] = {
    (View.HELPER, "roster"): _Layout(
        (
            *("day", "depart", "start", "end", "what", "resident", "community_name"),
            *("role", "others", "resources", "metres"),
        ),
        group=("helper_name", "kind"),
    ),
    (View.RESIDENT, "roster"): _Layout(
        (
            *("resident", "community_name", "service_name", "day", "start", "end"),
            *("crew", "resources", "unmet"),
        )
    ),
    (View.DAY, "roster"): _Layout(
        ("start", "end", "service_name", "resident", "community_name", "crew", "resources"),
        group=("day",),
    ),
    (View.UNMET, "pins"): _PINS,
    (View.UNMET, "unmet"): _Layout(
        ("priority", "visit", "resident", "service_name", "kind", "because")
    ),
    (View.SUMMARY, "summary"): _Layout(
        (
            *("scenario", "visits", "served", "unmet", "helpers", "helpers_used"),
            *("service_minutes", "travel_minutes", "metres", "totals", "bound"),
            *("ended", "engine", "seed", "iterations"),
        ),
        upright=True,
    ),
    (View.SUMMARY, "pins"): _PINS,
    (View.SUMMARY, "coverage"): _Layout(("community_name", *_SHARE)),
    (View.SUMMARY, "priorities"): _Layout(("priority", *_SHARE)),
    (View.SUMMARY, "score"): _Layout(("level", "term", "weight", "value", "cost")),
    (View.RESOURCES, "stock"): _Layout(
        ("resource_name", "kind", "item", "quantity", "used", "percent")
    ),
    (View.RESOURCES, "allocations"): _Layout(
        ("resource_name", "day", "start", "end", "amount", "resident", "service_name", "visit")
    ),
}


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
        title, layout = TABLES[part].of(language), _LAYOUTS[by, part]
        if layout.upright:
            found += [_upright(title, layout, row, language) for row in rows]
        elif rows and layout.group:
            found += _grouped(layout, rows, language)
        elif rows or not layout.exceptional:
            found.append(_table(title, _filled(layout, rows), rows, language))
    return tuple(found)


def _grouped(layout: _Layout, rows: tuple[Row, ...], language: Language) -> list[Table]:
    def title(row: Row) -> str:
        return " · ".join(cell(getattr(row, field), language) for field in layout.group)

    fields = _filled(layout, rows)
    return [_table(key, fields, tuple(group), language) for key, group in groupby(rows, title)]


def _filled(layout: _Layout, rows: tuple[Row, ...]) -> list[str]:
    return [
        field
        for field in layout.fields
        if any(getattr(row, field) not in (None, ()) for row in rows)
    ]


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


def _upright(title: str, layout: _Layout, row: Row, language: Language) -> Table:
    return Table(
        title=title,
        columns=(),
        figures=(False, False),
        rows=tuple(
            (COLUMNS[field].of(language), cell(getattr(row, field), language))
            for field in _filled(layout, (row,))
        ),
    )
