"""Times: in order, in the horizon, and long enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from matcher.model import (
    Break,
    Interval,
    Problem,
    Project,
    Scenario,
    Shift,
    Window,
)
from matcher.validate.catalogue import problem
from matcher.validate.walk import (
    ROLES,
    distinct,
    failing,
    least_length,
    services_by_id,
    with_pointers,
)

MOST_DAYS = 92
_TEN_YEARS = 10 * 366 * 1440


SPANS = (
    "helpers/*/shifts/*",
    "helpers/*/shifts/*/breaks/*",
    "needs/*/windows/*",
    "resources/*/available/*",
    "projects/*",
)
"""Where spans of time are given."""

ENDS = ("start", "end")


def horizon_length(scenario: Scenario) -> Iterator[Problem]:
    """Find horizons of no day or of too many."""
    if scenario.days == 0:
        yield problem("horizon_empty", "/days")
    if scenario.days > MOST_DAYS:
        yield problem("horizon_too_long", "/days", value=scenario.days, limit=MOST_DAYS)


def starts_and_ends(scenario: Scenario) -> Iterator[Problem]:
    """Find what ends before it starts; only windows and breaks may be one instant."""
    for path in SPANS:
        for pointer, span in failing(scenario, path, _in_order, *ENDS):
            if span.end < span.start:
                yield problem("end_before_start", f"{pointer}/end")
            else:
                yield problem("empty_interval", f"{pointer}/end")


def _in_order(span: Shift | Break | Window | Interval | Project) -> bool:
    if span.start is None or span.end is None:
        return True
    if isinstance(span, Window | Break):
        return span.start <= span.end
    return span.start < span.end


def durations(scenario: Scenario) -> Iterator[Problem]:
    """Find durations of nothing."""
    for owner in ("services/*", "needs/*", *ROLES, "helpers/*/shifts/*/breaks/*"):
        for pointer, _ in failing(scenario, f"{owner}/minutes", bool):
            yield problem("zero_minutes", pointer)


def overlapping_shifts(scenario: Scenario) -> Iterator[Problem]:
    """Find shifts of one helper that overlap."""
    for pointer, shifts in failing(scenario, "helpers/*/shifts", _follow):
        numbered = sorted(enumerate(shifts), key=lambda item: item[1].start)
        latest: Shift | None = None
        for k, shift in numbered:
            if latest is not None and shift.start < latest.end and shift.end > latest.start:
                yield problem("overlapping_shifts", f"{pointer}/{k}/start", other=latest.id)
            if latest is None or shift.end > latest.end:
                latest = shift


def _follow(spans: tuple[Shift | Break, ...]) -> bool:
    """Say whether spans stand in order of time, as is usual, and do not overlap."""
    return len(spans) < 2 or all(
        before.start <= after.start and before.end <= after.start
        for before, after in pairwise(spans)
    )


def breaks(scenario: Scenario) -> Iterator[Problem]:
    """Find breaks outside their shift, or too short for their minutes."""
    for pointer, shift, rest in _each_break(scenario):
        if rest.end < rest.start or shift.end < shift.start:
            continue
        if rest.start < shift.start or rest.end > shift.end:
            yield problem("break_outside_shift", pointer)
        if rest.minutes > rest.end - rest.start:
            yield problem("break_too_long", f"{pointer}/minutes", minutes=rest.minutes)


def _each_break(scenario: Scenario) -> Iterator[tuple[str, Shift, Break]]:
    if not any(distinct(scenario, "helpers/*/shifts/*/breaks")):
        return
    for pointer, shift in with_pointers(scenario, "helpers/*/shifts/*"):
        for b, rest in enumerate(shift.breaks):
            yield f"{pointer}/breaks/{b}", shift, rest


def order_of_breaks(scenario: Scenario) -> Iterator[Problem]:
    """Find breaks of a shift that do not follow one another."""
    for pointer, rests in failing(scenario, "helpers/*/shifts/*/breaks", _follow):
        for b, (before, after) in enumerate(pairwise(rests), start=1):
            if after.start < before.start:
                yield problem("breaks_out_of_order", f"{pointer}/{b}")
            elif after.start < before.end:
                yield problem("breaks_overlap", f"{pointer}/{b}")


def far_times(scenario: Scenario) -> Iterator[Problem]:
    """Find times so far away that they must be slips."""
    for path in SPANS:
        for pointer, span in failing(
            scenario, path, lambda span: not _is_far(scenario, span), *ENDS
        ):
            for name, time in (("start", span.start), ("end", span.end)):
                if not _is_near(time):
                    yield problem("time_out_of_range", f"{pointer}/{name}")
    for path in ("needs/*/due", "needs/*/requested", "published/*/start"):
        for pointer, _ in failing(scenario, path, _is_near):
            yield problem("time_out_of_range", pointer)


def _is_near(time: int | None) -> bool:
    return time is None or abs(time) <= _TEN_YEARS


def _is_far(scenario: Scenario, span: Shift | Break | Window | Interval | Project) -> bool:
    """Say whether a span that may lie outside the horizon is far away."""
    if _is_near(span.start) and _is_near(span.end):
        return False
    free = isinstance(span, Interval | Project)
    return free or (isinstance(span, Shift | Window) and _touches(scenario, span))


def shifts_in_horizon(scenario: Scenario) -> Iterator[Problem]:
    """Find shifts outside the horizon, or partly outside."""
    yield from _outside(scenario, "helpers/*/shifts/*", "shift")


def windows_in_horizon(scenario: Scenario) -> Iterator[Problem]:
    """Find windows outside the horizon, or partly outside."""
    yield from _outside(scenario, "needs/*/windows/*", "window")


def _outside(scenario: Scenario, path: str, name: str) -> Iterator[Problem]:
    if not scenario.days:
        return
    for pointer, span in failing(scenario, path, lambda span: _inside(scenario, span), *ENDS):
        partly = _touches(scenario, span)
        yield problem(f"{name}_{'partly_outside' if partly else 'outside_horizon'}", pointer)


def windows_long_enough(scenario: Scenario) -> Iterator[Problem]:
    """Find windows into which their visit does not fit."""
    services, known = services_by_id(scenario), dict[tuple[object, ...], int | None]()
    for i, need in enumerate(scenario.needs):
        for k, window in enumerate(need.windows):
            alike = need.service, need.minutes, id(need.roles), window.bounds
            if alike not in known:
                known[alike] = least_length(need, services, window.bounds)
            needed, available = known[alike], _most_length(window)
            if needed is not None and available is not None and available < needed:
                yield problem(
                    "window_too_short",
                    f"/needs/{i}/windows/{k}",
                    available=available,
                    needed=needed,
                )


def _most_length(window: Window) -> int | None:
    """Return the minutes a window allows for what it bounds; None if there is no limit."""
    if window.end < window.start or (window.soft and window.max_late is None):
        return None
    late = window.max_late or 0 if window.soft else 0
    return window.end + late - max(window.start, 0)


def _inside(scenario: Scenario, span: Shift | Window) -> bool:
    return _touches(scenario, span) and span.start >= 0 and span.end <= scenario.horizon


def _touches(scenario: Scenario, span: Shift | Window) -> bool:
    return span.start < scenario.horizon and span.end >= (1 if isinstance(span, Shift) else 0)


STANDALONE = (
    horizon_length,
    starts_and_ends,
    durations,
    overlapping_shifts,
    breaks,
    order_of_breaks,
)

WHOLE = (
    far_times,
    shifts_in_horizon,
    windows_in_horizon,
    windows_long_enough,
)
