"""The formats of a roster, by media type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.rosters.calendar import calendar_roster
from matcher.rosters.document import json_roster
from matcher.rosters.geojson import geojson_roster
from matcher.rosters.lines import csv_roster
from matcher.rosters.page import html_roster
from matcher.rosters.workbook import xlsx_roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of a roster.

    Attributes
    ----------
    name : str
        What it goes by, and how its files end: ``csv``.
    media_type : str
    write : callable
        From a scenario, its plan and a language to the same bytes each time.
    """

    name: str
    media_type: str
    write: Callable[[Scenario, Plan, Language], bytes]


_ALL = (
    Format(name="json", media_type="application/json", write=json_roster),
    Format(name="csv", media_type="text/csv", write=csv_roster),
    Format(
        name="xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write=xlsx_roster,
    ),
    Format(name="ics", media_type="text/calendar", write=calendar_roster),
    Format(name="geojson", media_type="application/geo+json", write=geojson_roster),
    Format(name="html", media_type="text/html", write=html_roster),
)

FORMATS: dict[str, Format] = {each.media_type: each for each in _ALL}
"""Every format, by media type; the first is the one to give where none is asked for."""


def roster(scenario: Scenario, plan: Plan, media_type: str, language: Language) -> bytes:
    """Write a plan's roster in one format.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        One that names only what the scenario has (`Rule.REFERENCE`).
    media_type : str
        One of `FORMATS`, without parameters; text is UTF-8.
    language : Language
        Of everything for people.

    Raises
    ------
    LookupError
        If there is no format of that media type.
    """
    if media_type not in FORMATS:
        raise LookupError(f"no roster of type {media_type!r}; there are {', '.join(FORMATS)}")
    return FORMATS[media_type].write(scenario, plan, language)
