"""Reads opening hours of food pantries, which come as free text.

Two habits are met: ``Monday: 9:00:00-11:30:00, 13:00:00-15:00:00; Thursday: ...`` and
``11:00 am - 1:00 pm`` with the day told elsewhere; besides, days in lists and ranges, hours
without minutes, noon and midnight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HALF_DAY, DAY = 720, 1440
_WORDS = {"noon": HALF_DAY, "midnight": DAY}
LONGEST = 600
"""A range that only makes sense after adding half a day must not become longer than this."""

_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_DAYS = re.compile(rf"({_DAY})(?:\s*(?:-|–|to|through|thru)\s*({_DAY}))?", re.IGNORECASE)
_CLOCK = r"(?:\d{1,2}(?::\d{2}){0,2}\s*(?:[ap]\.?\s?m\b\.?)?|noon|midnight)"
_RANGE = re.compile(rf"({_CLOCK})\s*(?:-|–|to|until)\s*({_CLOCK})", re.IGNORECASE)
_PARTS = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s*([ap])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Opening:
    """Open on a weekday (0 is Monday) from one minute of the day to another."""

    day: int
    start: int
    end: int


def openings(text: str, days: Iterable[int] = ()) -> tuple[Opening, ...]:
    """Read the opening hours of a week.

    Parameters
    ----------
    text : str
    days : iterable of int
        The days that hours without a day of their own are for.

    Returns
    -------
    tuple of Opening
        In order, without overlap; empty where nothing could be read.
    """
    found: list[Opening] = []
    current, listing = tuple(days), False
    # A range of hours belongs to the days named last before it.
    for token in sorted(
        [*_DAYS.finditer(text), *_RANGE.finditer(text)], key=lambda match: match.start()
    ):
        if token.re is _RANGE:
            hours = _hours(token[1], token[2])
            found += [Opening(day=day, start=hours[0], end=hours[1]) for day in current if hours]
            listing = False
        else:
            current = (*current, *_named_days(token)) if listing else _named_days(token)
            listing = True
    return _merged(found)


def named_days(text: str) -> tuple[int, ...]:
    """Read the days a text names."""
    return tuple(sorted({day for match in _DAYS.finditer(text) for day in _named_days(match)}))


def _named_days(match: re.Match[str]) -> tuple[int, ...]:
    first = DAY_NAMES.index(match[1][:3].lower())
    if not match[2]:
        return (first,)
    last = DAY_NAMES.index(match[2][:3].lower())
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))


def _hours(start: str, end: str) -> tuple[int, int] | None:
    """Read one range; None if it makes no sense."""
    opens, closes = _minute(start), _minute(end)
    if opens is None or closes is None:
        return None
    if not _halved(start) and _halved(end) and opens + HALF_DAY < closes:
        # "1 - 3 pm": the first hour shares the half of the day written at the second.
        opens += HALF_DAY
    if closes <= opens and not _halved(end) and closes + HALF_DAY - opens in range(1, LONGEST + 1):
        # "9 - 5", and a mistyped "15:00 - 6:00", mean the afternoon.
        closes += HALF_DAY
    return (opens, closes) if opens < closes <= DAY else None


def _minute(clock: str) -> int | None:
    """Read a clock time; noon and midnight close a range, so midnight is the day's end."""
    word = clock.strip().lower()
    if word in _WORDS:
        return _WORDS[word]
    match = _PARTS.match(word)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if minute > 59 or hour > (12 if half else 24):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return 60 * hour + minute


def _halved(clock: str) -> bool:
    """Say whether a clock time names its half of the day."""
    return not clock.strip()[-1].isdigit()


def _merged(found: Iterable[Opening]) -> tuple[Opening, ...]:
    merged: list[Opening] = []
    for opening in sorted(set(found)):
        last = merged[-1] if merged else None
        if last and last.day == opening.day and opening.start <= last.end:
            end = max(last.end, opening.end)
            merged[-1] = Opening(day=last.day, start=last.start, end=end)
        else:
            merged.append(opening)
    return tuple(merged)
