"""Needs that move up the ladder, and to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from matcher.model import Plan, Scenario
from matcher.report.book import Book
from matcher.report.catalogue import LABELS, WEEKDAYS
from matcher.report.rows import EscalationRow
from matcher.report.text import Language, Text


def escalation_rows(scenario: Scenario, plan: Plan) -> tuple[EscalationRow, ...]:
    """Return each tier that opened to a need before it was met, the soonest first."""
    book, ladder = Book(scenario, plan), scenario.policy.escalation
    rows = [
        EscalationRow(
            **book.asked(entry.need, 0),
            tier=entry.tier + 1,
            kinds=ladder[entry.tier].kinds,
            at=book.moment(entry.at),
        )
        for entry in plan.escalations
    ]
    return tuple(sorted(rows, key=lambda row: row.at))


def moves_up(scenario: Scenario, plan: Plan, need: str) -> Text | None:
    """Say to whom a need of a plan moves up, and when; None: to nobody."""
    own = replace(plan, escalations=tuple(one for one in plan.escalations if one.need == need))
    return moves_up_text(escalation_rows(scenario, own)) if own.escalations else None


def moves_up_text(rows: Iterable[EscalationRow]) -> Text:
    """Say to whom one need moves up, and when."""
    rows = tuple(rows)
    return Text(
        f"It moves up: {', '.join(_step(row, Language.EN) for row in rows)}.",
        f"逐级上报：{'，'.join(_step(row, Language.ZH) for row in rows)}。",
    )


def _step(row: EscalationRow, language: Language) -> str:
    names = [LABELS[type(kind)][kind].of(language) for kind in row.kinds]
    weekday = WEEKDAYS[row.at.weekday()].of(language)
    return Text(
        f"to the {' or '.join(names)} on {weekday} {row.at:%m-%d %H:%M}",
        f"{weekday} {row.at:%m-%d %H:%M} 至{'或'.join(names)}",
    ).of(language)
