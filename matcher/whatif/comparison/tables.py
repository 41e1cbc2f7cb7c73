"""The tables of a comparison as text, for a terminal."""

from __future__ import annotations

from matcher.report import Language, Table
from matcher.report.cells import cell
from matcher.whatif.comparison.compare import Comparison
from matcher.whatif.comparison.document import comparison_document
from matcher.whatif.comparison.grids import Cell, Grid
from matcher.whatif.comparison.shown import shown
from matcher.whatif.comparison.tabulate import tabulate
from matcher.whatif.comparison.words import CORNERS

DETAILED = 5
"""Variants up to which each has columns of its own; with more there is a line a case."""


def comparison_tables(comparison: Comparison, language: Language) -> tuple[Table, ...]:
    """Return the tables of a comparison, the overview first.

    Of more than `DETAILED` variants there is the overview alone, a line a case.
    """
    grids = tabulate(comparison_document(comparison))
    if len(comparison.variants) > DETAILED:
        return (_turned(grids["overview"], language),)
    return tuple(_table(grid, language) for grid in grids.values())


def _table(grid: Grid, language: Language) -> Table:
    """Give a grid with a column for each case: its figures, and its changes behind them."""
    return Table(
        title=grid.title.of(language),
        columns=(_corner(grid, language), *(cell(title, language) for title in grid.cases)),
        figures=(False, *(True for _ in grid.cases)),
        rows=tuple(
            (
                cell(row.head, language),
                *(_together(grid.of(row, case), language) for case in range(len(grid.cases))),
            )
            for row in grid.rows
        ),
    )


def _corner(grid: Grid, language: Language) -> str:
    """Say what the rows are, and what the figures of a case."""
    heads = [column.head.of(language) for column in grid.columns if column.case == 0]
    return " · ".join([grid.corner.of(language), *filter(None, [" / ".join(heads)])])


def _turned(grid: Grid, language: Language) -> Table:
    return Table(
        title=grid.title.of(language),
        columns=(CORNERS["cases"].of(language), *(cell(row.head, language) for row in grid.rows)),
        figures=(False, *(True for _ in grid.rows)),
        rows=tuple(
            (cell(title, language), *(_together(grid.of(row, case), language) for row in grid.rows))
            for case, title in enumerate(grid.cases)
        ),
    )


def _together(cells: tuple[Cell, ...], language: Language) -> str:
    """Say the figures of a case with their changes behind them."""
    values = [shown(one, language) for one in cells if not one.signed]
    changes = [shown(one, language) for one in cells if one.signed and one.path]
    behind = [f"({' / '.join(changes)})"] if changes else []
    return " ".join([" / ".join(values), *behind])
