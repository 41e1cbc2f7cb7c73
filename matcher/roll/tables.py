"""What a roll tells, as tables of text."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.model import EscalationTier, Scenario
from matcher.report import Language, Table
from matcher.report.cells import cell
from matcher.roll import words
from matcher.roll.records import NeedLog, Rolled, Week

MOST_NEEDS = 30
"""Needs that are shown, those first that have waited longest."""


def roll_tables(scenario: Scenario, rolled: Rolled, language: Language) -> tuple[Table, ...]:
    """Give the ledger, and the needs that had to wait, those that waited longest first."""
    ladder = scenario.policy.escalation
    return _weeks(ladder, rolled.weeks, language), _needs(scenario, rolled.needs, language)


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


def _needs(scenario: Scenario, logs: Sequence[NeedLog], language: Language) -> Table:
    services = {service.id: service.name for service in scenario.services}
    places = {place.id: place.name for place in scenario.communities}
    heads = (
        *(words.NEED, words.SERVICE, words.COMMUNITY, words.REQUESTED, words.NO_SHOWS),
        *(words.STEPS, words.FIRST_VISIT, words.OPEN),
    )
    longest = sorted(logs, key=lambda log: (-len(log.weeks), log.requested))[:MOST_NEEDS]
    rows = [
        (
            *(log.need, services[log.service], places[log.community], log.requested),
            *(log.no_shows, _steps(scenario, log, language), min(log.visits, default=None)),
            words.YES if log.open else None,
        )
        for log in longest
    ]
    return Table(
        title=words.NEEDS.of(language),
        columns=tuple(head.of(language) for head in heads),
        figures=tuple(head is words.NO_SHOWS for head in heads),
        rows=tuple(tuple(cell(value, language) for value in row) for row in rows),
    )


def _steps(scenario: Scenario, log: NeedLog, language: Language) -> str:
    ladder = scenario.policy.escalation
    return ", ".join(f"{_kinds(ladder[step.tier], language)} {step.at:%m-%d}" for step in log.steps)


def _kinds(tier: EscalationTier, language: Language) -> str:
    return cell(tuple(tier.kinds), language)
