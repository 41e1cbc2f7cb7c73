"""Scenarios and plans in files."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from matcher.formats.documents import (
    Loaded,
    parse_plan,
    parse_scenario,
    plan_document,
    scenario_document,
)
from matcher.formats.json_text import read_json, write_json
from matcher.formats.tables.grids import Grid, csv_bytes, read_folder, read_workbook
from matcher.formats.tables.locate import in_order_of_rows
from matcher.formats.tables.read import read_tables
from matcher.formats.tables.spec import Language
from matcher.formats.tables.workbook import write_workbook
from matcher.formats.tables.write import write_tables
from matcher.model import InvalidInput, Plan, Problem, Scenario
from matcher.validate.catalogue import in_order, problem


def read_scenario(path: str | os.PathLike[str]) -> Loaded:
    """Read a scenario.

    Parameters
    ----------
    path : path-like
        A ``.json`` file, an ``.xlsx`` workbook, or a folder of ``.csv`` files.

    Returns
    -------
    Loaded
        The scenario and its warnings.

    Raises
    ------
    InvalidInput
        With every error found.
    OSError
        If the file cannot be opened.
    """
    path = Path(path)
    path.stat()  # so that a missing file is said to be missing, whatever its name
    kind = _kind(path, else_code="unsupported_file")
    if kind == "json":
        document, warnings = read_json(path.read_bytes())
        loaded = parse_scenario(document)
        return replace(loaded, warnings=warnings + loaded.warnings)
    return _parse_tables(read_folder(path) if kind == "folder" else read_workbook(path))


def write_scenario(
    scenario: Scenario, path: str | os.PathLike[str], *, language: Language = "zh"
) -> None:
    """Write a scenario so that `read_scenario` gives it back.

    Parameters
    ----------
    scenario : Scenario
        Without errors.
    path : path-like
        ``.json``, ``.xlsx``, or a folder for ``.csv`` files; each file is replaced at once.
    language : {"en", "zh"}
        Of the tables' headings and choices; a folder's files have English names.

    Raises
    ------
    InvalidInput
        If the path says no format.
    CellTooLong
        If a workbook cannot hold a cell; a folder can.
    """
    path = Path(path)
    kind = _kind(path, else_code="unwritable_file")
    document = scenario_document(scenario)
    if kind == "json":
        replace_file(path, write_json(document))
    elif kind == "workbook":
        with replacement(path) as written:
            write_workbook(write_tables(document, language), written, language)
    else:
        path.mkdir(parents=True, exist_ok=True)
        for name, grid in write_tables(document, language).items():
            replace_file(path / f"{name}.csv", csv_bytes(grid.rows))


def write_template(path: str | os.PathLike[str], *, language: Language = "zh") -> None:
    """Write an empty workbook to fill in: drop-downs, and a sheet that explains every column.

    Parameters
    ----------
    path : path-like
        Ends with ``.xlsx``.
    language : {"en", "zh"}
        Of headings and choices; the notes are in both.

    Raises
    ------
    InvalidInput
        If the path is not a workbook's.
    """
    path = Path(path)
    if _kind(path, else_code="unwritable_template") != "workbook":
        raise InvalidInput([problem("unwritable_template", "", name=path.name)])
    with replacement(path) as written:
        write_workbook(write_tables({"days": 7}, language), written, language)


def read_plan(path: str | os.PathLike[str]) -> Plan:
    """Read a plan from a JSON file.

    Raises
    ------
    InvalidInput
        With every error of its structure.
    OSError
        If the file cannot be opened.
    """
    document, _ = read_json(Path(path).read_bytes())
    return parse_plan(document)


def write_plan(plan: Plan, path: str | os.PathLike[str]) -> None:
    """Write a plan as JSON: the same bytes for the same plan; an existing file goes at once."""
    replace_file(Path(path), write_json(plan_document(plan)))


def _kind(path: Path, *, else_code: str) -> str:
    kinds = {".json": "json", ".xlsx": "workbook"}
    may_be_folder = path.is_dir() or not (path.suffix or path.exists())
    kind = "folder" if may_be_folder else kinds.get(path.suffix.lower())
    if kind is None:
        raise InvalidInput([problem(else_code, "", name=path.name)])
    return kind


def _parse_tables(grids: Iterable[Grid | Problem]) -> Loaded:
    reading = read_tables(grids)
    loaded = None
    try:
        loaded = parse_scenario(reading.document)
        found = loaded.warnings
    except InvalidInput as invalid:
        found = invalid.problems
    located = reading.origins.located(found)
    if loaded is None or reading.problems:
        raise InvalidInput(in_order_of_rows(in_order([*reading.problems, *located])))
    return replace(loaded, warnings=in_order_of_rows(located))


@contextmanager
def replacement(path: Path) -> Iterator[Path]:
    """Lend a file beside `path` that takes its place at once when it is done, or not at all."""
    written = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        yield written
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file at once, or not at all."""
    with replacement(path) as written:
        written.write_bytes(content)
