"""An answer as arrays, and its routes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from matcher.arrays.layout import Arrays, Bools, Ints


class Solution(NamedTuple):
    """Which visits are served, when, by which shifts, with which draws.

    Attributes
    ----------
    served : array of bool, shape (visits,)
    start : array of int, shape (visits,)
        Start of the first role; meaningless where unserved.
    shift : array of int, shape (members,)
        -1 where unserved.
    member_start : array of int, shape (members,)
    given : array of int, shape (draws,)
        Quantity allocated.
    """

    served: Bools
    start: Ints
    shift: Ints
    member_start: Ints
    given: Ints

    def copy(self) -> Solution:
        """Give a copy that shares nothing."""
        return Solution(
            self.served.copy(),
            self.start.copy(),
            self.shift.copy(),
            self.member_start.copy(),
            self.given.copy(),
        )


class Routes(NamedTuple):
    """Members in order of time, by shift.

    Attributes
    ----------
    stop : array of int, shape (shifts, route_room)
        Members.
    length : array of int, shape (shifts,)
    """

    stop: Ints
    length: Ints


def empty_solution(arrays: Arrays) -> Solution:
    """Give the plan that serves nothing."""
    visits, members = len(arrays.demand.visit_need), len(arrays.demand.member_visit)
    return Solution(
        served=np.zeros(visits, np.bool_),
        start=np.zeros(visits, np.int64),
        shift=np.full(members, -1, np.int64),
        member_start=np.zeros(members, np.int64),
        given=np.zeros(len(arrays.supply.draw_visit), np.int64),
    )


@njit(cache=True)
def routes_of(arrays: Arrays, solution: Solution) -> Routes:
    """Sort the members of a solution into routes."""
    shifts = len(arrays.people.shift_helper)
    stop = np.full((shifts, arrays.route_room), -1, np.int64)
    length = np.zeros(shifts, np.int64)
    for member in range(len(solution.shift)):
        shift = solution.shift[member]
        if shift < 0:
            continue
        at = length[shift]
        while at > 0 and solution.member_start[stop[shift, at - 1]] > solution.member_start[member]:
            stop[shift, at] = stop[shift, at - 1]
            at -= 1
        stop[shift, at] = member
        length[shift] += 1
    return Routes(stop, length)


@njit(cache=True)
def visit_end(arrays: Arrays, solution: Solution, visit: int) -> int:
    """Give the end of a served visit: of its last member, or of its minutes without a crew."""
    demand = arrays.demand
    first, last = demand.member_ptr[visit], demand.member_ptr[visit + 1]
    end = 0
    if first == last:
        end = solution.start[visit] + demand.minutes[demand.visit_need[visit]]
    for member in range(first, last):
        minutes = demand.role_minutes[demand.member_role[member]]
        end = max(end, solution.member_start[member] + minutes)
    return end
