"""A scenario as it is after events: what is frozen, what is promised, what is left of the time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.formats.parts import below, inside, is_inside
from matcher.model import (
    MINUTES_PER_DAY,
    Break,
    Helper,
    InvalidInput,
    Need,
    Plan,
    Problem,
    PublishedVisit,
    Scenario,
    Service,
    Severity,
    Shift,
    Visit,
    Window,
)
from matcher.replan.desk import Desk, Key, pin_of
from matcher.replan.events import Event, NeedAdded, NeedChanged
from matcher.replan.happenings import lay
from matcher.report import Text
from matcher.validate import validate
from matcher.validate.catalogue import problem
from matcher.validate.walk import least_length

PUBLISHED, CONFIRMED = 1, 3
"""What a change to a visit costs that people were told of, and to one that they have confirmed."""

NOTICES = ((MINUTES_PER_DAY, 3), (3 * MINUTES_PER_DAY, 2))
"""Times as much for what begins within so many minutes of the freeze."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A scenario after events.

    Attributes
    ----------
    scenario : Scenario
        Without errors.
    frozen : frozenset of (need, occurrence)
        Visits that stay as they are, and are pinned.
    touched : frozenset of (need, occurrence)
        Visits that no longer hold, or perhaps not, and visits asked for anew.
    called : frozenset of str
        Helpers whose hours events have changed.
    """

    scenario: Scenario
    frozen: frozenset[Key]
    touched: frozenset[Key]
    called: frozenset[str]


def revise(
    scenario: Scenario,
    plan: Plan,
    events: Iterable[Event],
    *,
    freeze: int = 0,
    confirmed: Collection[Key] = (),
) -> Scenario:
    """Give a scenario as it is after events; see `revised`."""
    return revised(scenario, plan, events, freeze=freeze, confirmed=confirmed).scenario


def revised(
    scenario: Scenario,
    plan: Plan,
    events: Iterable[Event],
    *,
    freeze: int = 0,
    confirmed: Collection[Key] = (),
) -> Revised:
    """Work out what events make of a scenario.

    Visits that have begun before the freeze, or to which somebody has set off, are pinned; all
    other time before it is gone: from windows, from shifts, from breaks. Where the scenario says
    nothing of what was published, the plan was.

    Parameters
    ----------
    scenario : Scenario
        Without errors.
    plan : Plan
        One of this scenario, sound but for its score.
    events : iterable of Event
        In any order.
    freeze : int
        Minutes from the horizon's start.
    confirmed : collection of (need, occurrence)
        Visits that the residents have confirmed.

    Raises
    ------
    InvalidInput
        If the freeze is after the horizon, a confirmed visit is not planned, an event names what
        is not there, or the scenario that comes of them has errors: all of them, at the event; what
        no event's need is to blame for points into the scenario, and says so.
    """
    events = tuple(events)
    desk = Desk(scenario, plan, freeze)
    problems = list(_misnamed(desk, confirmed))
    for number, event in enumerate(events):
        try:
            lay(desk, event, f"/events/{number}")
        except InvalidInput as invalid:
            problems += below(f"/events/{number}", invalid.problems)
    made = _put_together(desk, problems)
    if made.needs != scenario.needs or made.travel != scenario.travel:
        problems += _errors(made, events)
    if problems:
        raise InvalidInput(problems)
    left = _after_freeze(desk, made) if freeze > 0 else made
    return Revised(
        scenario=_promised(desk, left, confirmed),
        frozen=desk.frozen,
        touched=frozenset(_existing(left, desk.touched)),
        called=desk.called,
    )


def _put_together(desk: Desk, problems: list[Problem]) -> Scenario:
    """Give the scenario of the desk; what is wrong with its changes is added to the problems."""
    scenario = replace(
        desk.scenario,
        needs=tuple(desk.needs.values()),
        helpers=tuple(desk.helpers.values()),
        resources=tuple(desk.resources.values()),
    )
    travel = scenario.travel
    for pointer, change in desk.changes:
        try:
            scenario = change.laid(scenario, np.random.default_rng(0))
        except InvalidInput as invalid:
            problems += below(pointer, invalid.problems)
    return scenario if scenario.travel == travel else _as_travelled(desk, scenario)


def _as_travelled(desk: Desk, scenario: Scenario) -> Scenario:
    """Let ways that have been gone stay as they were, where nobody goes there again."""
    again = {need for need, _ in desk.visits.keys() - desk.frozen}
    gone = {need: desk.place(need) for need, _ in desk.frozen if need not in again}
    needs = tuple(
        replace(need, place=gone[need.id]) if need.id in gone else need for need in scenario.needs
    )
    begun = {member.shift for key in desk.frozen for member in desk.visits[key].crew}

    def gone_by(helper: Helper, shift: Shift) -> Shift:
        if shift.id not in begun:
            return shift
        start, end = desk.ends(helper.id, shift.id)
        # Who has cancelled the rest goes home from the last visit.
        end = shift.end_place if helper.id in desk.called else end
        return replace(shift, start_place=start, end_place=end)

    helpers = tuple(
        replace(helper, shifts=tuple(gone_by(helper, shift) for shift in helper.shifts))
        for helper in scenario.helpers
    )
    return replace(scenario, needs=needs, helpers=helpers)


def _errors(scenario: Scenario, events: Sequence[Event]) -> Iterator[Problem]:
    """Yield the errors of a scenario after events, at the events that bring them."""
    # What was pinned and published is looked after later.
    found = validate(replace(scenario, pins=(), published=()))
    rows = {need.id: row for row, need in enumerate(scenario.needs)}
    brought = [
        (f"/needs/{rows[event.need.id]}", f"/events/{number}/need")
        for number, event in enumerate(events)
        if isinstance(event, NeedAdded | NeedChanged) and event.need.id in rows
    ]
    place = Text("in the scenario after the events", "事件发生后的情景中")
    for error in (one for one in found if one.severity is Severity.ERROR):
        at = [pair for pair in brought if is_inside(pair[0], error)]
        if at:
            root, pointer = at[-1]
            yield from below(pointer, inside(root, [error]))
        else:
            yield replace(error, place=place.both)


def _existing(scenario: Scenario, keys: Iterable[Key]) -> Iterator[Key]:
    """Yield the visits that are still asked for."""
    times = {need.id: need.recurrence.times if need.recurrence else 1 for need in scenario.needs}
    return (key for key in keys if key[1] < times.get(key[0], 0))


def _misnamed(desk: Desk, confirmed: Collection[Key]) -> Iterator[Problem]:
    if desk.freeze > desk.scenario.horizon:
        yield problem("freeze_after_horizon", "/freeze")
    for number, key in enumerate(confirmed):
        if key not in desk.visits:
            need, occurrence = key
            yield problem("not_planned", f"/confirmed/{number}", visit=f"{need}#{occurrence}")


def _promised(desk: Desk, scenario: Scenario, confirmed: Collection[Key]) -> Scenario:
    """Pin what is frozen, and say what people were told of the rest."""
    frozen = desk.frozen
    pins = {
        key: pin for key, pin in desk.pins.items() if pin.start is None or pin.start >= desk.freeze
    }
    pins |= {key: pin_of(desk.visits[key]) for key in sorted(frozen)}
    told = {(visit.need, visit.occurrence): visit for visit in scenario.published}
    if not told:
        told = {
            key: _published(visit, desk.freeze, CONFIRMED if key in confirmed else PUBLISHED)
            for key, visit in desk.visits.items()
        }
    return replace(
        scenario,
        pins=tuple(pins[key] for key in _existing(scenario, pins)),
        published=tuple(told[key] for key in _existing(scenario, told) if key not in frozen),
    )


def _published(visit: Visit, freeze: int, promise: int) -> PublishedVisit:
    notice = visit.start - freeze
    weight = promise * next((times for within, times in NOTICES if notice < within), 1)
    return PublishedVisit(
        need=visit.need,
        occurrence=visit.occurrence,
        start=visit.start,
        helpers=tuple(dict.fromkeys(member.helper for member in visit.crew)),
        weight=weight,
    )


def _after_freeze(desk: Desk, scenario: Scenario) -> Scenario:
    """Take away all time before the freeze that is not frozen."""
    starts: dict[str, list[int]] = {}
    for need, occurrence in sorted(desk.frozen):
        starts.setdefault(need, []).append(desk.visits[need, occurrence].start)
    needs = tuple(
        _open_later(need, scenario, desk, starts.get(need.id, ())) for need in scenario.needs
    )
    used = {member.shift for key in desk.frozen for member in desk.visits[key].crew}
    used |= {
        route.shift
        for route in desk.plan.routes
        if any(rest.start < desk.freeze for rest in route.breaks)
    }
    # Of a shift that is over, overtime may be left.
    used |= {
        shift.id
        for helper in scenario.helpers
        for shift in helper.shifts
        if shift.end <= desk.freeze and shift.id in desk.duties
    }
    taken = {
        route.shift: tuple(
            Break(start=b.start, end=b.end, minutes=b.end - b.start)
            for b in route.breaks
            if b.start < desk.freeze
        )
        for route in desk.plan.routes
        if route.shift in used
    }
    helpers = tuple(_on_duty_later(helper, desk.freeze, taken) for helper in scenario.helpers)
    return replace(scenario, needs=needs, helpers=helpers)


def _open_later(need: Need, scenario: Scenario, desk: Desk, frozen: Sequence[int]) -> Need:
    freeze, services = desk.freeze, desk.catalogue.services
    windows = need.windows or (Window(start=0, end=scenario.horizon),)
    if not frozen and all(window.start >= freeze for window in windows):
        return need
    left = tuple(
        later
        for window in windows
        if (later := _later(window, freeze)) and _has_room(later, need, services)
    )
    begun = tuple(Window(start=start, end=start) for start in frozen)
    # In the last minute nothing can be done any more: its time has passed.
    last = Window(start=scenario.horizon - 1, end=scenario.horizon - 1)
    return replace(need, windows=(*begun, *left) or (last,))


def _later(window: Window, freeze: int) -> Window | None:
    """Give what is left of a window; None if it has passed."""
    if window.start >= freeze:
        return window
    if window.end >= freeze:
        return replace(window, start=freeze)
    if not window.soft:
        return None
    late = None if window.max_late is None else window.max_late - (freeze - window.end)
    if late is not None and late < 0:
        return None
    return replace(window, start=freeze, end=freeze, max_late=late)


def _has_room(window: Window, need: Need, services: Mapping[str, Service]) -> bool:
    if window.soft and window.max_late is None:
        return True
    late = (window.max_late or 0) if window.soft else 0
    return window.start + (least_length(need, services, window.bounds) or 0) <= window.end + late


def _on_duty_later(helper: Helper, freeze: int, taken: dict[str, tuple[Break, ...]]) -> Helper:
    if all(shift.start >= freeze for shift in helper.shifts):
        return helper
    shifts = (_shift_later(shift, freeze, taken.get(shift.id)) for shift in helper.shifts)
    return replace(helper, shifts=tuple(shift for shift in shifts if shift is not None))


def _shift_later(shift: Shift, freeze: int, taken: tuple[Break, ...] | None) -> Shift | None:
    """Give what is left of a shift; None if it is over.

    Parameters
    ----------
    shift : Shift
    freeze : int
    taken : tuple of Break or None
        What was taken before the freeze; None: it has not begun.
    """
    if shift.start >= freeze:
        return shift
    start = freeze if taken is None else shift.start
    if start >= shift.end:
        return None
    breaks = [one for one in taken or () if shift.start <= one.start and one.end <= shift.end]
    for one in shift.breaks:
        begins = max(one.start, freeze, *(b.end for b in taken or ()))
        was_taken = any(one.start <= b.start and b.end <= one.end for b in taken or ())
        if not was_taken and one.end - begins >= one.minutes:
            breaks.append(replace(one, start=begins))
    return replace(shift, start=start, breaks=tuple(breaks))
