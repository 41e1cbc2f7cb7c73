"""The earliest starts that an order permits, kept up to date."""

from __future__ import annotations

from matcher.arrays import Ints
from matcher.engines.order.chain import arrival_after, way_minutes
from matcher.engines.order.jobs import Jobs
from matcher.engines.order.state import CHANGED, PENDING, Move, Order
from matcher.kernel import kernel


@kernel
def set_starts(jobs: Jobs, order: Order, visit: int, starts: Ints) -> bool:
    """Write the earliest starts of a crew, by member; False: none is permitted."""
    row = jobs.visit[visit]
    soonest = row.opens
    for place in range(row.stop - row.first):
        member = row.first + place
        there = arrival_after(jobs, order, order.shift[member], order.before[member], member)
        soonest = max(soonest + jobs.member[member].lag_min, there)
        starts[place] = soonest
    # The first waits for the second where the second would come too late after it.
    for place in range(row.stop - row.first - 1, 0, -1):
        least = starts[place] - jobs.member[row.first + place].lag_max
        starts[place - 1] = max(starts[place - 1], least)
    if starts[0] > row.closes:
        return False
    for place in range(row.stop - row.first):
        due = jobs.member[row.first + place].due
        if starts[place] - due > max(0, row.closes - due):
            return False
    return True


@kernel
def wait_for(move: Move, visit: int) -> None:
    """Let a visit's starts be looked at again."""
    if not move.waits[visit]:
        move.waits[visit] = True
        move.pending[move.tally[PENDING]] = visit
        move.tally[PENDING] += 1


@kernel
def wait_after(jobs: Jobs, order: Order, move: Move, member: int) -> None:
    """Let the starts of the visit behind a member be looked at again."""
    head = order.after[member]
    if head < len(jobs.member):
        wait_for(move, jobs.member[head].visit)


@kernel
def forget_pending(move: Move) -> None:
    """Let no visit's starts be looked at again."""
    for place in range(move.tally[PENDING]):
        move.waits[move.pending[place]] = False
    move.tally[PENDING] = 0


@kernel
def _next_pending(order: Order, move: Move) -> int:
    first = 0
    for place in range(1, move.tally[PENDING]):
        if order.key[move.pending[place]] < order.key[move.pending[first]]:
            first = place
    visit = move.pending[first]
    move.tally[PENDING] -= 1
    move.pending[first] = move.pending[move.tally[PENDING]]
    move.waits[visit] = False
    return int(visit)


@kernel
def is_back_in_time(jobs: Jobs, order: Order, shift: int) -> bool:
    """Say whether a shift ends in time."""
    members = len(jobs.member)
    last = order.before[members + shift]
    if last >= members:
        return True
    end = order.start[last] + jobs.member[last].minutes
    return bool(end + way_minutes(jobs, shift, last, members + shift) <= jobs.shift[shift].latest)


@kernel
def spread(
    jobs: Jobs, order: Order, move: Move, starts: Ints, late: float, limit: float
) -> tuple[bool, float, int, bool]:
    """Bring the starts of all pending visits up to date, in the order of their keys.

    Returns
    -------
    bool
        Whether every start is permitted and the cost of lateness stays within `limit`.
    float
        The cost of lateness, `late` before.
    int
        The largest lateness among the starts that changed.
    bool
        Whether a lateness has fallen.
    """
    largest, fell, certain = 0, False, 0.0
    while move.tally[PENDING] > 0:
        visit = _next_pending(order, move)
        if not set_starts(jobs, order, visit, starts):
            return False, late, largest, fell
        row = jobs.visit[visit]
        for place in range(row.stop - row.first):
            member = row.first + place
            old, new = order.start[member], starts[place]
            if old == new:
                continue
            was = max(0, old - jobs.member[member].due)
            now = max(0, new - jobs.member[member].due)
            late += (now - was) * jobs.late[visit]
            certain += now * jobs.late[visit]
            largest, fell = max(largest, now), fell or now < was
            noted = move.tally[CHANGED]
            if certain > limit or noted == len(move.changed):
                return False, late, largest, fell
            move.changed[noted], move.old_start[noted] = member, old
            move.tally[CHANGED] += 1
            order.start[member] = new
            wait_after(jobs, order, move, member)
            if order.after[member] >= len(jobs.member) and not is_back_in_time(
                jobs, order, order.shift[member]
            ):
                return False, late, largest, fell
    return True, late, largest, fell


@kernel
def largest_lateness(jobs: Jobs, order: Order) -> int:
    """Give the largest lateness of the plan."""
    largest = 0
    for visit in order.served:
        for member in range(jobs.visit[visit].first, jobs.visit[visit].stop):
            largest = max(largest, order.start[member] - jobs.member[member].due)
    return largest
