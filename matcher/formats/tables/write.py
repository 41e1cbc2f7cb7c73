"""From a JSON document to tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from matcher.formats.structure import value_at
from matcher.formats.tables.cells import Cell, kind_of
from matcher.formats.tables.grids import Grid
from matcher.formats.tables.matrices import rows_of
from matcher.formats.tables.spec import Column, Language, Table, tables

Document = Mapping[str, Any]


def write_tables(document: Document, language: Language) -> dict[str, Grid]:
    """Write a document as tables.

    Parameters
    ----------
    document : mapping
        As `scenario_document` gives it.
    language : {"en", "zh"}
        Of headings and choices.

    Returns
    -------
    dict of str to Grid
        Every table by its English name, also the empty ones; each starts with its heading.
    """
    return {
        table.en: Grid(
            name=table.name(language),
            rows=[
                [column.heading(language) for column in table.columns],
                *(_cells(table, *owned, language) for owned in _records(table, document)),
            ],
        )
        for table in tables().values()
    }


def _records(table: Table, document: Document) -> Iterator[tuple[Column | None, str, Document]]:
    """Yield each record of a table, with the column and id of whom it belongs to."""
    if table.en == "scenario":
        yield None, "", document
    elif table.en == "travel":
        for row in rows_of(document.get("travel", {}).get("matrices", ())):
            yield None, "", row
    for record in _listed(value_at(document, table.target) if table.target else None):
        yield None, "", record
    for column in table.homes:
        of, field = column.home
        for _, _, owner in _records(tables()[of], document):
            for record in _listed(owner.get(field)):
                yield column, owner["id"], record


def _cells(
    table: Table, owner: Column | None, owner_id: str, record: Document, language: Language
) -> list[Cell]:
    cells: list[Cell] = []
    for column in table.columns:
        value = value_at(record, column.steps)
        if column.is_home:
            cells.append(owner_id if column is owner else None)
        else:
            cells.append(
                None if value is None else kind_of(column.kind, language=language).write(value)
            )
    return cells


def _listed(value: Any) -> Iterator[Document]:  # noqa: ANN401 - any JSON value
    yield from value or ()
