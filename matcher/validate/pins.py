"""Pins: visits fixed where they can be served, as far as can be seen beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matcher.model import Need, Pin, Problem, Scenario, Service, Window
from matcher.validate.catalogue import problem
from matcher.validate.walk import least_length, roles_of, services_by_id


def pins_in_horizon(scenario: Scenario) -> Iterator[Problem]:
    """Find pinned visits that start outside the horizon."""
    if not scenario.days:
        return
    for i, pin in enumerate(scenario.pins):
        if pin.start is not None and not 0 <= pin.start < scenario.horizon:
            yield problem("pin_outside_horizon", f"/pins/{i}/start")


def excluded_helpers(scenario: Scenario) -> Iterator[Problem]:
    """Find helpers pinned to a need that excludes them."""
    for i, pin, need in _pins_of_needs(scenario):
        for k, helper in enumerate(pin.helpers):
            if helper in need.excluded:
                pointer = f"/pins/{i}/helpers/{k}"
                yield problem("pin_excluded", pointer, value=helper, need=need.id)


def crowded_pins(scenario: Scenario) -> Iterator[Problem]:
    """Find pins of more helpers than the crew has places."""
    services = services_by_id(scenario)
    for i, pin, need in _pins_of_needs(scenario):
        if need.roles is None and need.service not in services:
            continue
        places = sum(role.count for role in roles_of(need, services))
        pinned = len(set(pin.helpers))
        if pinned > places:
            yield problem("pin_crowded", f"/pins/{i}/helpers", found=pinned, expected=places)


def starts_in_windows(scenario: Scenario) -> Iterator[Problem]:
    """Find pinned starts that no window of the need can admit."""
    services = services_by_id(scenario)
    for i, pin, need in _pins_of_needs(scenario):
        if pin.start is None or not need.windows or not 0 <= pin.start < scenario.horizon:
            continue
        if not any(_may_admit(window, pin.start, need, services) for window in need.windows):
            yield problem("pin_outside_windows", f"/pins/{i}/start", need=need.id)


def helpers_on_shift(scenario: Scenario) -> Iterator[Problem]:
    """Find pinned starts at which none of the pinned helpers has a shift."""
    shifts = {helper.id: helper.shifts for helper in reversed(scenario.helpers)}
    for i, pin in enumerate(scenario.pins):
        if pin.start is None or not 0 <= pin.start < scenario.horizon:
            continue
        if not shifts.keys() & set(pin.helpers):
            continue
        of_all = (shift for helper in pin.helpers for shift in shifts.get(helper, ()))
        if not any(s.start <= pin.start < s.end + s.max_overtime for s in of_all):
            helpers = ", ".join(pin.helpers)
            yield problem("pin_off_shift", f"/pins/{i}/start", helpers=helpers)


def _may_admit(window: Window, start: int, need: Need, services: Mapping[str, Service]) -> bool:
    if start < window.start:
        return False
    if window.soft and window.max_late is None:
        return True
    latest = window.end + (window.max_late or 0 if window.soft else 0)
    return start + (least_length(need, services, window.bounds) or 0) <= latest


def _pins_of_needs(scenario: Scenario) -> Iterator[tuple[int, Pin, Need]]:
    needs = {need.id: need for need in reversed(scenario.needs)}
    for i, pin in enumerate(scenario.pins):
        if pin.need in needs:
            yield i, pin, needs[pin.need]


STANDALONE = (excluded_helpers,)

WHOLE = (pins_in_horizon, crowded_pins, starts_in_windows, helpers_on_shift)
