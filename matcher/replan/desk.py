"""A scenario and its plan on the desk, while events are laid over them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from matcher.instance.effective import Catalogue
from matcher.model import (
    Assignment,
    Break,
    InvalidInput,
    Need,
    Pin,
    Place,
    Plan,
    Scenario,
    Shift,
    Visit,
)
from matcher.validate.catalogue import problem
from matcher.whatif.variants import Change

Key = tuple[str, int]
"""A need's id and an occurrence."""


class Duty(NamedTuple):
    """What one member of a crew does in a visit."""

    visit: Key
    assignment: Assignment


class Desk:
    """What is changed by events.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        One of this scenario.
    freeze : int

    Attributes
    ----------
    needs, helpers, resources : dict
        By id, in the scenario's order.
    pins : dict
        By visit.
    visits : dict
        Of the plan, by visit.
    duties : dict
        Of the plan, by shift, in order of time.
    begun : set
        Visits that begin before the freeze: nothing but a no-show undoes them.
    under_way : set
        Visits that begin later, to which somebody has set off before the freeze.
    touched : set
        Visits that no longer hold, or perhaps not, and visits asked for anew.
    changes : list of (pointer, Change)
        To lay over the scenario in the end.
    """

    def __init__(self, scenario: Scenario, plan: Plan, freeze: int) -> None:
        self.scenario, self.plan, self.freeze = scenario, plan, freeze
        self.catalogue = Catalogue.of(scenario)
        self.needs = {need.id: need for need in scenario.needs}
        self.helpers = {helper.id: helper for helper in scenario.helpers}
        self.resources = {resource.id: resource for resource in scenario.resources}
        self._before, self._asked = dict(self.helpers), dict(self.needs)
        self.pins = {(pin.need, pin.occurrence): pin for pin in scenario.pins}
        self.visits: dict[Key, Visit] = {}
        self.duties: dict[str, list[Duty]] = {}
        for visit in plan.visits:
            key = visit.need, visit.occurrence
            self.visits[key] = visit
            for assignment in visit.crew:
                self.duties.setdefault(assignment.shift, []).append(Duty(key, assignment))
        for duties in self.duties.values():
            duties.sort(key=lambda duty: duty.assignment.start)
        self.begun = {key for key, visit in self.visits.items() if visit.start < freeze}
        self.under_way = {
            key
            for route in plan.routes
            for stop in route.stops
            if stop.depart < freeze and (key := (stop.need, stop.occurrence)) not in self.begun
        }
        self.touched: set[Key] = set()
        self.changes: list[tuple[str, Change]] = []

    @property
    def frozen(self) -> frozenset[Key]:
        """Give the visits that stay as they are."""
        return frozenset((self.begun | self.under_way) - self.touched)

    def shift(self, helper: str, shift: str) -> Shift:
        """Find a helper's shift.

        Raises
        ------
        InvalidInput
            If there is none.
        """
        owner = self.helpers.get(helper)
        if owner is None:
            raise InvalidInput([problem("selects_unknown", "/helper", value=helper)])
        own = next((each for each in owner.shifts if each.id == shift), None)
        if own is None:
            raise InvalidInput([problem("selects_unknown", "/shift", value=shift)])
        return own

    def need(self, name: str, pointer: str) -> Need:
        """Find a need; raise `InvalidInput` if there is none."""
        if name not in self.needs:
            raise InvalidInput([problem("selects_unknown", pointer, value=name)])
        return self.needs[name]

    def set_shift(self, helper: str, shift: str, *changed: Shift) -> None:
        """Put other shifts, or none, in the place of one."""
        owner = self.helpers[helper]
        shifts = tuple(
            new for each in owner.shifts for new in (changed if each.id == shift else (each,))
        )
        self.helpers[helper] = replace(owner, shifts=shifts)

    def place(self, need: str) -> Place | None:
        """Give where a need of the plan was to be met."""
        return self.catalogue.need_place(self._asked[need])

    def ends(self, helper: str, shift: str) -> tuple[Place | None, Place | None]:
        """Give where a shift of the plan was to begin and to end."""
        owner = self._before[helper]
        own = next(each for each in owner.shifts if each.id == shift)
        home = self.catalogue.home(owner)
        return own.start_place or home, own.end_place or home

    def places(self, duties: Sequence[Duty]) -> Iterator[Place | None]:
        """Yield where the duties of a shift of the plan begin, take place and end."""
        member = duties[0].assignment
        yield from self.ends(member.helper, member.shift)
        for duty in duties:
            yield self.place(duty.visit[0])

    @property
    def called(self) -> frozenset[str]:
        """Give the helpers whose hours events have changed."""
        changed = (name for name, one in self.helpers.items() if one is not self._before[name])
        return frozenset(changed)

    def begun_duties(self, shift: str) -> list[Duty]:
        """Give what has begun of a shift."""
        return [duty for duty in self.duties.get(shift, ()) if duty.visit in self.begun]

    def touch(self, keys: Iterable[Key]) -> None:
        """Say that visits perhaps no longer hold; those that have begun do."""
        self.touched |= set(keys) - self.begun

    def lose(self, key: Key, helper: str) -> None:
        """Say that a helper does not come to a visit, whoever pinned it."""
        self.touched.add(key)
        pin = self.pins.get(key)
        if pin is not None:
            left = tuple(name for name in pin.helpers if name != helper)
            self.pins[key] = replace(pin, helpers=left)

    def drop(self, need: str, least: int = 0) -> None:
        """Ask no more for the occurrences of a need from one on."""
        for key in [key for key in self.pins if key[0] == need and key[1] >= least]:
            del self.pins[key]


def pin_of(visit: Visit) -> Pin:
    """Give the pin that keeps a visit as it is."""
    helpers = tuple(dict.fromkeys(member.helper for member in visit.crew))
    return Pin(need=visit.need, occurrence=visit.occurrence, helpers=helpers, start=visit.start)


def held_up(shift: Shift, start: int, end: int) -> Shift:
    """Give a shift in which nothing is done from `start` to `end`."""
    start, end = max(start, shift.start), min(end, shift.end)
    if start >= end:
        return shift
    hold = Break(start=start, end=end, minutes=end - start)
    breaks = [one for one in shift.breaks if one.end <= start or one.start >= end]
    return replace(shift, breaks=tuple(sorted((*breaks, hold), key=lambda one: one.start)))
