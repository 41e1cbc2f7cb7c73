"""From tables to a JSON document, with the place of each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from matcher.formats.structure import Location, closest, to_pointer
from matcher.formats.tables.cells import Cell, as_text, is_empty, kind_of
from matcher.formats.tables.grids import Grid
from matcher.formats.tables.locate import Origins, Row, located
from matcher.formats.tables.matrices import matrices_from
from matcher.formats.tables.spec import NOTES, Column, Table, by_heading, plain, tables
from matcher.model import Problem
from matcher.validate.catalogue import problem

_BEIJING = "+08:00"


@dataclass(slots=True, kw_only=True)
class Reading:
    """What tables say, as it grows.

    Attributes
    ----------
    document : dict
        As `parse_scenario` takes it.
    origins : Origins
        From which row each record came.
    problems : list of Problem
        What is wrong with the tables themselves.
    offset : str
        Of local times.
    records : dict
        By table and id: each record that rows of other tables may belong to, and where it stands.
    """

    document: dict[str, Any] = field(default_factory=dict)
    origins: Origins
    problems: list[Problem] = field(default_factory=list)
    offset: str = _BEIJING
    records: dict[tuple[str, str], tuple[dict[str, Any], Location]] = field(default_factory=dict)


def read_tables(grids: Iterable[Grid | Problem]) -> Reading:
    """Read tables into a document.

    Parameters
    ----------
    grids : iterable of Grid or Problem
        The tables, in any order, and what could not be read as one.

    Returns
    -------
    Reading
    """
    origins = Origins({(): Row(table=tables()["scenario"])})
    origins.rows.update((t.target, Row(table=t)) for t in tables().values() if t.target)
    reading = Reading(origins=origins)
    found = _by_table(grids, reading.problems)
    if not found:
        reading.problems.append(problem("no_tables", ""))
    for table in tables().values():
        rows = _rows(found[table.en], table, reading.problems) if table.en in found else ()
        if table.en == "scenario":
            _read_settings(list(rows), reading)
        elif table.en == "travel":
            _read_matrices(rows, reading)
        else:
            for row, cells in rows:
                _read_record(row, cells, reading)
    return reading


def _by_table(grids: Iterable[Grid | Problem], problems: list[Problem]) -> dict[str, Grid]:
    known = by_heading(tables().values())
    found: dict[str, Grid] = {}
    strange: list[Grid] = []
    for grid in grids:
        if isinstance(grid, Problem):
            problems.append(grid)
        elif plain(grid.name) not in known:
            strange.append(grid)
        elif known[plain(grid.name)].en in found:
            problems.append(problem("duplicate_table", "", name=grid.name))
        else:
            found[known[plain(grid.name)].en] = grid
    for grid in strange:
        if plain(grid.name) in NOTES:
            continue
        # Read on as if it were what was probably meant, so that all else is told too.
        free = [name for name, table in known.items() if table.en not in found]
        name = closest(plain(grid.name), free)
        meant = known[name].label if name else ""
        problems.append(problem("unknown_table", "", name=grid.name, suggestion=meant))
        if name:
            found[known[name].en] = grid
    return found


def _rows(
    grid: Grid, table: Table, problems: list[Problem]
) -> Iterator[tuple[Row, dict[Column, Cell]]]:
    """Yield the rows below the heading that are not empty."""
    numbered = ((n, row) for n, row in enumerate(grid.rows, start=1) if not all(map(is_empty, row)))
    number, heading = next(numbered, (1, ()))
    columns = _columns(Row(table=table, number=number), heading, problems)
    for number, cells in numbered:
        row = Row(table=table, number=number)
        for position, cell in enumerate(cells):
            if not is_empty(cell) and (position >= len(heading) or is_empty(heading[position])):
                letter = xl_col_to_name(position)
                problems.append(located(problem("cell_without_header", ""), row, letter))
        yield row, {c: cells[p] if p < len(cells) else None for p, c in columns.items()}


def _columns(row: Row, heading: Sequence[Cell], problems: list[Problem]) -> dict[int, Column]:
    known = by_heading(row.table.columns)
    found: dict[int, Column] = {}
    strange: list[int] = []
    for position, cell in enumerate(heading):
        name = plain(as_text(cell))
        if not name:
            continue
        if name not in known:
            strange.append(position)
        elif known[name] in found.values():
            wrong = problem("duplicate_column", "", name=cell)
            problems.append(located(wrong, row, xl_col_to_name(position)))
        else:
            found[position] = known[name]
    for position in strange:
        free = [name for name, column in known.items() if column not in found.values()]
        name = closest(plain(as_text(heading[position])), free)
        meant = known[name].label if name else ""
        wrong = problem("unknown_column", "", name=heading[position], suggestion=meant)
        problems.append(located(wrong, row, xl_col_to_name(position)))
        if name:
            found[position] = known[name]
    return found


def _read_settings(rows: list[tuple[Row, dict[Column, Cell]]], reading: Reading) -> None:
    if not rows:
        return
    (row, cells), *others = rows
    for column, cell in cells.items():
        if column.kind == "offset" and not is_empty(cell):
            reading.offset = kind_of("offset").read(cell)
    reading.origins.rows[()] = row
    reading.document.update(_record(row, cells, (), reading))
    for other, _ in others:
        reading.problems.append(located(problem("several_settings_rows", ""), other))


def _read_matrices(rows: Iterable[tuple[Row, dict[Column, Cell]]], reading: Reading) -> None:
    entries = [(row, _record(row, cells, (), reading)) for row, cells in rows]
    matrices = matrices_from(entries, reading.origins, reading.problems)
    if matrices:
        reading.document.setdefault("travel", {})["matrices"] = matrices


def _read_record(row: Row, cells: Mapping[Column, Cell], reading: Reading) -> None:
    home = _home(row, cells, reading)
    if home is None:
        return
    if home.owner.get(home.name) == []:
        wrong = problem(
            "rows_despite_none",
            to_pointer((*home.location, home.name)),
            value=home.owner.get("id", ""),
            column=home.mark,
        )
        reading.problems.append(located(wrong, row))
        return
    records = home.owner.setdefault(home.name, [])
    location = (*home.location, home.name, len(records))
    record = _record(row, cells, location, reading)
    records.append(record)
    reading.origins.rows[location] = row
    reading.records.setdefault((row.table.en, record.get("id", "")), (record, location))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Home:
    """The list that a row's record joins."""

    owner: dict[str, Any]
    location: Location
    """Of the owner."""
    name: str
    """Of the owner's field."""
    mark: str
    """The column in which the owner may say that it has none."""


def _home(row: Row, cells: Mapping[Column, Cell], reading: Reading) -> _Home | None:
    table = row.table
    if table.target:
        *path, name = table.target
        owner = reading.document
        for step in path:
            owner = owner.setdefault(step, {})
        mark = _mark(tables()["scenario"], table.target)
        return _Home(owner=owner, location=tuple(path), name=name, mark=mark)
    named = [(column, cells.get(column)) for column in table.homes]
    named = [(column, cell) for column, cell in named if not is_empty(cell)]
    if len(named) != 1:
        code = "parent_ambiguous" if named else "parent_missing"
        columns = " / ".join(column.label for column in table.homes)
        reading.problems.append(located(problem(code, "", columns=columns), row))
        return None
    ((column, cell),) = named
    of, name = column.home
    value = kind_of(column.kind, offset=reading.offset).read(cell)
    if (of, value) not in reading.records:
        wrong = problem("parent_unknown", "", value=value, table=tables()[of].label)
        reading.problems.append(located(wrong, row, column.label))
        return None
    owner, location = reading.records[of, value]
    return _Home(owner=owner, location=location, name=name, mark=_mark(tables()[of], (name,)))


def _mark(table: Table, steps: tuple[str, ...]) -> str:
    marks = (c.label for c in table.fields if c.kind == "none" and c.steps == steps)
    return next(marks, "")


def _record(
    row: Row, cells: Mapping[Column, Cell], location: Location, reading: Reading
) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for column in row.table.fields:
        cell = cells.get(column)
        if column.kind == "text" and column in cells:
            _put(record, column.steps, as_text(cell))
        if column.kind in ("text", "offset") or is_empty(cell):
            continue
        value = kind_of(column.kind, offset=reading.offset).read(cell)
        if column.kind == "none" and value not in (None, []):
            wrong = problem("not_yes_no", to_pointer((*location, *column.steps)))
            reading.problems.append(located(wrong, row, column.label))
        elif value is not None:
            _put(record, column.steps, value)
    return record


def _put(record: dict[str, Any], steps: tuple[str, ...], value: object) -> None:
    *path, last = steps
    for step in path:
        record = record.setdefault(step, {})
    record[last] = value
