"""A plan's records back to a solution's arrays."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from matcher.arrays import Solution, empty_solution
from matcher.instance import Instance
from matcher.model import Allocation, Plan, Route, Visit

MINUTE = timedelta(minutes=1)


def solution_of(instance: Instance, plan: Plan) -> Solution:
    """Read a plan, of this or another scenario.

    Parameters
    ----------
    instance : Instance
    plan : Plan
        Visits whose need, crew or place in a route the instance does not have are left out, and so
        are breaks and allocations that it does not have.

    Returns
    -------
    Solution
        One that may break rules.
    """
    reader = _Reader(instance, plan)
    for visit in plan.visits:
        reader.take_visit(visit)
    for route in plan.routes:
        reader.take_breaks(route)
    draws = _draws(instance) if plan.allocations else {}
    for allocation in plan.allocations:
        reader.take_allocation(allocation, draws)
    return reader.solution


class _Draw(NamedTuple):
    """What an allocation is for."""

    resource: str
    visit: int
    line: int


def _draws(instance: Instance) -> dict[_Draw, int]:
    arrays, resources = instance.arrays, instance.scenario.resources
    draw = arrays.draw
    lines = draw["ask"] - arrays.visit["ask_first"][draw["visit"]]
    columns = (draw["resource"].tolist(), draw["visit"].tolist(), lines.tolist())
    return {
        _Draw(resources[resource].id, visit, line): row
        for row, (resource, visit, line) in enumerate(zip(*columns, strict=True))
    }


class _Reader:
    """Writes records into a solution.

    Parameters
    ----------
    instance : Instance
    plan : Plan
        Its times count from its own start.
    """

    def __init__(self, instance: Instance, plan: Plan) -> None:
        arrays, scenario = instance.arrays, instance.scenario
        self.solution = empty_solution(arrays)
        self._arrays = arrays
        self._later = (plan.start - scenario.start) // MINUTE
        self._need = {need.id: row for row, need in enumerate(scenario.needs)}
        owned = [(helper.id, shift.id) for helper in scenario.helpers for shift in helper.shifts]
        self._shift = {names: row for row, names in enumerate(owned)}
        self._stops: Counter[int] = Counter()

    def _visit(self, name: str, occurrence: int) -> int | None:
        if name not in self._need:
            return None
        need = self._arrays.need[self._need[name]]
        visit = int(need["visit_first"]) + occurrence
        return visit if visit < need["visit_stop"] else None

    def take_visit(self, visit: Visit) -> None:
        """Serve a visit as planned, if its crew is one that it could have."""
        row = self._visit(visit.need, visit.occurrence)
        if row is None or self.solution.served[row]:
            return
        crew = self._crew(row, visit)
        called = Counter(shift for shift, _ in crew.values())
        first, stop = self._arrays.visit[["member_first", "member_stop"]][row]
        room = self._arrays.route_room
        if len(crew) < stop - first or any(
            self._stops[shift] + more > room for shift, more in called.items()
        ):
            return
        self._stops += called
        self.solution.served[row], self.solution.start[row] = True, visit.start + self._later
        for member, (shift, start) in crew.items():
            self.solution.shift[member], self.solution.member_start[member] = shift, start

    def _crew(self, row: int, visit: Visit) -> dict[int, tuple[int, int]]:
        """Give the shift and start of each member of a visit for whom there is a candidate."""
        arrays = self._arrays
        role_first = arrays.need["role_first"][arrays.visit["need"][row]]
        free: dict[int, list[int]] = {}
        first, stop = arrays.visit[["member_first", "member_stop"]][row]
        for member in range(first, stop):
            free.setdefault(int(arrays.member["role"][member] - role_first), []).append(member)
        crew: dict[int, tuple[int, int]] = {}
        for assignment in visit.crew:
            shift = self._shift.get((assignment.helper, assignment.shift))
            members = free.get(assignment.role)
            if members and shift is not None and self._may_fill(members[0], shift):
                crew[members.pop(0)] = shift, assignment.start + self._later
        return crew

    def _may_fill(self, member: int, shift: int) -> bool:
        role = self._arrays.role[self._arrays.member["role"][member]]
        shifts = self._arrays.candidate["shift"][role["candidate_first"] : role["candidate_stop"]]
        place = np.searchsorted(shifts, shift)
        return bool(place < len(shifts) and shifts[place] == shift)

    def take_breaks(self, route: Route) -> None:
        """Take the breaks of a route, if it still has stops."""
        shift = self._shift.get((route.helper, route.shift))
        if shift is None or not self._stops[shift]:
            return
        row, rest = self._arrays.shift[shift], self._arrays.rest
        left = list(range(row["rest_first"], row["rest_stop"]))
        for taken in route.breaks:
            start, end = taken.start + self._later, taken.end + self._later
            for own in left:
                is_inside = rest["start"][own] <= start and end <= rest["end"][own]
                if is_inside and end - start == rest["minutes"][own]:
                    self.solution.rest[own] = start
                    left.remove(own)
                    break

    def take_allocation(self, allocation: Allocation, draws: dict[_Draw, int]) -> None:
        """Give a visit that is served what it was given."""
        visit = self._visit(allocation.need, allocation.occurrence)
        if visit is not None and self.solution.served[visit]:
            draw = draws.get(_Draw(allocation.resource, visit, allocation.line))
            if draw is not None:
                self.solution.given[draw] = allocation.quantity
