"""The tables of a comparison: every cell is a place in its JSON document."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.report import Text
from matcher.whatif.comparison.figures import Group, Sense, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure, or a word of a fixed list.

    Attributes
    ----------
    path : str
        A JSON pointer into the document; empty: there is no such figure.
    value : int, float, str or None
        What stands there.
    unit : Unit
    signed : bool
        Whether it is a difference.
    sense : Sense
        Which way is good, of a difference.
    """

    path: str
    value: float | str | None
    unit: Unit
    signed: bool = False
    sense: Sense = Sense.NEITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: whose figure it is, and what of it."""

    case: int
    """0: the base."""
    head: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a grid, a cell a column."""

    key: str
    """Unique in the grid: an id, or the name of a figure."""
    head: Text
    cells: tuple[Cell, ...]
    group: Group | None = None
    """Of the overview's rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table, its cases side by side.

    Attributes
    ----------
    name : str
    title : Text
    corner : Text
        What the rows are.
    cases : tuple of str
        Titles, the base's first.
    columns : tuple of Column
        Case by case.
    rows : tuple of Row
    """

    name: str
    title: Text
    corner: Text
    cases: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def by_key(self) -> dict[str, Row]:
        """The rows by their keys."""
        return {row.key: row for row in self.rows}

    def of(self, row: Row, case: int) -> tuple[Cell, ...]:
        """Give the cells of one case in a row."""
        return tuple(
            cell
            for column, cell in zip(self.columns, row.cells, strict=True)
            if column.case == case
        )
