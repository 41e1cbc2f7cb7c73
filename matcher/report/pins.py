"""Pins that a plan does not keep."""

from __future__ import annotations

from matcher.model import Plan, Scenario
from matcher.report.book import Book
from matcher.report.catalogue import WEEKDAYS
from matcher.report.rows import PinRow
from matcher.report.text import Language, Text


def pin_rows(scenario: Scenario, plan: Plan) -> tuple[PinRow, ...]:
    """Return the pins whose visits are left out, in the scenario's order."""
    book = Book(scenario, plan)
    served = {(visit.need, visit.occurrence) for visit in plan.visits}
    return tuple(
        PinRow(
            **book.asked(pin.need, pin.occurrence),
            pinned_helpers=tuple(book.helper_name(helper) for helper in pin.helpers),
            pinned_start=None if pin.start is None else book.moment(pin.start),
        )
        for pin in scenario.pins
        if (pin.need, pin.occurrence) not in served
    )


def pins_text(rows: tuple[PinRow, ...]) -> Text:
    """Name pins that are not kept, and what each asked for."""
    one = len(rows) == 1
    return Text(
        f"{len(rows)} {'pin is' if one else 'pins are'} not kept: "
        + "; ".join(_pin(row, Language.EN) for row in rows),
        f"{len(rows)} 项固定安排未能保留：" + "；".join(_pin(row, Language.ZH) for row in rows),
    )


def _pin(row: PinRow, language: Language) -> str:
    parts = list(row.pinned_helpers)
    if row.pinned_start is not None:
        weekday = WEEKDAYS[row.pinned_start.weekday()].of(language)
        parts.append(f"{weekday} {row.pinned_start:%m-%d %H:%M}")
    if not parts:
        return row.visit
    inside = Text(", ".join(parts), "、".join(parts)).of(language)
    return Text(f"{row.visit} ({inside})", f"{row.visit}（{inside}）").of(language)
