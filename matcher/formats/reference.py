"""The reference part of docs/files.md, derived from the records and the tables themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from matcher.formats.tables.labels import LABELS
from matcher.formats.tables.spec import Table, tables
from matcher.formats.tables.workbook import manner
from matcher.model import Scenario
from matcher.model.units import INSTANT_PATTERN, START_PATTERN

Schema = Mapping[str, Any]

_LONGEST_DEFAULT = 40


def reference() -> str:
    """Write every table's columns and every field of the JSON document as Markdown."""
    lines = ["## Tables", ""]
    for table in tables().values():
        lines += _table(table)
    lines += ["## JSON fields", ""]
    schema = TypeAdapter(Scenario).json_schema()
    lines += _record("Scenario", schema)
    for name, record in schema["$defs"].items():
        if "properties" in record:
            lines += _record(name, record)
    lines += ["## Choices", "", "| choice | values |", "|---|---|"]
    lines += [
        f"| {kind.__name__} | {', '.join(f'`{value}` {zh}' for value, zh in labels.items())} |"
        for kind, labels in LABELS.items()
    ]
    return "\n".join(lines) + "\n"


def _table(table: Table) -> Iterator[str]:
    yield from (f"### {table.en} {table.zh}", "")
    yield from (
        "| column | 列 | filled in with | meaning | 说明 | example |",
        "|---|---|---|---|---|---|",
    )
    for column in table.columns:
        cells = (
            column.en,
            column.zh,
            manner(column),
            column.note_en,
            column.note_zh,
            f"`{column.example}`",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _record(name: str, record: Schema) -> Iterator[str]:
    yield from (f"### {name}", "", _line(record.get("description", "")), "")
    yield from ("| field | type | default | meaning |", "|---|---|---|---|")
    for field, schema in record["properties"].items():
        default = "required" if field in record.get("required", ()) else _default(schema)
        meaning = _line(schema.get("description", ""))
        yield f"| `{field}` | {_type(schema)} | {default} | {meaning} |"
    yield ""


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return _type(next(part for part in schema["anyOf"] if part.get("type") != "null"))
    if "items" in schema:
        return f"list of {_type(schema['items'])}"
    if "prefixItems" in schema:
        return f"list of {len(schema['prefixItems'])} {_type(schema['prefixItems'][0])}"
    kind = str(schema.get("format", schema["type"]))
    if schema.get("pattern") in {INSTANT_PATTERN, START_PATTERN}:
        kind = "date-time"
    if "maximum" not in schema:
        return kind
    above = "above " if "exclusiveMinimum" in schema else ""
    least = schema.get("minimum", schema.get("exclusiveMinimum"))
    return f"{kind}, {above}{least:.15g} to {schema['maximum']:.15g}"


def _default(schema: Schema) -> str:
    default = schema.get("default")
    if default in (None, [], ""):
        return "none"
    shown = json.dumps(default)
    return f"`{shown}`" if len(shown) <= _LONGEST_DEFAULT else "the usual"


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
