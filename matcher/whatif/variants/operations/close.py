"""`close`: where nobody goes, or what cannot be had, for a while."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from matcher.instance.effective import Catalogue
from matcher.model import (
    Interval,
    InvalidInput,
    Need,
    Resource,
    ResourceKind,
    ResourceLine,
    Scenario,
    Window,
    WindowBounds,
)
from matcher.model.units import Instant
from matcher.validate.catalogue import problem
from matcher.whatif.variants.operations.change import Change
from matcher.whatif.variants.select import replaced
from matcher.whatif.variants.selections import CommunitySelection, ResourceSelection


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Change):
    """Communities that nobody visits, or venues, equipment and stocks that nobody gets.

    Whoever lives in a closed community still goes out; what can only happen while it is closed is
    unmet, for want of the entrance ``closed``.
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ("communities", "resources")

    op: Literal["close"]
    communities: CommunitySelection | None = None
    resources: ResourceSelection | None = None
    start: Instant | None = None
    """None: from the horizon's start."""
    end: Instant | None = None
    """None: until its end."""

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:
        """Lay it over a scenario."""
        kind, chosen = self.subject(), frozenset(self.chosen(scenario, dice))
        start = 0 if self.start is None else max(self.start, 0)
        end = scenario.horizon if self.end is None else min(self.end, scenario.horizon)
        if start >= end:
            raise InvalidInput([problem("empty_interval", "/end")])
        closed = Interval(start=start, end=end)
        if kind == "resources":
            resources = replaced(
                scenario.resources, chosen, lambda one: _locked(one, closed, scenario.horizon)
            )
            return replace(scenario, resources=resources)
        gone = {scenario.communities[at].id for at in chosen}
        return _Closing(scenario, closed).of(gone)


def _locked(resource: Resource, closed: Interval, horizon: int) -> Resource:
    hours = resource.available or (Interval(start=0, end=horizon),)
    left = tuple(
        Interval(start=start, end=end)
        for one in hours
        for start, end in (
            (one.start, min(one.end, closed.start)),
            (max(one.start, closed.end), one.end),
        )
        if start < end
    )
    return replace(resource, available=left) if left else replace(resource, quantity=0)


class _Closing:
    """Communities closed for a while: their needs' windows leave that time out."""

    def __init__(self, scenario: Scenario, closed: Interval) -> None:
        self._scenario = scenario
        self._catalogue = Catalogue.of(scenario)
        self._closed = closed
        taken = {resource.id for resource in scenario.resources}
        self._entrance = next(
            name
            for n in range(len(taken) + 1)
            if (name := f"closed+{n}" if n else "closed") not in taken
        )

    def of(self, communities: set[str]) -> Scenario:
        """Give the scenario with these communities closed."""
        needs = tuple(
            self._outside(need) if need.community in communities else need
            for need in self._scenario.needs
        )
        if all(self._entrance not in _named(need) for need in needs):
            return replace(self._scenario, needs=needs)
        entrance = Resource(
            id=self._entrance, kind=ResourceKind.VENUE, item=self._entrance, quantity=0
        )
        return replace(self._scenario, needs=needs, resources=(*self._scenario.resources, entrance))

    def _outside(self, need: Need) -> Need:
        whole = Window(start=0, end=self._scenario.horizon)
        least, most = self._lengths(need)
        windows = tuple(
            piece
            for window in need.windows or (whole,)
            for piece in self._pieces(window, most)
            if window.bounds is not WindowBounds.SERVICE or piece.end - piece.start >= least
        )
        if windows:
            return replace(need, windows=windows)
        line = ResourceLine(resource=self._entrance, quantity=1)
        place = self._catalogue.need_place(need)
        return replace(need, place=place, resources=(*self._catalogue.lines(need), line))

    def _lengths(self, need: Need) -> tuple[int, int]:
        """Give how long a visit takes at least, and at most, from its first start on."""
        begun, least, most = 0, 0, self._catalogue.minutes(need)
        for role in self._catalogue.roles(need):
            minutes = self._catalogue.role_minutes(need, role)
            begun += role.lag.max if role.lag else 0
            least, most = max(least, minutes), max(most, begun + minutes)
        return least or self._catalogue.minutes(need), most

    def _pieces(self, window: Window, longest: int) -> Iterator[Window]:
        # A start must leave time for the visit before the closing; a whole visit ends by then.
        tail = 0 if window.bounds is WindowBounds.SERVICE else longest
        last = self._closed.start - tail
        before = min(window.end, last)
        if window.start <= before:
            yield _not_later(replace(window, end=before), last)
        after = max(window.start, self._closed.end)
        if after <= window.end and after < self._scenario.horizon:
            yield replace(window, start=after)


def _not_later(window: Window, last: int) -> Window:
    """Give a window whose lateness ends with the last moment that is left."""
    if not window.soft:
        return window
    room = last - window.end
    if room == 0:
        return replace(window, soft=False, max_late=None)
    late = room if window.max_late is None else min(window.max_late, room)
    return replace(window, max_late=late)


def _named(need: Need) -> Sequence[str | None]:
    return [line.resource for line in need.resources or ()]
