from __future__ import annotations

from dataclasses import replace

from matcher.model import Pin, Plan, Scenario
from matcher.report import Text
from matcher.report.pins import pin_rows, pins_text


def test_pins_of_visits_left_out_are_named_with_what_was_pinned(
    scenario: Scenario, plan: Plan
) -> None:
    kept = plan.visits[0]
    pins = (
        Pin(need=kept.need, occurrence=kept.occurrence),
        *(Pin(need=one.need, occurrence=one.occurrence) for one in plan.unmet),
    )
    rows = pin_rows(replace(scenario, pins=pins), plan)
    assert [(row.need, row.occurrence) for row in rows] == [
        (one.need, one.occurrence) for one in plan.unmet
    ]
    first, second = (row.visit for row in rows)
    assert pins_text(rows) == Text(
        f"2 pins are not kept: {first}; {second}",
        f"2 项固定安排未能保留：{first}；{second}",
    )
