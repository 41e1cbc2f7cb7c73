"""Keys anew, and starts from scratch."""

from __future__ import annotations

from matcher.arrays import Ints
from matcher.engines.order.chain import put_in
from matcher.engines.order.jobs import Jobs
from matcher.engines.order.starts import is_back_in_time, largest_lateness, set_starts
from matcher.engines.order.state import LATE, LATEST, WAYS, Order
from matcher.kernel import entry


@entry
def rebuild(jobs: Jobs, order: Order, ranked: Ints, starts: Ints) -> bool:
    """Build the routes from keys and shifts, with all starts and costs.

    Parameters
    ----------
    jobs : Jobs
    order : Order
        Changed in place.
    ranked : array of int
        The served visits in the order of their keys.
    starts : array of int, shape (largest crew,)
        Room to work in.

    Returns
    -------
    bool
        Whether every start is permitted.
    """
    members = len(jobs.member)
    for shift in range(len(jobs.shift)):
        order.before[members + shift] = order.after[members + shift] = members + shift
        order.length[shift] = 0
    ways, late = 0.0, 0.0
    for visit in ranked:
        row = jobs.visit[visit]
        for member in range(row.first, row.stop):
            ways += put_in(jobs, order, member)
        if not set_starts(jobs, order, visit, starts):
            return False
        for member in range(row.first, row.stop):
            order.start[member] = starts[member - row.first]
            late += max(0, order.start[member] - jobs.member[member].due) * jobs.late[visit]
    for shift in range(len(jobs.shift)):
        if not is_back_in_time(jobs, order, shift):
            return False
    order.cost[WAYS], order.cost[LATE] = ways, late
    order.cost[LATEST] = jobs.latest * largest_lateness(jobs, order)
    return True


@entry
def rank(jobs: Jobs, order: Order, missing: Ints, ready: Ints) -> None:
    """Let keys follow the starts as closely as the routes permit.

    Keys drawn between two others come to lie ever closer; and where they follow the time, what is
    near in time is near in the order.

    Parameters
    ----------
    jobs : Jobs
    order : Order
        Changed in place; routes and starts stay.
    missing, ready : array of int, shape (visits,)
        Room to work in.
    """
    members, count = len(jobs.member), 0
    for visit in order.served:
        missing[visit] = 0
        for member in range(jobs.visit[visit].first, jobs.visit[visit].stop):
            missing[visit] += order.before[member] < members
        if missing[visit] == 0:
            ready[count] = visit
            count += 1
    key = 0.0
    while count > 0:
        first = 0
        for place in range(1, count):
            one, other = jobs.visit[ready[place]].first, jobs.visit[ready[first]].first
            if order.start[one] < order.start[other]:
                first = place
        visit = ready[first]
        count -= 1
        ready[first] = ready[count]
        order.key[visit] = key
        key += 1.0
        for member in range(jobs.visit[visit].first, jobs.visit[visit].stop):
            head = order.after[member]
            if head < members:
                after = jobs.member[head].visit
                missing[after] -= 1
                if missing[after] == 0:
                    ready[count] = after
                    count += 1
