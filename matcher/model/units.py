"""The units of every figure in a record, as types.

Inside Linli a time is a whole minute counted from the horizon's start; in a file it is ISO 8601
with its offset. The conversion needs that start, which the reader and the writer hand over as
``context={"start": datetime}``; without a context an `Instant` stays a plain number.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    SerializationInfo,
    Strict,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

MINUTES_PER_DAY = 1440
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY

INSTANT_PATTERN = r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:00(\.0+)?)?(Z|[+-]\d\d:\d\d)$"
"""An `Instant` in a file: a whole minute, seconds left out or zero."""

IDENTIFIER_PATTERN = r"^\S(.*\S)?$"

START_PATTERN = r"^\d{4}-\d\d-\d\dT00:00(:00(\.0+)?)?(Z|[+-]\d\d:\d\d)$"
"""A `HorizonStart` in a file."""


def _instant_from_iso(value: object, info: ValidationInfo) -> object:
    start: datetime | None = (info.context or {}).get("start")
    if start is None:
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("time_format", "a time is text like 2026-11-23T09:00+08:00")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError(
            "time_format", "a time is text like 2026-11-23T09:00+08:00"
        ) from None
    if moment.tzinfo is None:
        raise PydanticCustomError("time_without_offset", "a time needs its offset, like +08:00")
    minutes, rest = divmod(moment - start, timedelta(minutes=1))
    if rest:
        raise PydanticCustomError("time_not_whole_minutes", "a time is a whole minute")
    return minutes


def _instant_to_iso(value: int, info: SerializationInfo) -> int | str:
    start: datetime | None = (info.context or {}).get("start")
    if start is None:
        return value
    return (start + timedelta(minutes=value)).isoformat(timespec="minutes")


def _day_from_text(value: object) -> object:
    # Left alone, numbers would be read as seconds since 1970.
    if isinstance(value, date | str) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("date_format", "a day is text like 2026-11-23")


def _midnight_with_offset(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise PydanticCustomError("time_without_offset", "a time needs its offset, like +08:00")
    if (value.hour, value.minute, value.second, value.microsecond) != (0, 0, 0, 0):
        raise PydanticCustomError("start_not_midnight", "the horizon starts at midnight")
    return value


Identifier = Annotated[str, Field(min_length=1, max_length=100, pattern=IDENTIFIER_PATTERN)]
"""A name that stands for one record; external ids, never an ID-card number."""

HorizonStart = Annotated[
    datetime,
    AfterValidator(_midnight_with_offset),
    # Not the format date-time: seconds are left out, which RFC 3339 does not allow.
    WithJsonSchema(
        {"type": "string", "pattern": START_PATTERN, "examples": ["2026-11-23T00:00+08:00"]}
    ),
]
"""Local midnight with its offset; minute 0 of every `Instant`."""

Instant = Annotated[
    int,
    Strict(),
    BeforeValidator(_instant_from_iso),
    PlainSerializer(_instant_to_iso),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": INSTANT_PATTERN,
            "examples": ["2026-11-23T09:00+08:00"],
        }
    ),
]
"""Minutes from the horizon's start; ISO 8601 with offset in files."""

Day = Annotated[date, BeforeValidator(_day_from_text)]
"""A calendar day; ISO 8601 (2026-11-23) in files."""

Flag = Annotated[bool, Strict()]
"""True or false, nothing that looks like it."""

Minutes = Annotated[int, Strict(), Field(ge=0, le=525_600)]
"""A length of time in whole minutes."""

Days = Annotated[int, Strict(), Field(ge=0, le=366)]
"""A number of calendar days."""

Metres = Annotated[int, Strict(), Field(ge=0, le=100_000_000)]
"""A distance in whole metres."""

Fen = Annotated[int, Strict(), Field(ge=0, le=10**12)]
"""Money in whole fen (a hundredth of a yuan)."""

Quantity = Annotated[int, Strict(), Field(ge=0, le=10**12)]
"""Whole units of a resource: pieces for goods and equipment, fen for funds, persons for venues."""

Count = Annotated[int, Strict(), Field(ge=0, le=1_000_000)]
"""A plain number of things."""

Weight = Annotated[int, Strict(), Field(ge=0, le=1_000_000)]
"""A whole, non-negative factor of the objective."""

Priority = Annotated[int, Strict(), Field(ge=1, le=5)]
"""Urgency from 1 (can wait) to 5 (vital)."""

Level = Annotated[int, Strict(), Field(ge=1, le=5)]
"""How well a skill is mastered, from 1 (beginner) to 5 (expert)."""

Latitude = Annotated[float, Strict(), Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Strict(), Field(ge=-180, le=180, allow_inf_nan=False)]
Probability = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
Factor = Annotated[float, Strict(), Field(ge=1, le=10, allow_inf_nan=False)]
"""A road distance over the straight line's."""

Speed = Annotated[float, Strict(), Field(gt=0, le=200, allow_inf_nan=False)]
"""Kilometres per hour."""
