"""A growing plan: visits with fixed times, put in and taken out whole."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.allocation import release_supplies
from matcher.arrays import (
    Arrays,
    Ints,
    Routes,
    Solution,
    copy_solution,
    empty_solution,
    routes_of,
)
from matcher.arrays.timeline import gap_times, leg, route_service, route_travel
from matcher.kernel import compiled, kernel
from matcher.rules.limits import room_to_work
from matcher.rules.project import member_pay
from matcher.rules.rest import place_breaks


class State(NamedTuple):
    """A solution with what is needed to change it quickly.

    Attributes
    ----------
    solution : Solution
    routes : Routes
    worked : array of int, shape (shifts,)
        Minutes of service and travel.
    spent : array of int, shape (projects,)
        Fen of the projects' budgets.
    """

    solution: Solution
    routes: Routes
    worked: Ints
    spent: Ints


def new_state(arrays: Arrays) -> State:
    """Give the state that serves nothing."""
    shifts = len(arrays.shift)
    return State(
        empty_solution(arrays),
        Routes(np.full((shifts, arrays.route_room), -1, np.int64), np.zeros(shifts, np.int64)),
        np.zeros(shifts, np.int64),
        np.zeros(len(arrays.project), np.int64),
    )


def copy_state(source: State, target: State) -> None:
    """Overwrite one state with another."""
    copy_solution(source.solution, target.solution)
    np.copyto(target.routes.stop, source.routes.stop)
    np.copyto(target.routes.length, source.routes.length)
    np.copyto(target.worked, source.worked)
    np.copyto(target.spent, source.spent)


def load_solution(arrays: Arrays, solution: Solution, state: State) -> None:
    """Overwrite a state with a solution."""
    copy_solution(solution, state.solution)
    _recount(arrays, state)


@compiled
def _recount(arrays: Arrays, state: State) -> None:
    routes = routes_of(arrays, state.solution)
    state.routes.stop[:] = routes.stop
    state.routes.length[:] = routes.length
    for shift in range(len(arrays.shift)):
        count_work(arrays, state, shift)
    state.spent[:] = 0
    for visit in range(len(arrays.visit)):
        project = arrays.need[arrays.visit[visit].need].project
        if project >= 0 and state.solution.served[visit]:
            state.spent[project] += crew_pay(arrays, state, visit)


@kernel
def put_stop(arrays: Arrays, state: State, member: int, shift: int, start: int) -> None:
    """Put a member into a route by its start; the work of the shift is counted anew."""
    state.solution.shift[member] = shift
    state.solution.member_start[member] = start
    stops = state.routes.stop[shift]
    at = state.routes.length[shift]
    while at > 0 and state.solution.member_start[stops[at - 1]] > start:
        stops[at] = stops[at - 1]
        at -= 1
    stops[at] = member
    state.routes.length[shift] += 1
    count_work(arrays, state, shift)


@kernel
def drop_stop(arrays: Arrays, state: State, member: int) -> None:
    """Take a member out of its route."""
    shift = state.solution.shift[member]
    stops = state.routes.stop[shift]
    last = state.routes.length[shift] - 1
    at = 0
    while stops[at] != member:
        at += 1
    while at < last:
        stops[at] = stops[at + 1]
        at += 1
    stops[last] = -1
    state.routes.length[shift] = last
    state.solution.shift[member] = -1
    count_work(arrays, state, shift)


@kernel
def count_work(arrays: Arrays, state: State, shift: int) -> None:
    """Recount the service and travel of a shift."""
    minutes, _ = route_travel(arrays, state.routes, shift)
    state.worked[shift] = minutes + route_service(arrays, state.routes, shift)


@kernel
def crew_pay(arrays: Arrays, state: State, visit: int) -> int:
    """Give what a project pays for the crew of a visit whose stops are in place."""
    pay = 0
    for member in range(arrays.visit[visit].member_first, arrays.visit[visit].member_stop):
        pay += member_pay(arrays, state.solution.shift[member], arrays.member[member].minutes)
    return pay


@kernel
def drop_visit(arrays: Arrays, state: State, visit: int) -> None:
    """Take a served visit out, its crew, its draws and its cost."""
    project = arrays.need[arrays.visit[visit].need].project
    if project >= 0:
        state.spent[project] -= crew_pay(arrays, state, visit)
    for member in range(arrays.visit[visit].member_first, arrays.visit[visit].member_stop):
        drop_stop(arrays, state, member)
    release_supplies(arrays, state.solution, visit)
    state.solution.served[visit] = False


@kernel
def route_holds(arrays: Arrays, state: State, shift: int) -> bool:
    """Say whether a route still keeps its times, limits and breaks.

    Taking a stop out can break it; see `mend`.
    """
    if state.routes.length[shift] == 0:
        return True
    for gap in range(state.routes.length[shift] + 1):
        begins, ends, minutes = gap_times(arrays, state.solution, state.routes, shift, gap)
        if begins + minutes > ends:
            return False
    if room_to_work(arrays, state.worked, shift) < 0:
        return False
    return place_breaks(arrays, state.solution, state.routes, shift)


@kernel
def travel_with(
    arrays: Arrays, state: State, shift: int, before: int, member: int, after: int
) -> tuple[int, int, int, int]:
    """Give travel to and from a member put between two stops, and what it adds.

    Returns
    -------
    to, away : int
        Minutes from the stop before and to the stop after.
    more_minutes, more_metres : int
        What the detour adds to the route.
    """
    to, to_metres = leg(arrays, shift, before, member)
    away, away_metres = leg(arrays, shift, member, after)
    direct, direct_metres = 0, 0
    if state.routes.length[shift] > 0:
        direct, direct_metres = leg(arrays, shift, before, after)
    return to, away, to + away - direct, to_metres + away_metres - direct_metres
