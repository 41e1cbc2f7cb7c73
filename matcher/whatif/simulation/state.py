"""Where everybody is while a plan is carried out once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Arrays, Bools, Ints
from matcher.kernel import by_reference, kernel
from matcher.whatif.simulation.course import Course


@by_reference
class State(NamedTuple):
    """Where everybody is while a plan is carried out once.

    Attributes
    ----------
    here : array of bool, shape (shifts,)
        Whether the helper has turned up.
    free, place : array of int, shape (shifts,)
        Since when the helper is free, and where.
    due, due_place : array of int, shape (shifts,)
        By when the helper is expected next, and where.
    rest : array of int, shape (shifts,)
        The next break.
    visits : array of int, shape (shifts,)
        Visits of the plan, and those taken over.
    delay : array of int, shape (shifts,)
        Minutes by which the route starts late.
    left : array of int
        As in `Course`.
    by : array of int, shape (members,)
        Which shift does it this time.
    alive : array of bool, shape (visits,)
        Whether the visit has not failed yet.
    began : array of int, shape (visits,)
        Start of its last part so far.
    done, ended : array of int, shape (needs,)
        Its visits that took place, and the end of the last one.
    pick : array of int, shape (largest crew,)
        Who could come to an urgent visit.
    """

    here: Bools
    free: Ints
    place: Ints
    due: Ints
    due_place: Ints
    rest: Ints
    visits: Ints
    delay: Ints
    left: Ints
    by: Ints
    alive: Bools
    began: Ints
    done: Ints
    ended: Ints
    pick: Ints


def new_state(arrays: Arrays, course: Course) -> State:
    """Make room for a state."""
    shifts, visits, needs = len(arrays.shift), len(arrays.visit), len(arrays.need)
    crews = np.diff([arrays.visit["member_first"], arrays.visit["member_stop"]], axis=0)
    return State(
        here=np.zeros(shifts, np.bool_),
        free=np.zeros(shifts, np.int64),
        place=np.zeros(shifts, np.int64),
        due=np.zeros(shifts, np.int64),
        due_place=np.zeros(shifts, np.int64),
        rest=np.zeros(shifts, np.int64),
        visits=np.zeros(shifts, np.int64),
        delay=np.zeros(shifts, np.int64),
        left=np.zeros(len(course.left), np.int64),
        by=np.zeros(len(arrays.member), np.int64),
        alive=np.zeros(visits, np.bool_),
        began=np.zeros(visits, np.int64),
        done=np.zeros(needs, np.int64),
        ended=np.zeros(needs, np.int64),
        pick=np.zeros(crews.max(initial=0), np.int64),
    )


@kernel
def begin(arrays: Arrays, course: Course, state: State) -> None:
    """Put everybody where the plan begins; who turns up is drawn afterwards."""
    for i in range(len(course.drawn)):
        shift = course.drawn[i]
        row, ready = arrays.shift[shift], course.ready[shift]
        state.free[shift], state.place[shift] = row.start, row.origin
        state.due[shift], state.due_place[shift] = ready.due, ready.due_place
        state.rest[shift], state.visits[shift] = row.rest_first, ready.visits
        state.delay[shift] = 0
    for i in range(len(course.left)):
        state.left[i] = course.left[i]
    for need in range(len(state.done)):
        state.done[need], state.ended[need] = 0, -FOREVER
