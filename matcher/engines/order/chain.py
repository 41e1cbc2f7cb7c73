"""Routes as rings of members in the order of their visits' keys."""

from __future__ import annotations

from matcher.engines.order.jobs import Jobs
from matcher.engines.order.state import Order
from matcher.kernel import kernel, leaf
from matcher.travel import travel


@leaf
def _way(jobs: Jobs, shift: int, tail: int, head: int) -> tuple[int, int]:
    """Give the minutes and metres from one node of a shift's ring to the next."""
    members, row = len(jobs.member), jobs.shift[shift]
    origin = row.origin if tail >= members else jobs.member[tail].location
    target = row.target if head >= members else jobs.member[head].location
    return travel(jobs.travel, row.profile, origin, target)


@leaf
def way_minutes(jobs: Jobs, shift: int, tail: int, head: int) -> int:
    """Give the minutes from one node of a shift's ring to the next."""
    minutes, _ = _way(jobs, shift, tail, head)
    return minutes


@leaf
def arrival_after(jobs: Jobs, order: Order, shift: int, tail: int, head: int) -> int:
    """Give when a shift can be at a node that comes after another, which has its start."""
    free = jobs.shift[shift].start
    if tail < len(jobs.member):
        free = order.start[tail] + jobs.member[tail].minutes
    return int(free + way_minutes(jobs, shift, tail, head))


@leaf
def _way_cost(jobs: Jobs, shift: int, tail: int, head: int) -> float:
    """Give the cost of the way between two nodes; a shift without stops travels nowhere."""
    if tail >= len(jobs.member) and head >= len(jobs.member):
        return 0.0
    minutes, metres = _way(jobs, shift, tail, head)
    return float(minutes * jobs.shift[shift].minute + metres * jobs.metre)


@leaf
def detour_cost(jobs: Jobs, shift: int, tail: int, member: int, head: int) -> float:
    """Give what ways and choices cost more with a member between two nodes."""
    return float(
        _way_cost(jobs, shift, tail, member)
        + _way_cost(jobs, shift, member, head)
        - _way_cost(jobs, shift, tail, head)
        + jobs.price[jobs.member[member].role, shift]
    )


@kernel
def take_out(jobs: Jobs, order: Order, member: int) -> float:
    """Take a member out of its ring; give what that changes in the cost of ways and choices."""
    shift = order.shift[member]
    tail, head = order.before[member], order.after[member]
    order.after[tail], order.before[head] = head, tail
    order.length[shift] -= 1
    return -detour_cost(jobs, shift, tail, member, head)


@kernel
def put_in(jobs: Jobs, order: Order, member: int) -> float:
    """Put a member into the ring of its shift; give what that changes."""
    shift = order.shift[member]
    tail = last_before(jobs, order, shift, order.key[jobs.member[member].visit])
    head = order.after[tail]
    order.before[member], order.after[member] = tail, head
    order.after[tail], order.before[head] = member, member
    order.length[shift] += 1
    return detour_cost(jobs, shift, tail, member, head)


@kernel
def last_before(jobs: Jobs, order: Order, shift: int, key: float) -> int:
    """Give the last node of a ring before a key."""
    members = len(jobs.member)
    tail = order.before[members + shift]
    while tail < members and order.key[jobs.member[tail].visit] >= key:
        tail = order.before[tail]
    return int(tail)


@leaf
def key_of(jobs: Jobs, order: Order, node: int, otherwise: float) -> float:
    """Give the key of a node's visit; shifts have none."""
    if node >= len(jobs.member):
        return otherwise
    return float(order.key[jobs.member[node].visit])
