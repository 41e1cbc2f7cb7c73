"""Trying moves under a temperature."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Ints
from matcher.engines.order.chain import put_in, take_out
from matcher.engines.order.jobs import Jobs
from matcher.engines.order.moves import propose
from matcher.engines.order.ruin import Room, ruin_and_recreate
from matcher.engines.order.starts import (
    forget_pending,
    is_back_in_time,
    largest_lateness,
    spread,
    wait_after,
    wait_for,
)
from matcher.engines.order.state import (
    CHANGED,
    KEYED,
    LATE,
    LATEST,
    MOVED,
    PENDING,
    WAYS,
    Move,
    Order,
    copy_order,
    total_of,
)
from matcher.engines.search.chance import Chance, uniform
from matcher.kernel import entry, kernel

RUINED = 0.01
"""Share of the moves that take visits out and put them in again."""


@entry
def anneal(
    jobs: Jobs,
    order: Order,
    best: Order,
    room: Room,
    rounds: int,
    heat: float,
    chance: Chance,
) -> None:
    """Try so many moves at one temperature; what is better than the best is copied there.

    Parameters
    ----------
    jobs : Jobs
    order, best : Order
        Changed in place.
    room : Room
    rounds : int
    heat : float
        The temperature, in cost.
    chance : Chance
    """
    for _ in range(rounds):
        limit = total_of(order) - heat * np.log(uniform(chance) + 1e-300)
        if uniform(chance) < RUINED:
            if not ruin_and_recreate(jobs, order, room, limit, chance):
                continue
        elif not propose(jobs, order, room.move, chance):
            continue
        elif not _try(jobs, order, room.move, room.starts, limit):
            _undo(jobs, order, room.move)
            continue
        if total_of(order) < total_of(best) - 1e-9:
            copy_order(order, best)


@kernel
def _try(jobs: Jobs, order: Order, move: Move, starts: Ints, limit: float) -> bool:
    """Do a move; False: it is not permitted, or costs more than `limit`, and is to be undone."""
    move.tally[PENDING] = move.tally[CHANGED] = 0
    ways = order.cost[WAYS] + _shift_about(jobs, order, move)
    if ways > limit or not _may_be(jobs, order, move):
        return False
    for place in range(move.tally[MOVED]):
        wait_for(move, jobs.member[move.member[place]].visit)
        wait_after(jobs, order, move, move.member[place])
    holds, late, largest, fell = spread(jobs, order, move, starts, order.cost[LATE], limit - ways)
    if not holds or ways + late > limit or not _are_back(jobs, order, move):
        return False
    latest = order.cost[LATEST]
    if jobs.latest > 0:
        if jobs.latest * largest >= latest:
            latest = jobs.latest * largest
        elif fell:
            latest = jobs.latest * largest_lateness(jobs, order)
        if ways + late + latest > limit:
            return False
    order.cost[WAYS], order.cost[LATE], order.cost[LATEST] = ways, late, latest
    return True


@kernel
def _shift_about(jobs: Jobs, order: Order, move: Move) -> float:
    """Let members and keys trade places with those of the move; give what ways then cost more."""
    more = 0.0
    for place in range(move.tally[MOVED]):
        member = move.member[place]
        wait_after(jobs, order, move, member)
        more += take_out(jobs, order, member)
    for place in range(move.tally[KEYED]):
        visit = move.visit[place]
        order.key[visit], move.key[place] = move.key[place], order.key[visit]
    for place in range(move.tally[MOVED]):
        member = move.member[place]
        order.shift[member], move.shift[place] = move.shift[place], order.shift[member]
        more += put_in(jobs, order, member)
    return more


@kernel
def _undo(jobs: Jobs, order: Order, move: Move) -> None:
    """Take back what `_try` has done."""
    forget_pending(move)
    _shift_about(jobs, order, move)
    forget_pending(move)
    for place in range(move.tally[CHANGED] - 1, -1, -1):
        order.start[move.changed[place]] = move.old_start[place]


@kernel
def _may_be(jobs: Jobs, order: Order, move: Move) -> bool:
    """Say whether shifts have room, and crews are different helpers."""
    for place in range(move.tally[MOVED]):
        member = move.member[place]
        shift = order.shift[member]
        if order.length[shift] > jobs.shift[shift].max_visits:
            return False
        visit = jobs.member[member].visit
        for mate in range(jobs.visit[visit].first, jobs.visit[visit].stop):
            if mate == member:
                continue
            same = jobs.shift[order.shift[mate]].helper == jobs.shift[shift].helper
            if order.shift[mate] == shift or (same and jobs.distinct[visit]):
                return False
    return True


@kernel
def _are_back(jobs: Jobs, order: Order, move: Move) -> bool:
    """Say whether the shifts of the move end in time, also those that lost their last stop."""
    for place in range(move.tally[MOVED]):
        if not is_back_in_time(jobs, order, order.shift[move.member[place]]):
            return False
        if not is_back_in_time(jobs, order, move.shift[place]):
            return False
    return True
