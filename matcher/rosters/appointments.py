"""A helper's visits as appointments of a calendar (RFC 5545)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from matcher.check.geography import Point
from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.report.catalogue import COLUMNS
from matcher.report.cells import cell
from matcher.report.rosters import helper_rows
from matcher.report.rows import HelperRow
from matcher.rosters.places import Places

_VISITS = UUID("6f0c9a52-8a3e-5d4c-9b1f-1d2a6c0e7b34")
"""The namespace of all appointments' ids; another one would make every calendar forget."""
_DETAILS = ("resident", "role", "others", "resources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One stop of one helper.

    Attributes
    ----------
    uid : str
        The same in every plan of the scenario that gives this visit to this helper.
    stamp : datetime
        The scenario's start, so that equal plans make equal calendars.
    helper : str
        The helper's name.
    start, end : datetime
    summary : str
        The service's name.
    location : str
        The community's name.
    point : (float, float) or None
        WGS-84 latitude and longitude.
    details : str
        For whom, with whom and with what, line by line.
    sequence : int
        Raised with each change of time or place, and when it is cancelled or comes back.
    cancelled : bool
    """

    uid: str
    stamp: datetime
    helper: str
    start: datetime
    end: datetime
    summary: str
    location: str
    point: Point | None
    details: str
    sequence: int = 0
    cancelled: bool = False

    @property
    def when_and_where(self) -> tuple[object, ...]:
        """What people must be told when it changes; a cancelled one is nowhere."""
        return (self.cancelled, self.start, self.end, self.location, self.point)

    def event(self) -> Event:
        """Make a calendar's event of it."""
        event = Event()
        event.add("uid", self.uid)
        event.add("dtstamp", self.stamp.astimezone(UTC))
        event.add("dtstart", self.start.astimezone(UTC))
        event.add("dtend", self.end.astimezone(UTC))
        event.add("sequence", self.sequence)
        event.add("status", "CANCELLED" if self.cancelled else "CONFIRMED")
        event.add("summary", self.summary)
        event.add("location", self.location)
        if self.point is not None:
            event.add("geo", self.point)
        if self.details:
            event.add("description", self.details)
        event.add("class", "PRIVATE")
        return event


def appointments(scenario: Scenario, plan: Plan, language: Language) -> list[Appointment]:
    """Return the visits of all helpers, in order of the plan's routes."""
    places = Places(scenario)
    seen: Counter[tuple[object, ...]] = Counter()
    made = []
    for row in helper_rows(scenario, plan):
        if row.need is None or row.start is None:
            continue  # a break, or the way back
        visit = (scenario.id, row.need, row.occurrence, row.helper)
        made.append(
            Appointment(
                # One helper may take two roles of a visit, one after the other.
                uid=str(uuid5(_VISITS, json.dumps([*visit, seen[visit]]))),
                stamp=scenario.start,
                helper=cell(row.helper_name, language),
                start=row.start,
                end=row.end,
                summary=cell(row.service_name, language),
                location=cell(row.community_name, language),
                point=places.of_need(row.need),
                details=_details(row, language),
            )
        )
        seen[visit] += 1
    return made


def calendar_of(made: Iterable[Appointment], name: str) -> bytes:
    """Write a calendar by time: in UTC, folded and escaped, the same bytes each time."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Linli//Rosters//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what clients older than RFC 7986 read
    for appointment in sorted(made, key=lambda one: one.start):
        calendar.add_component(appointment.event())
    content: bytes = calendar.to_ical()
    return content


def _details(row: HelperRow, language: Language) -> str:
    colon = "：" if language is Language.ZH else ": "
    return "\n".join(
        COLUMNS[field].of(language) + colon + cell(value, language)
        for field in _DETAILS
        if (value := getattr(row, field))
    )
