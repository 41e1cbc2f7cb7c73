"""An answer as arrays, and its routes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays.layout import Arrays, Bools, Ints
from matcher.kernel import by_reference, compiled, leaf


@by_reference
class Solution(NamedTuple):
    """Which visits are served, when, by which shifts, with which draws and breaks.

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
    rest : array of int, shape (rests,)
        When a break is taken, -1 if it is not.
    """

    served: Bools
    start: Ints
    shift: Ints
    member_start: Ints
    given: Ints
    rest: Ints


@by_reference
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
    return Solution(
        served=np.zeros(len(arrays.visit), np.bool_),
        start=np.zeros(len(arrays.visit), np.int64),
        shift=np.full(len(arrays.member), -1, np.int64),
        member_start=np.zeros(len(arrays.member), np.int64),
        given=np.zeros(len(arrays.draw), np.int64),
        rest=np.full(len(arrays.rest), -1, np.int64),
    )


def copy_solution(source: Solution, target: Solution) -> None:
    """Overwrite one solution with another."""
    for from_array, to_array in zip(source, target, strict=True):
        np.copyto(to_array, from_array)


def copy_of(solution: Solution) -> Solution:
    """Give a solution of its own arrays."""
    return Solution._make(map(np.copy, solution))


@compiled
def routes_of(arrays: Arrays, solution: Solution) -> Routes:
    """Sort the members of a solution into routes."""
    stop = np.full((len(arrays.shift), arrays.route_room), -1, np.int64)
    length = np.zeros(len(arrays.shift), np.int64)
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


@leaf
def visit_end(arrays: Arrays, solution: Solution, visit: int) -> int:
    """Give the end of a served visit: of its last member, or of its minutes without a crew."""
    row = arrays.visit[visit]
    end: int = 0
    if row.member_first == row.member_stop:
        end = solution.start[visit] + arrays.need[row.need].minutes
    for member in range(row.member_first, row.member_stop):
        end = max(end, solution.member_start[member] + arrays.member[member].minutes)
    return end
