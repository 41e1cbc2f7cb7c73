"""A roster as a calendar: one event for each stop of each helper."""

from __future__ import annotations

from dataclasses import replace

from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.report.cells import cell
from matcher.rosters.appointments import appointments, calendar_of


def calendar_roster(scenario: Scenario, plan: Plan, language: Language) -> bytes:
    """Write the calendar of all helpers; each event says whose it is."""
    made = appointments(scenario, plan, language)
    name = cell(scenario.name or scenario.id, language)
    return calendar_of(
        [replace(one, summary=f"{one.summary} · {one.helper}") for one in made], name
    )
