"""A plan laid out for questions: who is where and when, and what each helper has worked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Ints, routes_of
from matcher.arrays.timeline import leg
from matcher.instance.effective import Catalogue
from matcher.model import Helper, Need, Rule, Shift
from matcher.recommend import Desk
from matcher.replan.desk import Key
from matcher.rules.window import ALL_STARTS, SERVICE


class Gap(NamedTuple):
    """Free time between two stops of a shift, seen from one place.

    Attributes
    ----------
    first, last : int
        The soonest and the latest start there; `first` > `last`: by so many minutes it is too
        short.
    minutes : int
        What coming there adds to the route's travel.
    opens, closes : bool
        Whether the shift's own start, or its end, is what bounds it.
    """

    first: int
    last: int
    minutes: int
    opens: bool
    closes: bool


class Span(NamedTuple):
    """When a window lets a role start, both included."""

    first: int
    last: int
    window: int


class Ground:
    """A scenario and a plan that keeps its rules.

    Parameters
    ----------
    desk : Desk
        With both loaded.
    """

    def __init__(self, desk: Desk) -> None:
        self.scenario, self.plan, self.desk = desk.scenario, desk.plan, desk
        self.instance = desk.instance
        self.catalogue: Catalogue = self.instance.catalogue
        self.arrays = self.instance.arrays
        self._routes = routes_of(self.arrays, self.desk.solution)
        self.needs = {need.id: row for row, need in enumerate(self.scenario.needs)}
        self.shifts: list[tuple[Helper, Shift]] = [
            (helper, shift) for helper in self.scenario.helpers for shift in helper.shifts
        ]
        self.served: frozenset[Key] = frozenset(
            (one.need, one.occurrence) for one in self.plan.visits
        )

    def need(self, name: str) -> Need:
        """Give a need by its id."""
        return self.scenario.needs[self.needs[name]]

    def stops(self, shift: int) -> int:
        """Count the stops of a shift."""
        return int(self._routes.length[shift])

    def faces(self, need: str) -> frozenset[str]:
        """Name who comes to some visit of a need."""
        crews = (one.crew for one in self.plan.visits if one.need == need)
        return frozenset(member.helper for crew in crews for member in crew)

    def gaps(self, shift: int, member: int) -> Iterator[Gap]:
        """Yield the gaps of a shift for a member of a visit, whatever breaks are taken in them."""
        row, service = self.arrays.shift[shift], int(self.arrays.member["minutes"][member])
        starts, minutes = self.desk.solution.member_start, self.arrays.member["minutes"]
        stops = [-1, *self._routes.stop[shift, : self.stops(shift)].tolist(), -1]
        for before, after in pairwise(stops):
            begins = int(row["start"] if before < 0 else starts[before] + minutes[before])
            ends = int(row["latest"] if after < 0 else starts[after])
            to, away = self._leg(shift, before, member), self._leg(shift, member, after)
            direct = self._leg(shift, before, after) if len(stops) > 2 else 0
            yield Gap(begins + to, ends - away - service, to + away - direct, before < 0, after < 0)

    def spans(self, need: str, role: int) -> tuple[Span, ...]:
        """Give when each window lets a role of a need start."""
        row, horizon = self.arrays.need[self.needs[need]], self.scenario.horizon
        roles = self.arrays.role[row["role_first"] : row["role_first"] + role + 1]
        least, most = int(roles["lag_min"].sum()), int(roles["lag_max"].sum())
        found = []
        for place, window in enumerate(
            self.arrays.window[row["window_first"] : row["window_stop"]]
        ):
            until = int(window["end"] + window["max_late"])
            if window["bounds"] == SERVICE:
                until -= int(roles["minutes"][-1])
            elif window["bounds"] != ALL_STARTS:
                until += most
            last = min(until, horizon - int(roles["minutes"][-1]))
            found.append(Span(max(0, int(window["start"])) + least, last, place))
        return tuple(found)

    def room(self, shift: int, rule: Rule) -> int:
        """Give the minutes of work that a limit leaves the helper of a shift; may be many."""
        row = self.arrays.shift[shift]
        helper = self.arrays.helper[row["helper"]]
        own = slice(int(helper["shift_first"]), int(helper["shift_stop"]))
        days, length = self.arrays.shift["day"][own], 1 if rule is Rule.DAY_LIMIT else 7
        limit = int(helper["day_limit" if rule is Rule.DAY_LIMIT else "week_limit"])
        if limit >= FOREVER or rule in self.scenario.policy.ignored_rules:
            return FOREVER
        return limit - int(self._worked[own][days // length == row["day"] // length].sum())

    @cached_property
    def _worked(self) -> Ints:
        """Minutes of service and travel of each shift."""
        owners = {shift.id: row for row, (_, shift) in enumerate(self.shifts)}
        worked = np.zeros(len(owners), np.int64)
        for route in self.plan.routes:
            travel = route.back - route.return_depart
            travel += sum(stop.arrive - stop.depart for stop in route.stops)
            service = sum(stop.end - stop.start for stop in route.stops)
            worked[owners[route.shift]] = travel + service
        return worked

    def _leg(self, shift: int, before: int, after: int) -> int:
        minutes, _ = leg(self.arrays, shift, before, after)
        return int(minutes)
