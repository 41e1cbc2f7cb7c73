"""Moves: what they put where. The neighbourhoods of Ceschia et al. (ITOR 2024), on an order.

Each writes the members it moves, their new shifts, and new keys of visits into a `Move`, and says
whether there is anything to try.
"""

from __future__ import annotations

from matcher.engines.order.chain import key_of, last_before
from matcher.engines.order.jobs import Jobs
from matcher.engines.order.state import KEYED, MOST_MOVED, MOVED, Move, Order
from matcher.engines.search.chance import Chance, below, uniform
from matcher.kernel import kernel, leaf

FOREVER = 1e18
"""Behind every key, and more than any price."""

NARROW = 1e-9
"""No key is drawn between two that are closer."""

RELOCATE, SWAP, REPLACE = 0.45, 0.62, 0.75
"""Up to which share of the draws each move is taken; beyond: exchange."""


@kernel
def propose(jobs: Jobs, order: Order, move: Move, chance: Chance) -> bool:
    """Draw a move."""
    move.tally[MOVED] = move.tally[KEYED] = 0
    visit = order.served[below(chance, len(order.served))]
    kind = uniform(chance)
    if SWAP <= kind < REPLACE:
        return _replace(jobs, order, move, visit, chance)
    other = _neighbour(jobs, order, visit, chance)
    if other < 0:
        return False
    if kind < RELOCATE:
        return _relocate(jobs, order, move, visit, other, chance)
    if kind < SWAP:
        return _swap(jobs, order, move, visit, other)
    return _exchange(jobs, order, move, visit, other, chance)


@kernel
def _neighbour(jobs: Jobs, order: Order, visit: int, chance: Chance) -> int:
    other = jobs.near[visit, below(chance, jobs.near.shape[1])]
    if other >= 0 and order.shift[jobs.visit[other].first] < 0:
        return -1
    return int(other)


@leaf
def member_of(jobs: Jobs, visit: int, chance: Chance) -> int:
    """Draw one of a visit's crew."""
    row = jobs.visit[visit]
    if row.stop - row.first == 1:
        return int(row.first)
    return int(row.first + below(chance, row.stop - row.first))


@leaf
def choice_of(jobs: Jobs, member: int, chance: Chance) -> int:
    """Draw a shift that may fill a member's role."""
    role = jobs.member[member].role
    first = jobs.choice_first[role]
    return int(jobs.choice[first + below(chance, jobs.choice_first[role + 1] - first)])


@leaf
def add_member(move: Move, member: int, shift: int) -> None:
    """Let a member move."""
    count = move.tally[MOVED]
    move.member[count], move.shift[count] = member, shift
    move.tally[MOVED] = count + 1


@leaf
def add_key(move: Move, visit: int, key: float) -> None:
    """Let a visit have another key."""
    count = move.tally[KEYED]
    move.visit[count], move.key[count] = visit, key
    move.tally[KEYED] = count + 1


@leaf
def can_fill(jobs: Jobs, member: int, shift: int) -> bool:
    """Say whether a shift may fill a member's role."""
    return bool(jobs.price[jobs.member[member].role, shift] < FOREVER)


@leaf
def span_of(jobs: Jobs, order: Order) -> float:
    """Give about how far apart the keys of a route's visits are."""
    return 2.0 * len(order.served) / len(jobs.shift) + 1.0


@kernel
def _relocate(jobs: Jobs, order: Order, move: Move, visit: int, other: int, chance: Chance) -> bool:
    """Put a visit next to another: one of its crew into that one's route."""
    anchor, moved = member_of(jobs, other, chance), member_of(jobs, visit, chance)
    shift = order.shift[anchor]
    if not can_fill(jobs, moved, shift):
        return False
    again = uniform(chance) < 0.5
    row = jobs.visit[visit]
    for member in range(row.first, row.stop):
        to = order.shift[member]
        if member == moved:
            to = shift
        elif to == shift:
            to = order.shift[moved]
        elif again:
            to = choice_of(jobs, member, chance)
        if not can_fill(jobs, member, to):
            return False
        add_member(move, member, to)
    low, high = _gap(jobs, order, anchor, visit, uniform(chance) < 0.5)
    add_key(move, visit, low + (high - low) * (0.02 + 0.96 * uniform(chance)))
    return high - low > NARROW


@kernel
def _gap(
    jobs: Jobs,
    order: Order,
    anchor: int,
    visit: int,
    behind: bool,  # noqa: FBT001
) -> tuple[float, float]:
    """Give between which keys a visit stands next to a member, if it were not where it is."""
    members, span = len(jobs.member), span_of(jobs, order)
    here = order.key[jobs.member[anchor].visit]
    node = order.after[anchor] if behind else order.before[anchor]
    if node < members and jobs.member[node].visit == visit:
        node = order.after[node] if behind else order.before[node]
    if behind:
        return here, key_of(jobs, order, node, here + span)
    return key_of(jobs, order, node, here - span), here


@kernel
def _swap(jobs: Jobs, order: Order, move: Move, visit: int, other: int) -> bool:
    """Let two visits take each other's place, helpers and all."""
    mine, yours = jobs.visit[visit], jobs.visit[other]
    if mine.stop - mine.first != yours.stop - yours.first:
        return False
    for place in range(mine.stop - mine.first):
        this, that = mine.first + place, yours.first + place
        if not can_fill(jobs, this, order.shift[that]):
            return False
        if not can_fill(jobs, that, order.shift[this]):
            return False
        add_member(move, this, order.shift[that])
        add_member(move, that, order.shift[this])
    add_key(move, visit, order.key[other])
    add_key(move, other, order.key[visit])
    return True


@kernel
def _replace(jobs: Jobs, order: Order, move: Move, visit: int, chance: Chance) -> bool:
    """Let another helper do one part, at the same place in the order."""
    member = member_of(jobs, visit, chance)
    shift = choice_of(jobs, member, chance)
    add_member(move, member, shift)
    return bool(shift != order.shift[member])


@kernel
def _exchange(jobs: Jobs, order: Order, move: Move, visit: int, other: int, chance: Chance) -> bool:
    """Let two shifts exchange what they do between two keys, or from one key on."""
    members, span = len(jobs.member), span_of(jobs, order)
    member = member_of(jobs, visit, chance)
    this, that = order.shift[member], order.shift[member_of(jobs, other, chance)]
    if this == that:
        return False
    here = order.key[visit]
    low = key_of(jobs, order, order.before[member], here - span)
    first, last = low + (here - low) * uniform(chance), FOREVER
    if uniform(chance) < 0.5:
        node = member
        for _ in range(below(chance, 3)):
            if order.after[node] < members:
                node = order.after[node]
        low = order.key[jobs.member[node].visit]
        high = key_of(jobs, order, order.after[node], low + span)
        last = low + (high - low) * (0.01 + 0.99 * uniform(chance))
    return (
        _add_between(jobs, order, move, this, that, first, last)
        and _add_between(jobs, order, move, that, this, first, last)
        and move.tally[MOVED] > 0
    )


@kernel
def _add_between(
    jobs: Jobs,
    order: Order,
    move: Move,
    source: int,
    target: int,
    first: float,
    last: float,
) -> bool:
    """Move the stops between two keys to another shift; False: one cannot, or there are many."""
    members = len(jobs.member)
    node = order.after[last_before(jobs, order, source, first)]
    while node < members and order.key[jobs.member[node].visit] < last:
        if move.tally[MOVED] >= MOST_MOVED or not can_fill(jobs, node, target):
            return False
        add_member(move, node, target)
        node = order.after[node]
    return True
