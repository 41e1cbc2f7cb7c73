"""The canonical JSON document of a scenario, in pieces; as one text a county's would fill memory.

Records of one class are written column by column: a field that none of them fills is looked at
once, and so is what several of them share.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain, islice
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, get_args, get_type_hints

from matcher.model import Scenario
from matcher.model.record import Record
from matcher.model.units import Instant

TOGETHER = 20_000
"""Records of a list that are written at once."""


def canonical_json(scenario: Scenario, start: datetime) -> Iterator[str]:
    """Yield the document: keys sorted, no spaces, numbers without needless decimals (5.0 as 5).

    Parameters
    ----------
    scenario : Scenario
        Fields at their default are left out.
    start : datetime
        Its start, with a fixed offset.
    """
    writer, mark = _Writer(start), "{"
    for column in _columns(Scenario):
        value = column.get(scenario)
        if column.name == "start":
            value = start.isoformat(timespec="minutes")
        elif column.name != "format" and value == column.default:
            continue
        yield f"{mark}{column.key}"
        if isinstance(value, tuple):
            yield from writer.pieces(value)
        else:
            yield writer.texts([value], instants=column.instants)[0]
        mark = ","
    yield "}"


@dataclass(frozen=True, slots=True)
class _Column:
    """A field of a class of records."""

    name: str
    key: str
    get: Callable[[object], Any]
    default: object
    instants: bool


@cache
def _columns(kind: type) -> tuple[_Column, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        _Column(
            field.name,
            f"{encode_basestring(field.name)}:",
            attrgetter(field.name),
            field.default,
            hints[field.name] == Instant or Instant in get_args(hints[field.name]),
        )
        for field in sorted(fields(kind), key=attrgetter("name"))
    )


class _Writer:
    """Writes values of one field, many at once."""

    def __init__(self, start: datetime) -> None:
        self._start = start

    def pieces(self, values: tuple[Any, ...]) -> Iterator[str]:
        """Write a long list."""
        yield "["
        for first in range(0, len(values), TOGETHER):
            texts = self.texts(values[first : first + TOGETHER], instants=False)
            yield ("," if first else "") + ",".join(texts)
        yield "]"

    def texts(self, values: Sequence[Any], *, instants: bool) -> list[str]:
        """Write each value."""
        kinds = set(map(type, values))
        if len(kinds) > 1:
            return [self.texts([value], instants=instants)[0] for value in values]
        for kind in kinds:
            # Telling whether compounds are equal takes as long as writing them.
            keys = list(map(id, values)) if issubclass(kind, Record | tuple) else values
            if len(set(keys)) == len(values):
                return self._written(kind, values, instants=instants)
            each = dict(zip(keys, values, strict=True))
            texts = self._written(kind, list(each.values()), instants=instants)
            text = dict(zip(each, texts, strict=True))
            return list(map(text.__getitem__, keys))
        return []

    def _written(self, kind: type, values: Sequence[Any], *, instants: bool) -> list[str]:
        if issubclass(kind, Record):
            return self._records(kind, values)
        if issubclass(kind, tuple):
            entries = iter(self.texts(list(chain.from_iterable(values)), instants=instants))
            return [f"[{','.join(islice(entries, len(value)))}]" for value in values]
        if instants:
            moments = (self._start + timedelta(minutes=value) for value in values)
            return [f'"{moment.isoformat(timespec="minutes")}"' for moment in moments]
        return next(_WRITERS[base] for base in kind.__mro__ if base in _WRITERS)(values)

    def _records(self, kind: type, records: Sequence[Any]) -> list[str]:
        """Write records: each field behind a comma, of which the first is then left out."""
        form, written = "", list[list[str]]()
        for column in _columns(kind):
            values, default = list(map(column.get, records)), column.default
            absent = 0 if default is MISSING else values.count(default)
            if absent == 0:
                form += f",{column.key}%s"
                written.append(self.texts(values, instants=column.instants))
            elif absent < len(values):
                given = [value for value in values if value != default]
                rest = iter(self.texts(given, instants=column.instants))
                form += "%s"
                written.append(
                    ["" if value == default else f",{column.key}{next(rest)}" for value in values]
                )
        if not written:
            return ["{}"] * len(records)
        return [f"{{{row[1:]}}}" for row in map(form.__mod__, zip(*written, strict=True))]


def _floats(values: Sequence[float]) -> list[str]:
    texts = list(map(float.__repr__, values))
    if all(map(math.isfinite, values)) and not any(map(float.is_integer, values)):
        return texts
    return [
        "null" if not math.isfinite(value) else str(int(value)) if value.is_integer() else text
        for value, text in zip(values, texts, strict=True)
    ]


_WRITERS: dict[type, Callable[[Sequence[Any]], list[str]]] = {
    str: lambda values: list(map(encode_basestring, values)),
    bool: lambda values: ["true" if value else "false" for value in values],
    int: lambda values: list(map(int.__repr__, values)),
    float: _floats,
    date: lambda values: [f'"{value.isoformat()}"' for value in values],
    type(None): lambda values: ["null"] * len(values),
}
