"""What a roll tells, as tables of text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from matcher.model import EscalationTier, Scenario
from matcher.model.ladder import service_level_end
from matcher.report import Language, Table, Text
from matcher.report.cells import cell
from matcher.roll import words
from matcher.roll.records import NeedLog, Rolled, Week

MOST_NEEDS = 30
"""Needs that are shown, the most urgent first."""


def roll_tables(scenario: Scenario, rolled: Rolled, language: Language) -> tuple[Table, ...]:
    """Give the ledger, and the needs that had to wait, the most urgent first.

    Those still open come before those met; of each, those that moved up highest, then the oldest.
    """
    ladder = scenario.policy.escalation
    return _weeks(ladder, rolled.weeks, language), _needs(scenario, rolled, language)


def needs_cut(rolled: Rolled) -> Text | None:
    """Say how many needs the table of those that had to wait leaves out; None if none."""
    more = len(rolled.needs) - MOST_NEEDS
    return None if more <= 0 else words.cut(more)


def _weeks(ladder: Sequence[EscalationTier], weeks: Sequence[Week], language: Language) -> Table:
    heads = [
        *(words.WEEK, words.FROM, words.ASKED, words.CARRIED, words.VISITS, words.PLANNED),
        *(words.NO_SHOWS, words.SERVED, words.LEFT, words.OVERDUE, words.OLDEST),
    ]
    tiers = [words.MOVED_UP.of(language).format(kinds=_kinds(tier, language)) for tier in ladder]
    rows = [
        (
            *(week.week, week.start, week.asked, week.carried, week.visits, week.planned),
            *(week.no_shows, week.served, week.left, week.overdue, week.oldest_days),
            *week.escalations,
        )
        for week in weeks
    ]
    return Table(
        title=words.WEEKS.of(language),
        columns=(*(head.of(language) for head in heads), *tiers),
        figures=(True, False, *(True for _ in heads[2:]), *(True for _ in tiers)),
        rows=tuple(tuple(cell(value, language) for value in row) for row in rows),
    )


def _needs(scenario: Scenario, rolled: Rolled, language: Language) -> Table:
    services = {service.id: service.name for service in scenario.services}
    places = {place.id: place.name for place in scenario.communities}
    heads = (
        *(words.NEED, words.SERVICE, words.COMMUNITY, words.REQUESTED, words.NO_SHOWS),
        *(words.STEPS, words.FIRST_VISIT, words.OPEN),
    )
    late = _late(scenario, rolled)
    shown = sorted(rolled.needs, key=lambda log: _urgency(log, late))[:MOST_NEEDS]
    rows = [
        (
            *(log.need, services[log.service], places[log.community], log.requested),
            *(log.no_shows, _steps(scenario, log, language), min(log.visits, default=None)),
            words.YES if log.open else None,
        )
        for log in shown
    ]
    return Table(
        title=words.NEEDS.of(language),
        columns=tuple(head.of(language) for head in heads),
        figures=tuple(head is words.NO_SHOWS for head in heads),
        rows=tuple(tuple(cell(value, language) for value in row) for row in rows),
    )


def _urgency(log: NeedLog, late: Collection[str]) -> tuple[bool, bool, int, datetime]:
    """Order needs: open ones first, overdue before others, the higher up, then the older."""
    highest = max((step.tier for step in log.steps), default=-1)
    return not log.open, log.need not in late, -highest, log.requested


def _late(scenario: Scenario, rolled: Rolled) -> set[str]:
    """Name the needs that are still open and older than their service level after the last week."""
    if not rolled.weeks:
        return set()
    past = rolled.weeks[-1].start - scenario.start.date()
    over = scenario.start + past + timedelta(minutes=scenario.horizon)
    services = {service.id: service for service in scenario.services}
    promised = {
        need.id: service_level_end(replace(need, requested=0), services[need.service])
        for need in scenario.needs
    }
    return {
        log.need
        for log in rolled.needs
        if log.open
        and (minutes := promised[log.origin]) is not None
        and max(log.visits, default=log.requested) + timedelta(minutes=minutes) < over
    }


def _steps(scenario: Scenario, log: NeedLog, language: Language) -> str:
    ladder = scenario.policy.escalation
    return ", ".join(f"{_kinds(ladder[step.tier], language)} {step.at:%m-%d}" for step in log.steps)


def _kinds(tier: EscalationTier, language: Language) -> str:
    return cell(tuple(tier.kinds), language)
