"""Formats of what is no JSON document of the description."""

from __future__ import annotations

from typing import Literal

RosterFormat = Literal["json", "csv", "xlsx", "ics", "geojson", "html"]
ReportFormat = Literal["json", "html", "xlsx"]

MEDIA_TYPES: dict[RosterFormat, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar",
    "geojson": "application/geo+json",
    "html": "text/html",
}
