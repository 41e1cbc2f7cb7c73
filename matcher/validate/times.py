"""Times: in order, in the horizon, and long enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from matcher.model import (
    Break,
    Helper,
    Interval,
    Problem,
    Project,
    Scenario,
    Shift,
    Window,
)
from matcher.validate.catalogue import problem
from matcher.validate.walk import (
    each_role,
    each_service_and_need,
    least_length,
    services_by_id,
)

MOST_DAYS = 92
_TEN_YEARS = 10 * 366 * 1440


def horizon_length(scenario: Scenario) -> Iterator[Problem]:
    """Find horizons of no day or of too many."""
    if scenario.days == 0:
        yield problem("horizon_empty", "/days")
    if scenario.days > MOST_DAYS:
        yield problem("horizon_too_long", "/days", value=scenario.days, limit=MOST_DAYS)


def starts_and_ends(scenario: Scenario) -> Iterator[Problem]:
    """Find what ends before it starts; only windows and breaks may be one instant."""
    for pointer, span in _each_span(scenario):
        if span.start is None or span.end is None:
            continue
        if span.end < span.start:
            yield problem("end_before_start", f"{pointer}/end")
        elif span.end == span.start and not isinstance(span, Window | Break):
            yield problem("empty_interval", f"{pointer}/end")


def durations(scenario: Scenario) -> Iterator[Problem]:
    """Find durations of nothing."""
    for pointer, owner in each_service_and_need(scenario):
        if owner.minutes == 0:
            yield problem("zero_minutes", f"{pointer}/minutes")
    for pointer, _, role in each_role(scenario):
        if role.minutes == 0:
            yield problem("zero_minutes", f"{pointer}/minutes")
    for pointer, _, rest in _each_break(scenario):
        if rest.minutes == 0:
            yield problem("zero_minutes", f"{pointer}/minutes")


def overlapping_shifts(scenario: Scenario) -> Iterator[Problem]:
    """Find shifts of one helper that overlap."""
    for i, helper in enumerate(scenario.helpers):
        numbered = sorted(enumerate(helper.shifts), key=lambda item: item[1].start)
        latest: Shift | None = None
        for k, shift in numbered:
            if latest is not None and shift.start < latest.end and shift.end > latest.start:
                pointer = f"/helpers/{i}/shifts/{k}/start"
                yield problem("overlapping_shifts", pointer, other=latest.id)
            if latest is None or shift.end > latest.end:
                latest = shift


def breaks(scenario: Scenario) -> Iterator[Problem]:
    """Find breaks outside their shift, or too short for their minutes."""
    for pointer, shift, rest in _each_break(scenario):
        if rest.end < rest.start or shift.end < shift.start:
            continue
        if rest.start < shift.start or rest.end > shift.end:
            yield problem("break_outside_shift", pointer)
        if rest.minutes > rest.end - rest.start:
            yield problem("break_too_long", f"{pointer}/minutes", minutes=rest.minutes)


def order_of_breaks(scenario: Scenario) -> Iterator[Problem]:
    """Find breaks of a shift that do not follow one another."""
    for i, helper in enumerate(scenario.helpers):
        for k, shift in enumerate(helper.shifts):
            for b, (before, after) in enumerate(pairwise(shift.breaks), start=1):
                pointer = f"/helpers/{i}/shifts/{k}/breaks/{b}"
                if after.start < before.start:
                    yield problem("breaks_out_of_order", pointer)
                elif after.start < before.end:
                    yield problem("breaks_overlap", pointer)


def far_times(scenario: Scenario) -> Iterator[Problem]:
    """Find times so far away that they must be slips."""
    for pointer, time in _each_unbound_time(scenario):
        if time is not None and abs(time) > _TEN_YEARS:
            yield problem("time_out_of_range", pointer)


def shifts_in_horizon(scenario: Scenario) -> Iterator[Problem]:
    """Find shifts outside the horizon, or partly outside."""
    if not scenario.days:
        return
    for i, helper in enumerate(scenario.helpers):
        for k, shift in enumerate(helper.shifts):
            pointer = f"/helpers/{i}/shifts/{k}"
            if not _touches(scenario, shift):
                yield problem("shift_outside_horizon", pointer)
            elif shift.start < 0 or shift.end > scenario.horizon:
                yield problem("shift_partly_outside", pointer)


def windows_in_horizon(scenario: Scenario) -> Iterator[Problem]:
    """Find windows outside the horizon, or partly outside."""
    if not scenario.days:
        return
    for i, need in enumerate(scenario.needs):
        for k, window in enumerate(need.windows):
            pointer = f"/needs/{i}/windows/{k}"
            if not _touches(scenario, window):
                yield problem("window_outside_horizon", pointer)
            elif window.start < 0 or window.end > scenario.horizon:
                yield problem("window_partly_outside", pointer)


def windows_long_enough(scenario: Scenario) -> Iterator[Problem]:
    """Find windows into which their visit does not fit."""
    services = services_by_id(scenario)
    for i, need in enumerate(scenario.needs):
        for k, window in enumerate(need.windows):
            needed = least_length(need, services, window.bounds)
            available = _most_length(window)
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


def _each_span(
    scenario: Scenario,
) -> Iterator[tuple[str, Shift | Break | Window | Interval | Project]]:
    for i, helper in enumerate(scenario.helpers):
        for k, shift in enumerate(helper.shifts):
            yield f"/helpers/{i}/shifts/{k}", shift
    for pointer, _, rest in _each_break(scenario):
        yield pointer, rest
    for i, need in enumerate(scenario.needs):
        for k, window in enumerate(need.windows):
            yield f"/needs/{i}/windows/{k}", window
    for i, resource in enumerate(scenario.resources):
        for k, interval in enumerate(resource.available):
            yield f"/resources/{i}/available/{k}", interval
    for i, project in enumerate(scenario.projects):
        yield f"/projects/{i}", project


def _each_unbound_time(scenario: Scenario) -> Iterator[tuple[str, int | None]]:
    """Yield the times that may lie outside the horizon."""
    for pointer, span in _each_span(scenario):
        free = isinstance(span, Interval | Project)
        if free or (isinstance(span, Shift | Window) and _touches(scenario, span)):
            yield f"{pointer}/start", span.start
            yield f"{pointer}/end", span.end
    for i, need in enumerate(scenario.needs):
        yield f"/needs/{i}/due", need.due
    for i, visit in enumerate(scenario.published):
        yield f"/published/{i}/start", visit.start


def _touches(scenario: Scenario, span: Shift | Window) -> bool:
    return span.start < scenario.horizon and span.end >= (1 if isinstance(span, Shift) else 0)


def _each_break(scenario: Scenario) -> Iterator[tuple[str, Shift, Break]]:
    for i, helper in enumerate(scenario.helpers):
        yield from _breaks_of(i, helper)


def _breaks_of(i: int, helper: Helper) -> Iterator[tuple[str, Shift, Break]]:
    for k, shift in enumerate(helper.shifts):
        for b, rest in enumerate(shift.breaks):
            yield f"/helpers/{i}/shifts/{k}/breaks/{b}", shift, rest


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
