"""What a bad scenario document is: what is spoilt, and the one complaint it must bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NAN = float("nan")
HELPER, SHIFT, NEED = "/helpers/0", "/helpers/0/shifts/0", "/needs/0"
BREAK, ROLE, WINDOW = f"{SHIFT}/breaks/0", "/services/0/roles/0", f"{NEED}/windows/0"
MATRIX = "/travel/matrices/0"
MONDAY = "2026-11-23T"


def at(time: str, day: str = MONDAY) -> str:
    return f"{day}{time}+08:00"


@dataclass(frozen=True)
class Bad:
    """The base document with some fields changed."""

    name: str
    changes: dict[str, Any]
    code: str
    pointer: str


def one(code: str, pointer: str, value: Any, name: str = "") -> Bad:
    """Spoil the very field that must be blamed."""
    return Bad(name or f"{code} {pointer}", {pointer: value}, code, pointer)
