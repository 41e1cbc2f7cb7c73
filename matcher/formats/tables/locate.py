"""Where in the tables a problem is, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from matcher.formats.structure import Location, to_location
from matcher.formats.tables.spec import Table, tables
from matcher.model import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a file's table, or the table as a whole."""

    table: Table
    number: int | None = None
    """As the file counts, from 1."""
    column: str = ""
    """Heading of the column meant, if one is."""

    def place(self, column: str = "") -> str:
        """Say where it is; `column` is a heading or a letter."""
        words = [self.table.label]
        if self.number is not None:
            words.append(f"第 {self.number} 行 row {self.number}")
        if column or self.column:
            words.append(f"列 column {column or self.column}")
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class Origins:
    """From which row each record of a document came; the settings' row stands at ``()``."""

    rows: dict[Location, Row]

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Add to each problem its place in the tables."""
        return tuple(
            found if found.place else replace(found, place=self._place(to_location(found.pointer)))
            for found in problems
        )

    def _place(self, location: Location) -> str:
        # The innermost record counts; the settings are there for all that has no row.
        depth = next(d for d in range(len(location), -1, -1) if location[:d] in self.rows)
        row = self.rows[location[:depth]]
        return row.place(_column(row.table, location[depth:]))


def _column(table: Table, rest: Location) -> str:
    """Find the heading of the column that holds a field, or of the first that holds a part."""
    for column in table.fields:
        shorter = min(len(rest), len(column.steps))
        if rest and column.steps[:shorter] == rest[:shorter]:
            return column.label
    return ""


def located(found: Problem, row: Row, column: str = "") -> Problem:
    """Add to a problem its place."""
    return replace(found, place=row.place(column))


def in_order_of_rows(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort located problems as a person goes through the tables; those of no table first."""
    order = [table.label for table in tables().values()]

    def where(found: Problem) -> tuple[int, int]:
        table, _, rest = found.place.partition(", ")
        row = re.match(r"第 (\d+) 行", rest)
        return order.index(table) if table in order else -1, int(row[1]) if row else 0

    return tuple(sorted(problems, key=where))
