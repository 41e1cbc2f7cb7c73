"""A plan's roster for people and systems: one file a format, registered in `formats`."""

from __future__ import annotations

from matcher.rosters.feed import helper_calendar
from matcher.rosters.formats import FORMATS, Format, roster

__all__ = ["FORMATS", "Format", "helper_calendar", "roster"]
