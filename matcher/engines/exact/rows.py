"""Tables as rows of plain numbers: a model is built in Python, one row at a time."""

from __future__ import annotations

from collections import namedtuple
from typing import Any, NamedTuple

from matcher.arrays import Arrays, Table


class Rows(NamedTuple):
    """The tables of an instance, each a list of named tuples; see `matcher.arrays.layout`."""

    helper: list[Any]
    shift: list[Any]
    rest: list[Any]
    need: list[Any]
    window: list[Any]
    role: list[Any]
    visit: list[Any]
    line: list[Any]
    ask: list[Any]
    draw: list[Any]
    resource: list[Any]
    interval: list[Any]
    project: list[Any]
    candidate: list[Any]
    term: list[Any]


def rows_of(arrays: Arrays) -> Rows:
    """Read every table."""
    return Rows(**{name: _rows(getattr(arrays, name)) for name in Rows._fields})


def _rows(table: Table) -> list[Any]:
    row = namedtuple("row", table.dtype.names or ())  # type: ignore[misc]  # noqa: PYI024
    return [row(*values) for values in table.tolist()]
