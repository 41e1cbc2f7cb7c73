"""One day of a longer scenario, as a scenario of its own."""

from __future__ import annotations

from dataclasses import replace

from matcher.model import MINUTES_PER_DAY, Helper, Need, Scenario


def one_day(scenario: Scenario, day: int) -> Scenario:
    """Keep one day's shifts, and the needs that some window lets in on that day.

    A need that recurs keeps as many visits as its gap allows within one day. Needs that must wait
    for one that is gone go too.

    Parameters
    ----------
    scenario : Scenario
    day : int
        0 for the first.
    """
    begins = day * MINUTES_PER_DAY
    needs = {need.id: need for need in (_need(n, begins) for n in scenario.needs) if need}
    while lost := [need.id for need in needs.values() if set(need.after) - set(needs)]:
        for name in lost:
            del needs[name]
    return replace(
        scenario,
        id=f"{scenario.id}-day-{day}",
        helpers=tuple(_helper(helper, begins) for helper in scenario.helpers),
        needs=tuple(needs.values()),
        pins=tuple(
            pin
            for pin in scenario.pins
            if pin.need in needs
            and pin.occurrence == 0
            and (pin.start is None or _is_on(pin.start, begins))
        ),
        published=tuple(
            told
            for told in scenario.published
            if told.need in needs and told.occurrence == 0 and _is_on(told.start, begins)
        ),
    )


def _is_on(time: int, begins: int) -> bool:
    return begins <= time < begins + MINUTES_PER_DAY


def _helper(helper: Helper, begins: int) -> Helper:
    return replace(helper, shifts=tuple(s for s in helper.shifts if _is_on(s.start, begins)))


def _need(need: Need, begins: int) -> Need | None:
    windows = tuple(
        w for w in need.windows if w.start < begins + MINUTES_PER_DAY and begins <= w.end
    )
    if need.windows and not windows:
        return None
    recurrence = need.recurrence
    if recurrence is not None and recurrence.min_gap_days > 0:
        recurrence = replace(recurrence, times=1)
    return replace(need, windows=windows, recurrence=recurrence)
