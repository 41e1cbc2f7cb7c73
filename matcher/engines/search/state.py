"""A plan in the making, and the notes that take a trial back.

The start of a visit *floats* or is *fixed*. It floats where nothing outside its route depends on
it: one helper, no resources, no other visit before or after. A floating stop may be anywhere
between its earliest and its latest start; all other visits keep the start they were put in with.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import (
    FOREVER,
    Arrays,
    Bools,
    Floats,
    Ints,
    Routes,
    Solution,
    Table,
    empty_solution,
)
from matcher.arrays.layout import record
from matcher.engines.search.frame import Frame
from matcher.kernel import by_reference
from matcher.model import TermName

TERMS = len(TermName)

MOST_STARTS, MOST_SPOTS, MOST_WAYS = 1024, 4096, 8192
"""How many of each are gathered for one visit; what is cheaper comes first."""

SPOT = record("shift gap low high", "cost")
"""A gap with room for a role: its first and last start there, and what it costs whatever the
start."""


STOP = record("early late")
"""By member: first and last start that its route leaves it."""

REST = record("gap after")
"""By break: the gap in which it is taken, -1 for none; whether after that gap's travel."""

ROUTE = record("minutes metres worked waiting idle overtime missed")
"""By shift: travel; service and travel; waits and the longest; minutes back late; minutes of
voluntary breaks missed."""

LATE = record("late_cost late_most")
"""By visit: late cost and largest single lateness, 0 where unserved."""

NOTED_ROUTE = record("trial length")
NOTED_VISIT = record("trial served start late_cost late_most")
NOTED_MEMBER = record("shift start")


@by_reference
class State(NamedTuple):
    """A solution with what is needed to change it quickly.

    Attributes
    ----------
    solution : Solution
    routes : Routes
    member : table of `STOP`
    rest : table of `REST`
    route : table of `ROUTE`
    visit : table of `LATE`
    leg : array of int, shape (shifts, route_room + 1)
        Minutes of travel before each stop, and back.
    spent : array of int, shape (projects,)
        Fen of the projects' budgets.
    unmet : array of int, shape (communities,)
        Unmet visits.
    values : array of int, shape (terms,)
        Terms that are sums, kept up to date; pay in sixtieths of a fen.
    """

    solution: Solution
    routes: Routes
    member: Table
    rest: Table
    route: Table
    visit: Table
    leg: Ints
    spent: Ints
    unmet: Ints
    values: Ints


@by_reference
class Notes(NamedTuple):
    """What a trial has touched, as it was before.

    Attributes
    ----------
    tally : array of int, shape (3,)
        The number of the trial; routes noted; visits noted.
    routes, visits : array of int
        Which ones, in order of touch.
    route : table of `NOTED_ROUTE`
        `trial`: the one in which it was last noted.
    stop : array of int
        Of noted routes, as in `Routes`.
    visit : table of `NOTED_VISIT`
    member : table of `NOTED_MEMBER`
    given, spent, values : array of int
    """

    tally: Ints
    routes: Ints
    visits: Ints
    route: Table
    stop: Ints
    visit: Table
    member: Table
    given: Ints
    spent: Ints
    values: Ints


@by_reference
class Scratch(NamedTuple):
    """Room to work in.

    Attributes
    ----------
    own_shift : array of bool, shape (shifts,)
    own_visit : array of bool, shape (visits,)
        What may be changed.
    pending : array of int, shape (visits,)
        Visits to put in.
    key : array of float, shape (visits,)
        What they are sorted by.
    waiting : array of int
        Visits to take out.
    totals : array of int, shape (1 + levels,)
    sight : array of int, shape (1,)
        How many candidates are looked at for a role whose start is fixed, the cheapest.
    start : array of int
        Starts to try.
    spot : table of `SPOT`, shape (most roles of a need, spots)
    spots : array of int, shape (most roles of a need,)
        How many spots each role has.
    rank : array of int, shape of `spot`
        The spots of each role, cheapest first.
    way : array of int, shape (ways, 2 x largest crew + 1)
    cost : array of float, shape (ways,)
    """

    own_shift: Bools
    own_visit: Bools
    pending: Ints
    key: Floats
    waiting: Ints
    totals: Ints
    sight: Ints
    start: Ints
    spot: Table
    spots: Ints
    rank: Ints
    way: Ints
    cost: Floats


@by_reference
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
    scratch : Scratch
    """

    arrays: Arrays
    frame: Frame
    state: State
    notes: Notes
    scratch: Scratch


def new_search(arrays: Arrays, frame: Frame) -> Search:
    """Give a search that serves nothing yet; `recount` or `load_solution` makes it count."""
    return Search(arrays, frame, new_state(arrays), new_notes(arrays), _scratch(arrays))


def new_state(arrays: Arrays) -> State:
    """Give the state that serves nothing."""
    shifts, room = len(arrays.shift), arrays.route_room
    rest = np.zeros(len(arrays.rest), REST)
    rest["gap"] = -1
    return State(
        solution=empty_solution(arrays),
        routes=Routes(np.full((shifts, room), -1, np.int64), np.zeros(shifts, np.int64)),
        member=np.zeros(len(arrays.member), STOP),
        rest=rest,
        route=np.zeros(shifts, ROUTE),
        visit=np.zeros(len(arrays.visit), LATE),
        leg=np.zeros((shifts, room + 1), np.int64),
        spent=np.zeros(len(arrays.project), np.int64),
        unmet=np.zeros(arrays.communities, np.int64),
        values=np.zeros(TERMS, np.int64),
    )


def new_notes(arrays: Arrays) -> Notes:
    """Give notes that hold nothing."""
    shifts, visits = len(arrays.shift), len(arrays.visit)
    return Notes(
        tally=np.zeros(3, np.int64),
        routes=np.zeros(shifts, np.int64),
        visits=np.zeros(visits, np.int64),
        route=np.zeros(shifts, NOTED_ROUTE),
        stop=np.zeros((shifts, arrays.route_room), np.int64),
        visit=np.zeros(visits, NOTED_VISIT),
        member=np.zeros(len(arrays.member), NOTED_MEMBER),
        given=np.zeros(len(arrays.draw), np.int64),
        spent=np.zeros(len(arrays.project), np.int64),
        values=np.zeros(TERMS, np.int64),
    )


def _scratch(arrays: Arrays) -> Scratch:
    visits, need, visit = len(arrays.visit), arrays.need, arrays.visit
    roles = int((need["role_stop"] - need["role_first"]).max(initial=1))
    crew = int((visit["member_stop"] - visit["member_first"]).max(initial=1))
    # Each visit taken out may call for those after it, and for the last stops of its routes.
    most_waiting = 2 * visits + len(arrays.link) + len(arrays.member)
    return Scratch(
        own_shift=np.ones(len(arrays.shift), np.bool_),
        own_visit=np.ones(visits, np.bool_),
        pending=np.zeros(visits, np.int64),
        key=np.zeros(visits, np.float64),
        waiting=np.zeros(most_waiting + 1, np.int64),
        totals=np.zeros(1 + arrays.levels, np.int64),
        sight=np.array([FOREVER]),
        start=np.zeros(MOST_STARTS, np.int64),
        spot=np.zeros((max(1, roles), MOST_SPOTS), SPOT),
        spots=np.zeros(max(1, roles), np.int64),
        rank=np.zeros((max(1, roles), MOST_SPOTS), np.int64),
        way=np.zeros((MOST_WAYS, 2 * crew + 1), np.int64),
        cost=np.zeros(MOST_WAYS, np.float64),
    )
