"""One value of a row in words."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from matcher.model import Rule
from matcher.report.catalogue import LABELS, WEEKDAYS
from matcher.report.rows import Amount, Given
from matcher.report.text import Language, Text


def cell(value: object, language: Language, day: date | None = None) -> str:
    """Say one value in words.

    Parameters
    ----------
    value : object
        Of a type that rows hold.
    language : Language
    day : datetime.date, optional
        The day that stands in the same row: its moments need not say it again.
    """
    match value:
        case tuple():
            return _joined(value, language)
        case datetime():
            return f"{value:%H:%M}" if value.date() == day else f"{value:%m-%d %H:%M}"
        case date():
            return f"{WEEKDAYS[value.weekday()].of(language)} {value:%m-%d}"
        case int() | float():
            return f"{value:,}"
        case _:
            return _printable(_words(value, language))


def rule_name(code: str, language: Language) -> str:
    """Name the rule of a code; a code that is not in the catalogue is its own name."""
    return LABELS[Rule].get(code, Text(code, code)).of(language)


def _words(value: object, language: Language) -> str:
    match value:
        case StrEnum():
            return LABELS[type(value)][value].of(language)
        case Text():
            return value.of(language)
        case Given():
            return f"{value.name} {_amount(value.amount)}"
        case Amount():
            return _amount(value)
        case _:
            return "" if value is None else str(value)


def _amount(amount: Amount) -> str:
    if amount.unit == "fen":
        return f"¥{amount.quantity / 100:,.2f}"
    return f"{amount.quantity:,} {amount.unit}".rstrip()


def _joined(values: tuple[object, ...], language: Language) -> str:
    words = [cell(value, language) for value in values]
    if any(isinstance(value, Text) for value in values):
        return "\n".join(words)
    if any(isinstance(value, int) for value in values):
        return " / ".join(words)
    return ("、" if language is Language.ZH else ", ").join(words)


def _printable(text: str) -> str:
    """Keep a scenario's text from steering the terminal."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
