"""A plan as an order of visits, and the notes that take a move back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Bools, Floats, Ints
from matcher.engines.order.jobs import Jobs
from matcher.kernel import by_reference, entry, leaf

MOVED, KEYED, PENDING, CHANGED = range(4)
"""Places in `Move.tally`."""

WAYS, LATE, LATEST = range(3)
"""Places in `Order.cost`."""

MOST_MOVED = 256
"""Most members that one move puts elsewhere."""


@by_reference
class Order(NamedTuple):
    """A plan.

    Every route stands in the order of its visits' keys, so no two visits ever wait for each other.

    Attributes
    ----------
    key : array of float, shape (visits,)
    shift : array of int, shape (members,)
        -1 where unserved.
    before, after : array of int, shape (members + shifts,)
        Neighbours in the route, a ring through the shift itself: member m is m, shift s is
        members + s.
    start : array of int, shape (members,)
        The earliest that the order permits.
    length : array of int, shape (shifts,)
    served : array of int
        The visits of the plan.
    cost : array of float, shape (3,)
        Of the ways and the choices; of lateness; of the largest lateness.
    """

    key: Floats
    shift: Ints
    before: Ints
    after: Ints
    start: Ints
    length: Ints
    served: Ints
    cost: Floats


@by_reference
class Move(NamedTuple):
    """A move, and what it takes to undo it.

    Attributes
    ----------
    tally : array of int, shape (4,)
        Members moved, visits with another key, visits pending, starts changed.
    member, shift : array of int
        Who moves to which shift; once it is done, from which.
    visit : array of int
    key : array of float
        Visits with their new keys; once it is done, their old ones.
    pending : array of int
        Visits whose starts may change.
    waits : array of bool, shape (visits,)
        It is pending.
    changed, old_start : array of int
        Members whose starts have changed.
    """

    tally: Ints
    member: Ints
    shift: Ints
    visit: Ints
    key: Floats
    pending: Ints
    waits: Bools
    changed: Ints
    old_start: Ints


def new_order(jobs: Jobs) -> Order:
    """Give the plan that serves nobody."""
    visits, members, shifts = len(jobs.visit), len(jobs.member), len(jobs.shift)
    return Order(
        key=np.zeros(visits),
        shift=np.full(members, -1, np.int64),
        before=np.zeros(members + shifts, np.int64),
        after=np.zeros(members + shifts, np.int64),
        start=np.zeros(members, np.int64),
        length=np.zeros(shifts, np.int64),
        served=np.zeros(0, np.int64),
        cost=np.zeros(3),
    )


def new_move(jobs: Jobs) -> Move:
    """Give the empty move."""
    visits, members = len(jobs.visit), len(jobs.member)
    room = max(MOST_MOVED, members)
    return Move(
        tally=np.zeros(4, np.int64),
        member=np.zeros(room, np.int64),
        shift=np.zeros(room, np.int64),
        visit=np.zeros(visits, np.int64),
        key=np.zeros(visits),
        pending=np.zeros(visits + 1, np.int64),
        waits=np.zeros(visits, np.bool_),
        changed=np.zeros(64 * members + 64, np.int64),
        old_start=np.zeros(64 * members + 64, np.int64),
    )


@leaf
def total_of(order: Order) -> float:
    """Give what a plan costs."""
    return float(order.cost[WAYS] + order.cost[LATE] + order.cost[LATEST])


@entry
def copy_order(source: Order, target: Order) -> None:
    """Overwrite one plan with another that serves the same visits."""
    for visit in range(len(source.key)):
        target.key[visit] = source.key[visit]
    for member in range(len(source.shift)):
        target.shift[member], target.start[member] = source.shift[member], source.start[member]
    for node in range(len(source.before)):
        target.before[node], target.after[node] = source.before[node], source.after[node]
    for shift in range(len(source.length)):
        target.length[shift] = source.length[shift]
    for part in range(len(source.cost)):
        target.cost[part] = source.cost[part]
