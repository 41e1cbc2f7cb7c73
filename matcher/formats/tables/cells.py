"""One cell: from what a person types to a value of the JSON document, and back.

A cell that cannot be understood passes as it is, for the reader of fields to blame.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Any

from matcher.formats.tables.compact import escape, join, split, split_pair, unescape
from matcher.formats.tables.labels import CHOICES, LABELS
from matcher.formats.tables.spec import Language, plain

Cell = str | int | float | bool | date | time | timedelta | None

MINUTE = "%Y-%m-%d %H:%M"
"""How a local time is written."""

_YES = frozenset({"yes", "y", "true", "1", "是", "√"})
_NO = frozenset({"no", "n", "false", "0", "否", "×"})
_DAY = r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?"
_CLOCK = r"(\d{1,2}):(\d{2})(?::00)?"
_TIME = re.compile(rf"{_DAY}(?:[T\s]*{_CLOCK})?")
_OFFSET = re.compile(r"(?:utc|gmt|z)?(?:([+-]?)(\d{1,2})(?::?(\d{2}))?(:\d{2})?)?")
_DECIMAL = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Kind:
    """How the cells of a column are read, where not empty, and written."""

    read: Callable[[Cell], Any]
    write: Callable[[Any], Cell]


@cache
def kind_of(name: str, *, offset: str = "", language: Language = "en") -> Kind:
    """Find the kind that `columns.csv` names.

    Parameters
    ----------
    name : str
        ``integer``, ``choice:Tier``, ``choices:Rule``, ...
    offset : str
        Of the local times that are read: ``+08:00``.
    language : {"en", "zh"}
        Of the choices that are written.
    """
    name, _, choices = name.partition(":")
    if choices:
        choice = _choice(LABELS[CHOICES[choices]], language)
        return choice if name == "choice" else _list_of(choice)
    return {
        "text": Kind(as_text, str),
        "id": _NAME,
        "ids": _list_of(_NAME),
        "integer": _NUMBER,
        "number": _NUMBER,
        "integers": _list_of(_NUMBER),
        "yes": _yes_no(language),
        "none": _nothing(_yes_no(language)),
        "date": Kind(_read_day, date.fromisoformat),
        "start": Kind(partial(_read_moment, offset=offset), _write_day_of_start),
        "offset": Kind(_read_offset, _write_offset),
        "time": Kind(partial(_read_moment, offset=offset), _write_moment),
        "intervals": Kind(partial(_read_intervals, offset=offset), _write_intervals),
        "skills": _pairs("skill", ":：", "level", _NUMBER),
        "licences": _pairs("licence", "@＠", "expires", Kind(_read_day, str)),
        "past": _pairs("helper", "@＠", "day", Kind(_read_day, str)),
        "targets": _pairs("service", ":：", "visits", _NUMBER),
    }[name]


def is_empty(cell: Cell) -> bool:
    """Tell whether nothing is in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: Cell) -> str:
    """Write whatever is in a cell as text; a whole number without decimals."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _read_name(cell: Cell) -> str:
    return as_text(cell).strip()


def _read_number(cell: Cell) -> object:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if not isinstance(cell, str):
        return cell
    text = unicodedata.normalize("NFKC", cell).strip()
    if text.lstrip("+-").isdecimal():
        return int(text)
    return _read_number(float(text)) if _DECIMAL.fullmatch(text) else text


_NAME = Kind(_read_name, str)
_NUMBER = Kind(_read_number, lambda number: number)


def _yes_no(language: Language) -> Kind:
    def read(cell: Cell) -> object:
        word = plain(as_text(cell))
        return True if word in _YES else False if word in _NO else word

    words = ("否", "是") if language == "zh" else ("no", "yes")
    return Kind(read, words.__getitem__)


def _nothing(yes_no: Kind) -> Kind:
    # Yes where a list is empty on purpose; otherwise it is left out.
    def read(cell: Cell) -> object:
        said = yes_no.read(cell)
        return [] if said is True else None if said is False else said

    return Kind(read, lambda value: None if value else yes_no.write(True))


def _choice(labels: Mapping[str, str], language: Language) -> Kind:
    known = {plain(word): value for value, zh in labels.items() for word in (value, zh)}

    def read(cell: Cell) -> str:
        return known.get(plain(as_text(cell)), _read_name(cell))

    return Kind(read, labels.__getitem__ if language == "zh" else str)


def _list_of(kind: Kind) -> Kind:
    def read(cell: Cell) -> list[object]:
        return [kind.read(unescape(item)) for item in split(as_text(cell))]

    def write(value: Iterable[object]) -> str:
        return join(escape(str(kind.write(item))) for item in value)

    return Kind(read, write)


def _pairs(first: str, separators: str, second: str, kind: Kind) -> Kind:
    # Several named figures or dates in one cell; either half may go without saying.
    def read(cell: Cell) -> list[dict[str, object]]:
        pairs = (split_pair(item, separators) for item in split(as_text(cell)))
        return [
            ({first: a} if a else {}) | ({} if b is None else {second: kind.read(b)})
            for a, b in pairs
        ]

    def write_one(record: Mapping[str, Any]) -> str:
        name = escape(record.get(first, ""), separators)
        value = f"{separators[0]}{kind.write(record[second])}" if second in record else ""
        return name + value

    return Kind(read, lambda value: join(map(write_one, value)))


def _read_day(cell: Cell) -> str:
    moment = _moment(cell)
    if moment is None or moment.time() != time():
        return _read_name(cell)
    return moment.date().isoformat()


def _write_day_of_start(start: str) -> date:
    return datetime.fromisoformat(start).date()


def _read_offset(cell: Cell) -> str:
    found = _OFFSET.fullmatch(unicodedata.normalize("NFKC", _read_name(cell)).casefold())
    if not found:
        return _read_name(cell)
    sign, hours, minutes, seconds = found.groups()
    return f"{sign or '+'}{int(hours or 0):02}:{minutes or '00'}{seconds or ''}"


def _write_offset(start: str) -> str:
    # With a sign in front, Excel would take it for a formula.
    return "UTC" + start.partition("T00:00")[2]


def _read_moment(cell: Cell, offset: str) -> str:
    moment = _moment(cell)
    return _read_name(cell) if moment is None else moment.isoformat() + offset


def _write_moment(value: str) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=None)


def _read_intervals(cell: Cell, offset: str) -> list[dict[str, str]]:
    found = []
    for item in split(as_text(cell)):
        start, end = split_pair(item, "~～至")
        if end is not None and re.fullmatch(_CLOCK, end):
            # The day of the end may go without saying.
            end = f"{start.partition(' ')[0]} {end}"
        times = {"start": start} if end is None else {"start": start, "end": end}
        found.append({name: _read_moment(text, offset) for name, text in times.items()})
    return found


def _write_intervals(value: Iterable[Mapping[str, str]]) -> str:
    return join(
        f"{_write_moment(each['start']):{MINUTE}} ~ {_write_moment(each['end']):{MINUTE}}"
        for each in value
    )


def _moment(cell: Cell) -> datetime | None:
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0)
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", as_text(cell)).strip())
    if not found:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    # 24:00 is the midnight that ends the day.
    later = timedelta(days=1) if (hour, minute) == (24, 0) else timedelta()
    try:
        return datetime(year, month, day, 0 if later else hour, minute) + later  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
