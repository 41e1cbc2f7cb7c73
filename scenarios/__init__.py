"""Scenarios to try Linli on: invented people in places of published sizes."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

NAMES = (
    "station-week",
    "kangbashi-district",
    "outbreak",
    "weekly-contact",
    "double-crew",
    "yuehe-ladder",
)


def names() -> tuple[str, ...]:
    """Name every scenario, the one to begin with first."""
    return NAMES


def path(name: str) -> Path:
    """Say where a scenario's JSON file lies; its page is the README.md beside it.

    Raises
    ------
    LookupError
        If there is no scenario of that name.
    """
    if name not in NAMES:
        raise LookupError(f"no scenario {name!r}; there are {', '.join(NAMES)}")
    return Path(str(files(__package__) / name / "scenario.json"))
