"""When a visit may be, and how late it is."""

from __future__ import annotations

from typing import NamedTuple

from matcher.check.reading import Served
from matcher.model import Window, WindowBounds


class Late(NamedTuple):
    """How late a visit is; compared, the cheaper comes first."""

    cost: int
    minutes: int
    """The largest single lateness."""


def window_lateness(served: Served) -> Late | None:
    """Give the lateness in the best window that admits the visit; None if none does."""
    windows = served.facts.need.windows
    if not windows:
        return Late(0, 0)
    found = (_lateness(served, window) for window in windows)
    return min((late for late in found if late is not None), default=None)


def lateness(served: Served) -> Late:
    """Give the lateness against windows and due date; a visit that no window admits has none."""
    cost, largest = window_lateness(served) or (0, 0)
    due = served.facts.need.due
    overdue = 0 if due is None else max(0, served.visit.start - due)
    return Late(cost + overdue, max(largest, overdue))


def _lateness(served: Served, window: Window) -> Late | None:
    if served.visit.start < window.start:
        return None
    overruns = [max(0, time - window.end) for time in _bounded_times(served, window)]
    largest = max(overruns)
    if largest and not window.soft:
        return None
    if window.max_late is not None and largest > window.max_late:
        return None
    return Late(window.late_cost * sum(overruns), largest)


def _bounded_times(served: Served, window: Window) -> list[int]:
    if window.bounds is WindowBounds.SERVICE:
        return [served.visit.end]
    if window.bounds is WindowBounds.ALL_STARTS and served.members:
        return [member.assignment.start for member in served.members]
    return [served.visit.start]
