"""The canonical JSON document of a scenario, in pieces; as one text a county's would fill memory.

Records of one class are written column by column: a field that none of them fills is looked at
once, and so is what several of them share.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
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
    """Writes values of one type each, many at once."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._instants: dict[int, str] = {}

    def pieces(self, values: tuple[Any, ...]) -> Iterator[str]:
        """Write a long list."""
        yield "["
        for first in range(0, len(values), TOGETHER):
            texts = self.texts(values[first : first + TOGETHER], instants=False)
            yield ("," if first else "") + ",".join(texts)
        yield "]"

    def texts(self, values: Sequence[Any], *, instants: bool) -> list[str]:
        """Write each value, of which none is of another type than the others."""
        if not values:
            return []
        if isinstance(values[0], Record | tuple):
            each = {id(value): value for value in values}
            written = dict(zip(each, self._compounds(list(each.values()), instants), strict=True))
            return [written[id(value)] for value in values]
        if instants:
            return [self._instant(value) for value in values]
        return [_plain(value) for value in values]

    def _compounds(self, values: list[Any], instants: bool) -> list[str]:  # noqa: FBT001
        if isinstance(values[0], Record):
            return self._records(values)
        entries = iter(self.texts(list(chain.from_iterable(values)), instants=instants))
        return [f"[{','.join(islice(entries, len(value)))}]" for value in values]

    def _records(self, records: list[Any]) -> list[str]:
        written: list[list[str]] = []
        for column in _columns(type(records[0])):
            values = list(map(column.get, records))
            default = column.default
            if default is not MISSING and values.count(default) == len(values):
                continue
            filled = [value is not default and value != default for value in values]
            given = [value for value, is_given in zip(values, filled, strict=True) if is_given]
            texts = iter(self.texts(given, instants=column.instants))
            written.append([column.key + next(texts) if is_given else "" for is_given in filled])
        if not written:
            return ["{}"] * len(records)
        return [f"{{{','.join(filter(None, row))}}}" for row in zip(*written, strict=True)]

    def _instant(self, minute: int) -> str:
        if minute not in self._instants:
            moment = self._start + timedelta(minutes=minute)
            self._instants[minute] = f'"{moment.isoformat(timespec="minutes")}"'
        return self._instants[minute]


def _plain(value: Hashable) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else float.__repr__(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    raise TypeError(f"no canonical form of {type(value).__name__}")
