"""One day of a longer plan, as a scenario of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from matcher.model import MINUTES_PER_DAY, Helper, Need, Plan, Scenario


def one_day(scenario: Scenario, plan: Plan, day: int) -> Scenario:
    """Keep one day's shifts, and of the needs what a plan serves that day.

    What a week must do on a Monday is settled only by a plan of the week: most needs could be
    served on any of several days. The stock is the whole week's. Needs need not wait for one
    that the plan serves on another day.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        A plan of the scenario.
    day : int
        0 for the first.
    """
    begins = day * MINUTES_PER_DAY
    times = Counter(visit.need for visit in plan.visits if _is_on(visit.start, begins))
    return replace(
        scenario,
        id=f"{scenario.id}-day-{day}",
        helpers=tuple(_helper(helper, begins) for helper in scenario.helpers),
        needs=tuple(
            _need(need, begins, times[need.id], set(times))
            for need in scenario.needs
            if times[need.id]
        ),
        pins=(),
        published=(),
    )


def _is_on(time: int, begins: int) -> bool:
    return begins <= time < begins + MINUTES_PER_DAY


def _helper(helper: Helper, begins: int) -> Helper:
    return replace(helper, shifts=tuple(s for s in helper.shifts if _is_on(s.start, begins)))


def _need(need: Need, begins: int, times: int, kept: set[str]) -> Need:
    recurrence = need.recurrence
    return replace(
        need,
        windows=tuple(
            w for w in need.windows if w.start < begins + MINUTES_PER_DAY and begins <= w.end
        ),
        recurrence=recurrence and replace(recurrence, times=times),
        after=tuple(name for name in need.after if name in kept),
    )
