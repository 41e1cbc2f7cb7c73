"""Taking visits out, and putting them in again."""

from __future__ import annotations

from typing import NamedTuple

from matcher.arrays import Ints
from matcher.engines.order.chain import take_out
from matcher.engines.order.jobs import Jobs
from matcher.engines.order.recreate import Gaps, insert
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
    LATE,
    LATEST,
    PENDING,
    WAYS,
    Move,
    Order,
    copy_order,
    total_of,
)
from matcher.engines.search.chance import Chance, below, uniform
from matcher.kernel import by_reference, kernel

MOST_TAKEN = 40
"""Most visits that one ruin takes out."""

AROUND = 12
"""Most visits taken out around one."""

OVERLOOKED = 0.15
"""Largest share of the choices that are overlooked while putting in."""

UNBOUNDED = 1e18


@by_reference
class Room(NamedTuple):
    """Room to work in.

    Attributes
    ----------
    before : Order
        The plan as it was.
    move : Move
    gaps : Gaps
    starts : array of int, shape (largest crew,)
    """

    before: Order
    move: Move
    gaps: Gaps
    starts: Ints


@kernel
def ruin_and_recreate(jobs: Jobs, order: Order, room: Room, limit: float, chance: Chance) -> bool:
    """Take some visits out and put them in again; False: nothing has changed.

    Parameters
    ----------
    jobs : Jobs
    order : Order
    room : Room
    limit : float
        What the plan may cost then.
    chance : Chance
    """
    move = room.move
    copy_order(order, room.before)
    move.tally[PENDING] = move.tally[CHANGED] = 0
    count = _choose(jobs, order, move, chance)
    _take_all(jobs, order, move, count)
    holds, late, _, _ = spread(jobs, order, move, room.starts, order.cost[LATE], UNBOUNDED)
    order.cost[LATE] = late
    if holds and _put_all(jobs, order, room, count, limit, chance):
        order.cost[LATEST] = jobs.latest * largest_lateness(jobs, order)
        if total_of(order) <= limit:
            return True
    forget_pending(move)
    copy_order(room.before, order)
    return False


@kernel
def _choose(jobs: Jobs, order: Order, move: Move, chance: Chance) -> int:
    """Choose visits around one, or all of one route with some around them; give how many."""
    seed = order.served[below(chance, len(order.served))]
    move.visit[0] = seed
    if uniform(chance) < 0.5:
        return _add_around(jobs, order, move, seed, 1, 2 + below(chance, AROUND), 0.7, chance)
    members, count = len(jobs.member), 0
    node = order.after[members + order.shift[jobs.visit[seed].first]]
    while node < members and count < MOST_TAKEN:
        move.visit[count] = jobs.member[node].visit
        count += 1
        node = order.after[node]
    share, route = 0.5 * uniform(chance), count
    for place in range(route):
        if uniform(chance) < share:
            more = min(count + 1, MOST_TAKEN)
            count = _add_around(jobs, order, move, move.visit[place], count, more, 0.3, chance)
    return count


@kernel
def _add_around(
    jobs: Jobs,
    order: Order,
    move: Move,
    seed: int,
    count: int,
    most: int,
    share: float,
    chance: Chance,
) -> int:
    """Add served visits near one, each with a chance, up to a number of all."""
    for other in jobs.near[seed]:
        if count >= most or other < 0:
            break
        if order.shift[jobs.visit[other].first] < 0 or uniform(chance) >= share:
            continue
        known = False
        for place in range(count):
            known = known or move.visit[place] == other
        if not known:
            move.visit[count] = other
            count += 1
    return count


@kernel
def _take_all(jobs: Jobs, order: Order, move: Move, count: int) -> None:
    """Take the chosen visits out; whoever stays in their routes may start sooner."""
    members = len(jobs.member)
    for place in range(count):
        row = jobs.visit[move.visit[place]]
        for member in range(row.first, row.stop):
            order.cost[WAYS] += take_out(jobs, order, member)
            late = max(0, order.start[member] - jobs.member[member].due)
            order.cost[LATE] -= late * jobs.late[move.visit[place]]
    for place in range(count):
        row = jobs.visit[move.visit[place]]
        for member in range(row.first, row.stop):
            node = order.after[members + order.shift[member]]
            while node < members:
                wait_for(move, jobs.member[node].visit)
                node = order.after[node]
    for place in range(count):
        row = jobs.visit[move.visit[place]]
        for member in range(row.first, row.stop):
            order.shift[member], order.start[member] = -1, 0


@kernel
def _put_all(
    jobs: Jobs, order: Order, room: Room, count: int, limit: float, chance: Chance
) -> bool:
    """Put the chosen visits in again; False: one has no place, or it costs too much."""
    move = room.move
    _sort(jobs, move, count, chance)
    blinks = OVERLOOKED * uniform(chance)
    for place in range(count):
        visit = move.visit[place]
        if not insert(jobs, order, room.gaps, visit, blinks, chance):
            return False
        if order.cost[WAYS] + order.cost[LATE] > limit:
            return False
        row = jobs.visit[visit]
        wait_for(move, visit)
        for member in range(row.first, row.stop):
            wait_after(jobs, order, move, member)
        move.tally[CHANGED] = 0
        holds, late, _, _ = spread(jobs, order, move, room.starts, order.cost[LATE], UNBOUNDED)
        order.cost[LATE] = late
        if not holds:
            return False
        for member in range(row.first, row.stop):
            if not is_back_in_time(jobs, order, order.shift[member]):
                return False
    return True


@kernel
def _sort(jobs: Jobs, move: Move, count: int, chance: Chance) -> None:
    """Order the chosen visits by chance, by time, by how few can do them, or by all three."""
    kind = uniform(chance)
    for place in range(count):
        visit, luck = move.visit[place], uniform(chance)
        role = jobs.member[jobs.visit[visit].first].role
        key = luck
        if kind > 0.3:
            key = jobs.visit[visit].opens + 60.0 * luck
        if kind > 0.55:
            scarce = jobs.choice_first[role + 1] - jobs.choice_first[role]
            crew = jobs.visit[visit].stop - jobs.visit[visit].first
            key = scarce * (0.5 + luck) - 100.0 * (crew > 1)
        at = place
        while at > 0 and move.key[at - 1] > key:
            move.key[at], move.visit[at] = move.key[at - 1], move.visit[at - 1]
            at -= 1
        move.key[at], move.visit[at] = key, visit
