"""One helper's calendar over the plans published one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.report.cells import cell
from matcher.rosters.appointments import Appointment, appointments, calendar_of

_Feed = dict[str, Appointment]
"""By uid."""


def helper_calendar(
    published: Sequence[tuple[Scenario, Plan]], helper: str, language: Language
) -> bytes:
    """Write the calendar that a helper subscribes to.

    For each scenario id the newest plan holds. What an earlier plan gave the helper and the
    newest does not is kept as cancelled, under the same uid. Each change of time or place raises
    an event's sequence by one, and so do cancelling it and taking it up again.

    Parameters
    ----------
    published : sequence of (Scenario, Plan)
        The oldest first; each plan names only what its scenario has (`Rule.REFERENCE`).
    helper : str
        The helper's id; one that no scenario has makes an empty calendar.
    language : Language
        Of the events' details.

    Returns
    -------
    bytes
        A calendar (RFC 5545); the same for the same plans.
    """
    feeds: defaultdict[str, _Feed] = defaultdict(dict)
    name = helper
    for scenario, plan in published:
        record = next((each for each in scenario.helpers if each.id == helper), None)
        name = (record.name if record else "") or name
        own = replace(plan, routes=tuple(each for each in plan.routes if each.helper == helper))
        given = {one.uid: one for one in appointments(scenario, own, language)}
        feeds[scenario.id] = _followed_by(feeds[scenario.id], given, scenario)
    return calendar_of(
        (appointment for feed in feeds.values() for appointment in feed.values()),
        cell(name, language),
    )


def _followed_by(before: _Feed, given: _Feed, scenario: Scenario) -> _Feed:
    """Give what stands after one more plan."""
    gone = {
        uid: replace(appointment, cancelled=True, stamp=scenario.start)
        for uid, appointment in before.items()
        if uid not in given
    }
    return {
        uid: replace(appointment, sequence=_sequence(before.get(uid), appointment))
        for uid, appointment in (gone | given).items()
    }


def _sequence(before: Appointment | None, now: Appointment) -> int:
    if before is None:
        return 0
    return before.sequence + (before.when_and_where != now.when_and_where)
