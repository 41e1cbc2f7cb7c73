"""What each kind of event does to a scenario and its plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from matcher.model import Allocation, Interval, InvalidInput, Need, Resource, ResourceKind
from matcher.replan.desk import Desk, Key, held_up
from matcher.replan.events import (
    Event,
    HelperCancelsShift,
    Late,
    NeedAdded,
    NeedChanged,
    NeedWithdrawn,
    NoShow,
    RoadClosed,
    StockLost,
    VenueClosed,
)
from matcher.validate.catalogue import problem
from matcher.whatif.variants.operations.close import Close
from matcher.whatif.variants.operations.detour import Detour, places_in
from matcher.whatif.variants.selections import ResourceSelection


def lay(desk: Desk, event: Event, pointer: str) -> None:
    """Lay an event over what is on the desk.

    Raises
    ------
    InvalidInput
        If it names what is not there; at pointers that begin at the event.
    """
    _LAY[type(event)](desk, event, pointer)


def _cancel(desk: Desk, event: HelperCancelsShift, _: str) -> None:
    shift = desk.shift(event.helper, event.shift)
    begun = desk.begun_duties(shift.id)
    for duty in desk.duties.get(shift.id, ()):
        if duty not in begun:
            desk.lose(duty.visit, event.helper)
    if not begun:
        desk.set_shift(event.helper, shift.id)
        return
    # The helper goes home from the last visit, whenever and however.
    last = begun[-1]
    place = desk.catalogue.need_place(desk.needs[last.visit[0]])
    breaks = tuple(one for one in shift.breaks if one.end <= last.assignment.end)
    cut = replace(shift, end=last.assignment.end, end_place=place, max_overtime=0, breaks=breaks)
    desk.set_shift(event.helper, shift.id, cut)


def _no_show(desk: Desk, event: NoShow, _: str) -> None:
    key = event.need, event.occurrence
    need = desk.need(event.need, "/need")
    crew = desk.visits[key].crew if key in desk.visits else ()
    duties = [one for one in crew if one.helper == event.helper]
    if not duties:
        name = f"{event.need}#{event.occurrence}"
        raise InvalidInput([problem("not_in_crew", "/helper", value=event.helper, visit=name)])
    desk.lose(key, event.helper)
    if need.recurrence is None and event.helper not in need.required:
        preferred = tuple(name for name in need.preferred if name != event.helper)
        excluded = (*need.excluded, event.helper)
        desk.needs[need.id] = replace(need, preferred=preferred, excluded=excluded)
        return
    # Other occurrences may be the helper's: only this hour is not, nor perhaps what lies around it.
    for duty in duties:
        shift = desk.shift(event.helper, duty.shift)
        desk.touch(other.visit for other in desk.duties[shift.id])
        desk.set_shift(event.helper, shift.id, held_up(shift, duty.start, duty.end))


def _late(desk: Desk, event: Late, _: str) -> None:
    shift = desk.shift(event.helper, event.shift)
    begun = desk.begun_duties(shift.id)
    desk.touch(duty.visit for duty in desk.duties.get(shift.id, ()))
    if begun:
        free = max(duty.assignment.end for duty in begun)
        desk.set_shift(event.helper, shift.id, held_up(shift, free, free + event.minutes))
        return
    start = shift.start + event.minutes
    breaks = tuple(
        replace(one, start=max(one.start, start))
        for one in shift.breaks
        if one.end - max(one.start, start) >= one.minutes
    )
    later = replace(shift, start=start, breaks=breaks)
    desk.set_shift(event.helper, shift.id, *([later] if start < shift.end else []))


def _add(desk: Desk, event: NeedAdded, _: str) -> None:
    if event.need.id in desk.needs:
        raise InvalidInput([problem("id_taken", "/need/id", value=event.need.id)])
    desk.needs[event.need.id] = event.need
    desk.touch(_visits(event.need))


def _change(desk: Desk, event: NeedChanged, _: str) -> None:
    old, new = desk.need(event.need.id, "/need/id"), event.need
    if _duties(old) != _duties(new):
        desk.begun -= {key for key in desk.begun if key[0] == new.id}
    desk.needs[new.id] = new
    desk.drop(new.id, desk.catalogue.occurrences(new))
    desk.touch(_visits(new))


def _withdraw(desk: Desk, event: NeedWithdrawn, _: str) -> None:
    need = desk.need(event.need, "/need")
    desk.touch(_visits(need))
    begun = [occurrence for name, occurrence in desk.begun if name == need.id]
    if begun:
        times = max(begun) + 1
        desk.drop(need.id, times)
        if need.recurrence is not None:
            recurrence = replace(need.recurrence, times=times)
            desk.needs[need.id] = replace(need, recurrence=recurrence)
        return
    desk.drop(need.id)
    del desk.needs[need.id]
    for other in desk.needs.values():
        if need.id in other.after:
            after = tuple(name for name in other.after if name != need.id)
            desk.needs[other.id] = replace(other, after=after)


def _lose_stock(desk: Desk, event: StockLost, _: str) -> None:
    resource = _resource(desk, event.resource)
    drawn = [one for one in desk.plan.allocations if one.resource == resource.id]
    begun = [one for one in drawn if (one.need, one.occurrence) in desk.begun]
    used_up = resource.kind in (ResourceKind.GOODS, ResourceKind.FUND)
    given = sum(one.quantity for one in begun) if used_up else _at_once(begun)
    left = max(given, resource.quantity - event.quantity)
    desk.resources[resource.id] = replace(resource, quantity=left)
    if not used_up or sum(one.quantity for one in drawn) > left:
        desk.touch((one.need, one.occurrence) for one in drawn)


def _at_once(drawn: Sequence[Allocation]) -> int:
    """Give how much was taken at the busiest moment."""
    return max(
        (
            sum(other.quantity for other in drawn if other.start <= one.start < other.end)
            for one in drawn
        ),
        default=0,
    )


def _close_venue(desk: Desk, event: VenueClosed, pointer: str) -> None:
    resource = _resource(desk, event.resource)
    drawn = [one for one in desk.plan.allocations if one.resource == resource.id]
    end = desk.scenario.horizon if event.end is None else event.end
    if event.start is not None and event.start >= end:
        raise InvalidInput([problem("empty_interval", "/end")])
    # Who is inside stays until the end.
    leave = [one.end for one in drawn if (one.need, one.occurrence) in desk.begun]
    closed = Interval(start=max(event.start or 0, desk.freeze, *leave, 0), end=end)
    if closed.start >= min(end, desk.scenario.horizon):
        return
    chosen = ResourceSelection(id=(resource.id,))
    change = Close(op="close", resources=chosen, start=closed.start, end=closed.end)
    desk.changes.append((pointer, change))
    desk.touch(
        (one.need, one.occurrence)
        for one in drawn
        if one.start < closed.end and max(one.end, one.start + 1) > closed.start
    )


def _close_road(desk: Desk, event: RoadClosed, pointer: str) -> None:
    change = Detour(op="detour", between=event.between, metres=event.metres)
    desk.changes.append((pointer, change))
    known = [name for name in event.between if name in desk.catalogue.communities]
    near = {place for name in known for place in places_in(desk.scenario, desk.catalogue, name)}
    for duties in desk.duties.values():
        if not near.isdisjoint(desk.places(duties)):
            desk.touch(duty.visit for duty in duties)


def _resource(desk: Desk, name: str) -> Resource:
    if name not in desk.resources:
        raise InvalidInput([problem("selects_unknown", "/resource", value=name)])
    return desk.resources[name]


def _visits(need: Need) -> list[Key]:
    times = need.recurrence.times if need.recurrence else 1
    return [(need.id, occurrence) for occurrence in range(times)]


def _duties(need: Need) -> tuple[object, ...]:
    """Give what a visit that has begun depends on."""
    return (
        need.service,
        need.community,
        need.place,
        need.minutes,
        need.roles,
        need.resources,
        need.required,
        need.excluded,
        need.recurrence,
        need.after,
    )


_LAY: Mapping[type[Event], Callable[[Desk, Any, str], None]] = {
    HelperCancelsShift: _cancel,
    NoShow: _no_show,
    Late: _late,
    NeedAdded: _add,
    NeedChanged: _change,
    NeedWithdrawn: _withdraw,
    StockLost: _lose_stock,
    VenueClosed: _close_venue,
    RoadClosed: _close_road,
}
