"""A plan in the making, and the notes that take a trial back.

The start of a visit *floats* or is *fixed*. It floats where nothing outside its route depends on
it: one helper, no resources, no other visit before or after. A floating stop may be anywhere
between its earliest and its latest start; all other visits keep the start they were put in with.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Bools, Ints, Routes, Solution, empty_solution
from matcher.engines.search.frame import Frame
from matcher.model import TermName

TERMS = len(TermName)


class State(NamedTuple):
    """A solution with what is needed to change it quickly.

    Attributes
    ----------
    solution : Solution
    routes : Routes
    early, late : array of int, shape (members,)
        First and last start that the route leaves to a stop.
    leg : array of int, shape (shifts, route_room + 1)
        Minutes of travel before each stop, and back.
    gap : array of int, shape (rests,)
        The gap in which a break is taken; -1: it is not.
    after : array of bool, shape (rests,)
        It is taken after the travel of its gap.
    minutes, metres, worked, waiting, idle, overtime, missed : array of int, shape (shifts,)
        Of each route: travel, service and travel, waits, the longest wait, minutes back late,
        minutes of voluntary breaks missed.
    late_cost, late_most : array of int, shape (visits,)
        Late cost and largest single lateness of served visits.
    spent : array of int, shape (projects,)
        Fen of the projects' budgets.
    values : array of int, shape (terms,)
        Terms that are sums, kept up to date; pay in sixtieths of a fen.
    """

    solution: Solution
    routes: Routes
    early: Ints
    late: Ints
    leg: Ints
    gap: Ints
    after: Bools
    minutes: Ints
    metres: Ints
    worked: Ints
    waiting: Ints
    idle: Ints
    overtime: Ints
    missed: Ints
    late_cost: Ints
    late_most: Ints
    spent: Ints
    values: Ints


class Notes(NamedTuple):
    """What a trial has touched, as it was before.

    Attributes
    ----------
    count : array of int, shape (3,)
        The number of the trial; routes noted; visits noted.
    route, visit : array of int
        Which ones, in order of touch.
    route_trial, visit_trial : array of int
        The trial in which each was last noted.
    stop, length : array of int
        Of noted routes, as in `Routes`.
    served, start, shift, member_start, given, late_cost, late_most : array
        Of noted visits, their members and draws.
    spent, values : array of int
    """

    count: Ints
    route: Ints
    visit: Ints
    route_trial: Ints
    visit_trial: Ints
    stop: Ints
    length: Ints
    served: Bools
    start: Ints
    shift: Ints
    member_start: Ints
    given: Ints
    late_cost: Ints
    late_most: Ints
    spent: Ints
    values: Ints


class Search(NamedTuple):
    """What the kernels of this engine are handed.

    Attributes
    ----------
    arrays : Arrays
    frame : Frame
        What never changes.
    state : State
        The plan being changed.
    notes : Notes
    """

    arrays: Arrays
    frame: Frame
    state: State
    notes: Notes


def new_state(arrays: Arrays) -> State:
    """Give the state that serves nothing."""
    shifts, members, visits = len(arrays.shift), len(arrays.member), len(arrays.visit)
    per_shift = (np.zeros(shifts, np.int64) for _ in range(7))
    minutes, metres, worked, waiting, idle, overtime, missed = per_shift
    return State(
        solution=empty_solution(arrays),
        routes=Routes(
            np.full((shifts, arrays.route_room), -1, np.int64), np.zeros(shifts, np.int64)
        ),
        early=np.zeros(members, np.int64),
        late=np.zeros(members, np.int64),
        leg=np.zeros((shifts, arrays.route_room + 1), np.int64),
        gap=np.full(len(arrays.rest), -1, np.int64),
        after=np.zeros(len(arrays.rest), np.bool_),
        minutes=minutes,
        metres=metres,
        worked=worked,
        waiting=waiting,
        idle=idle,
        overtime=overtime,
        missed=missed,
        late_cost=np.zeros(visits, np.int64),
        late_most=np.zeros(visits, np.int64),
        spent=np.zeros(len(arrays.project), np.int64),
        values=np.zeros(TERMS, np.int64),
    )


def new_notes(arrays: Arrays) -> Notes:
    """Give notes that hold nothing."""
    shifts, members, visits = len(arrays.shift), len(arrays.member), len(arrays.visit)
    return Notes(
        count=np.zeros(3, np.int64),
        route=np.zeros(shifts, np.int64),
        visit=np.zeros(visits, np.int64),
        route_trial=np.zeros(shifts, np.int64),
        visit_trial=np.zeros(visits, np.int64),
        stop=np.zeros((shifts, arrays.route_room), np.int64),
        length=np.zeros(shifts, np.int64),
        served=np.zeros(visits, np.bool_),
        start=np.zeros(visits, np.int64),
        shift=np.zeros(members, np.int64),
        member_start=np.zeros(members, np.int64),
        given=np.zeros(len(arrays.draw), np.int64),
        late_cost=np.zeros(visits, np.int64),
        late_most=np.zeros(visits, np.int64),
        spent=np.zeros(len(arrays.project), np.int64),
        values=np.zeros(TERMS, np.int64),
    )
