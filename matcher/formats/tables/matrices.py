"""Travel matrices as a table of one row for each pair of places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from matcher.formats.structure import Location
from matcher.formats.tables.locate import Origins, Row, located
from matcher.model import Problem
from matcher.validate.catalogue import problem

Entry = tuple[Row, Mapping[str, Any]]
"""A row of the table and what it says, by column."""

POINTER = "/travel/matrices"


@dataclass(slots=True)
class _Matrix:
    """One matrix as it grows."""

    first: Entry
    places: dict[str, Row] = field(default_factory=dict)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)


def matrices_from(
    entries: Iterable[Entry], origins: Origins, problems: list[Problem]
) -> list[dict[str, Any]]:
    """Gather rows into matrices; `origins` and `problems` grow on the way.

    Places stand in the order in which the rows first name them; the way from a place to itself
    may go without saying.
    """
    matrices: dict[object, _Matrix] = {}
    for row, said in entries:
        number = said.get("matrix", 1)
        matrix = matrices.setdefault(number, _Matrix(first=(row, said)))
        pair = (said.get("from", ""), said.get("to", ""))
        if pair in matrix.entries:
            problems.append(located(_of_pair("matrix_row_twice", pair, number), row))
        if said.get("mode") != matrix.first[1].get("mode"):
            problems.append(located(problem("matrix_modes", POINTER, matrix=number), row))
        for place in pair:
            matrix.places.setdefault(place, row)
        matrix.entries.setdefault(pair, (row, said))
    return [
        _document(number, matrix, ("travel", "matrices", position), origins, problems)
        for position, (number, matrix) in enumerate(matrices.items())
    ]


def rows_of(matrices: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Write matrices as rows, by column."""
    for number, matrix in enumerate(matrices, start=1):
        for i, origin in enumerate(matrix["places"]):
            for j, destination in enumerate(matrix["places"]):
                yield {
                    "matrix": number,
                    "mode": matrix.get("mode"),
                    "from": origin,
                    "to": destination,
                    "minutes": matrix["minutes"][i][j],
                    "metres": matrix["metres"][i][j],
                }


def _document(
    number: object, matrix: _Matrix, at: Location, origins: Origins, problems: list[Problem]
) -> dict[str, Any]:
    places = list(matrix.places)
    figures: dict[str, list[list[Any]]] = {"minutes": [], "metres": []}
    labels = {column.en: column.label for column in matrix.first[0].table.columns}
    origins.rows[at] = matrix.first[0]
    for p, row in enumerate(matrix.places.values()):
        origins.rows[*at, "places", p] = row
    for i, origin in enumerate(places):
        for rows in figures.values():
            rows.append([0] * len(places))
        for j, destination in enumerate(places):
            entry = matrix.entries.get((origin, destination))
            if entry is not None:
                for name, rows in figures.items():
                    rows[i][j] = entry[1].get(name)
                    origins.rows[*at, name, i, j] = replace(entry[0], column=labels[name])
            elif i != j:
                table = Row(table=matrix.first[0].table)
                missing = _of_pair("matrix_incomplete", (origin, destination), number)
                problems.append(located(missing, table))
    mode = matrix.first[1].get("mode")
    return {"places": places, **figures} | ({} if mode is None else {"mode": mode})


def _of_pair(code: str, pair: tuple[str, str], number: object) -> Problem:
    return problem(code, POINTER, origin=pair[0], destination=pair[1], matrix=number)
