"""Putting a visit where it seems to cost least."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Floats, Ints
from matcher.engines.order.chain import (
    arrival_after,
    detour_cost,
    key_of,
    put_in,
    way_minutes,
)
from matcher.engines.order.jobs import Jobs
from matcher.engines.order.moves import NARROW, span_of
from matcher.engines.order.state import WAYS, Order
from matcher.engines.search.chance import Chance, uniform
from matcher.kernel import by_reference, kernel

KEPT = 4
"""Gaps of the first of a crew for which the others are looked for."""

PUSHED = 0.1
"""What pushing the next stop by a minute counts, as a share of a minute's travel."""

NOWHERE = -1e15
"""Before every key; the same without its sign is behind every key."""


@by_reference
class Gaps(NamedTuple):
    """Room to look for gaps.

    Attributes
    ----------
    tail, shift : array of int, shape (KEPT,)
        The best gaps of the first of a crew: the node before, and the shift.
    cost : array of float, shape (KEPT,)
        What they cost, cheapest first.
    trial, chosen : array of int, shape (largest crew,)
        Shifts of the crew: looked at, and chosen.
    between : array of float, shape (2,)
        Keys between which the crew looked at has its gaps.
    start : array of int, shape (1,)
        When the last one that was added starts.
    """

    tail: Ints
    shift: Ints
    cost: Floats
    trial: Ints
    chosen: Ints
    between: Floats
    start: Ints


def new_gaps(jobs: Jobs) -> Gaps:
    """Give room for the largest crew."""
    crew = int((jobs.visit["stop"] - jobs.visit["first"]).max(initial=1))
    return Gaps(
        tail=np.zeros(KEPT, np.int64),
        shift=np.zeros(KEPT, np.int64),
        cost=np.zeros(KEPT),
        trial=np.zeros(crew, np.int64),
        chosen=np.zeros(crew, np.int64),
        between=np.zeros(2),
        start=np.zeros(1, np.int64),
    )


@kernel
def insert(jobs: Jobs, order: Order, gaps: Gaps, visit: int, blinks: float, chance: Chance) -> bool:
    """Put an unserved visit into the routes; its starts are to be brought up to date.

    False: there is no gap for all of its crew.
    """
    row = jobs.visit[visit]
    least, low, high = np.inf, 0.0, 0.0
    for number in range(_find_gaps(jobs, order, gaps, row.first, blinks, chance)):
        cost = _complete(jobs, order, gaps, visit, number, blinks, chance)
        if cost < least:
            least, low, high = cost, gaps.between[0], gaps.between[1]
            for place in range(row.stop - row.first):
                gaps.chosen[place] = gaps.trial[place]
    if least == np.inf:
        return False
    span = span_of(jobs, order)
    if low == NOWHERE:
        low = high - span if high < -NOWHERE else 0.0
    if high == -NOWHERE:
        high = low + span
    order.key[visit] = low + (high - low) * (0.02 + 0.96 * uniform(chance))
    for member in range(row.first, row.stop):
        order.shift[member] = gaps.chosen[member - row.first]
        order.cost[WAYS] += put_in(jobs, order, member)
    return True


@kernel
def _price_of(
    jobs: Jobs, order: Order, member: int, shift: int, tail: int, soonest: int
) -> tuple[float, int]:
    """Give what a gap costs a member, with the stops it pushes, and the start there."""
    members, head = len(jobs.member), order.after[tail]
    row, minute = jobs.member[member], jobs.shift[shift].minute
    start = max(soonest, arrival_after(jobs, order, shift, tail, member))
    cost = detour_cost(jobs, shift, tail, member, head)
    cost += jobs.late[row.visit] * max(0, start - row.due)
    if head < members:
        pushed = start + row.minutes + way_minutes(jobs, shift, member, head) - order.start[head]
        if pushed > 0:
            slack = max(0, jobs.member[head].due - order.start[head])
            late = jobs.late[jobs.member[head].visit] * max(0, pushed - slack)
            cost += PUSHED * minute * pushed + late
    return cost, start


@kernel
def _find_gaps(
    jobs: Jobs, order: Order, gaps: Gaps, member: int, blinks: float, chance: Chance
) -> int:
    """Find the cheapest gaps for the first of a crew; give how many."""
    members, row = len(jobs.member), jobs.member[member]
    opens, late = jobs.visit[row.visit].opens, jobs.late[row.visit]
    found = 0
    most = 1 if jobs.visit[row.visit].stop - jobs.visit[row.visit].first == 1 else KEPT
    for entry in range(jobs.choice_first[row.role], jobs.choice_first[row.role + 1]):
        shift = jobs.choice[entry]
        if uniform(chance) < blinks or order.length[shift] >= jobs.shift[shift].max_visits:
            continue
        tail = members + shift
        while True:
            cost, _ = _price_of(jobs, order, member, shift, tail, opens)
            if found < most or cost < gaps.cost[found - 1]:
                found = min(found + 1, most)
                place = found - 1
                while place > 0 and gaps.cost[place - 1] > cost:
                    _copy_gap(gaps, place - 1, place)
                    place -= 1
                gaps.cost[place], gaps.tail[place], gaps.shift[place] = cost, tail, shift
            tail = order.after[tail]
            if tail >= members:
                break
            # Farther on it only gets later.
            sure = late * max(0, order.start[tail] - row.due)
            if found == most and sure > gaps.cost[found - 1]:
                break
    return found


@kernel
def _copy_gap(gaps: Gaps, source: int, target: int) -> None:
    gaps.cost[target] = gaps.cost[source]
    gaps.tail[target], gaps.shift[target] = gaps.tail[source], gaps.shift[source]


@kernel
def _complete(
    jobs: Jobs, order: Order, gaps: Gaps, visit: int, number: int, blinks: float, chance: Chance
) -> float:
    """Find the rest of a crew for a gap of the first; give what all of them cost."""
    row, shift, tail = jobs.visit[visit], gaps.shift[number], gaps.tail[number]
    gaps.between[0] = key_of(jobs, order, tail, NOWHERE)
    gaps.between[1] = key_of(jobs, order, order.after[tail], -NOWHERE)
    gaps.trial[0], total = shift, gaps.cost[number]
    _, gaps.start[0] = _price_of(jobs, order, row.first, shift, tail, row.opens)
    for place in range(1, row.stop - row.first):
        total += _add_mate(jobs, order, gaps, visit, place, blinks, chance)
        if total == np.inf:
            break
    return total if gaps.between[1] - gaps.between[0] > NARROW else np.inf


@kernel
def _add_mate(
    jobs: Jobs, order: Order, gaps: Gaps, visit: int, place: int, blinks: float, chance: Chance
) -> float:
    """Find the cheapest gap for one more, in an order that those before permit."""
    members, member = len(jobs.member), jobs.visit[visit].first + place
    row, start = jobs.member[member], gaps.start[0]
    low, high = gaps.between[0], gaps.between[1]
    least = np.inf
    for entry in range(jobs.choice_first[row.role], jobs.choice_first[row.role + 1]):
        shift = jobs.choice[entry]
        if uniform(chance) < blinks or not _may_join(jobs, order, gaps, visit, place, shift):
            continue
        tail, first = members + shift, NOWHERE
        while first < high:
            last = key_of(jobs, order, order.after[tail], -NOWHERE)
            if min(high, last) - max(low, first) > NARROW:
                cost, begins = _price_of(jobs, order, member, shift, tail, start + row.lag_min)
                # Those before wait for this one.
                waits = max(0, begins - row.lag_max - max(start, row.due))
                cost += jobs.late[visit] * waits
                if cost < least:
                    least, gaps.start[0], gaps.trial[place] = cost, begins, shift
                    gaps.between[0], gaps.between[1] = max(low, first), min(high, last)
            tail, first = order.after[tail], last
    return least


@kernel
def _may_join(jobs: Jobs, order: Order, gaps: Gaps, visit: int, place: int, shift: int) -> bool:
    if order.length[shift] >= jobs.shift[shift].max_visits:
        return False
    for other in range(place):
        mate = gaps.trial[other]
        same = jobs.shift[mate].helper == jobs.shift[shift].helper
        if mate == shift or (same and jobs.distinct[visit]):
            return False
    return True
