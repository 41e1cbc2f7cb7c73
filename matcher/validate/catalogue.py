"""Every problem an input can have, in two languages; `messages.toml` holds the sentences."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from matcher.model import Problem, Scenario, Severity

_LONGEST_VALUE = 300
_DIGITS = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"
_ID_CARD = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}(?:(?:19|20)\d{{2}}{_DIGITS}[\dXx]|\d{{2}}{_DIGITS})(?!\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The two sentences of a problem; words in braces are filled in."""

    en: str
    zh: str
    severity: Severity = Severity.ERROR


@cache
def catalogue() -> Mapping[str, Message]:
    """Read every message, by code."""
    text = (files("matcher.validate") / "messages.toml").read_text(encoding="utf-8")
    return {
        code: Message(
            en=entry["en"], zh=entry["zh"], severity=Severity(entry.get("severity", "error"))
        )
        for code, entry in tomllib.loads(text).items()
    }


def problem(code: str, pointer: str, *, suggestion: str = "", **values: object) -> Problem:
    """Make a problem with its two sentences.

    Parameters
    ----------
    code : str
        A code of the catalogue.
    pointer : str
        RFC 6901 pointer into the scenario document.
    suggestion : str
        What was probably meant.
    **values : object
        What the sentences' braces stand for; an ID-card number among them is masked.

    Raises
    ------
    KeyError
        If the catalogue has no such code, or a brace has no value.
    """
    message = catalogue()[code]
    words = {name: _shown(value) for name, value in values.items()}
    en, zh = message.en.format_map(words), message.zh.format_map(words)
    if suggestion:
        en, zh = f"{en} Did you mean '{suggestion}'?", f"{zh}是否应为“{suggestion}”？"
    return Problem(code=code, pointer=pointer, en=en, zh=zh, severity=message.severity)


def holds_id_card_number(text: str) -> bool:
    """Tell whether a text holds what looks like a Chinese ID-card number of 18 or 15 digits."""
    return _ID_CARD.search(unicodedata.normalize("NFKC", text)) is not None


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by their place in the document; equal ones once."""
    order = {field.name: number for number, field in enumerate(fields(Scenario))}

    def place(item: Problem) -> tuple[object, ...]:
        first, *rest = item.pointer.split("/")[1:] or [""]
        steps = tuple((0, int(s), "") if s.isdigit() else (1, 0, s) for s in rest)
        return order.get(first, len(order)), first, steps, item.code, item.en

    return tuple(sorted(dict.fromkeys(problems), key=place))


def problems_page() -> str:
    """Write docs/problems.md: every code with both its sentences."""
    lines = [
        "# Problems",
        "",
        "What Linli says when an input is wrong, in files and through the API. An error stops the",
        "input; a warning is told and let pass. Codes are stable. Words in braces are filled in.",
        "",
        "| code | severity | English | 中文 |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{code}` | {message.severity} | {message.en} | {message.zh} |"
        for code, message in catalogue().items()
    ]
    return "\n".join(lines) + "\n"


def _shown(value: object) -> str:
    text = str(value)
    if holds_id_card_number(text):
        return "***"
    text = "".join(character if character.isprintable() else "�" for character in text)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
