"""Putting visits in, one after the other, each where it costs least."""

from __future__ import annotations

import numpy as np

from matcher.arrays import FOREVER, Arrays, Bools, Ints, Solution
from matcher.engines.search.admit import admit, start_bounds
from matcher.engines.search.chance import Chance, uniform
from matcher.engines.search.changes import COVERAGE, DISRUPTION, begin_trial, take_back
from matcher.engines.search.place import put_floating
from matcher.engines.search.spots import PIN_BONUS
from matcher.engines.search.state import Search
from matcher.engines.search.ways import find_ways, shortest_visit
from matcher.kernel import entry, kernel

TRIES = 40
"""How many ways are tried, cheapest first, before a visit counts as having no room."""

SIGHT = 400
"""Candidates looked at for a role whose start is fixed, while improving."""

BLINKS = 0.02
"""Share of candidates overlooked while improving."""

TRY, STAY, AS_CHOSEN = 0, 1, 2
"""How visits are put in; see `put_all`."""


@kernel
def worth_of(arrays: Arrays, visit: int) -> float:
    """Give what serving a visit is worth: its coverage, and all that people were told of it."""
    row = arrays.visit[visit]
    if row.pinned:
        return PIN_BONUS
    worth = arrays.term[COVERAGE].factor * arrays.need[row.need].weight
    if row.published_start >= 0:
        told = 1 + row.published_stop - row.published_first
        worth += arrays.term[DISRUPTION].factor * row.published_weight * told
    return float(worth)


@kernel
def put_in(search: Search, visit: int, worth: float, blinks: float, chance: Chance) -> bool:
    """Put a visit in where it costs least, unless it is worth less; False: it stays out."""
    if search.frame.floats[visit]:
        return put_floating(search, visit, worth, blinks, chance)
    return _put_fixed(search, visit, worth, blinks, chance)


@kernel
def _put_fixed(search: Search, visit: int, worth: float, blinks: float, chance: Chance) -> bool:
    """Put in a visit whose start is fixed; False: no way that is worth it is admitted."""
    arrays, costs = search.arrays, search.scratch.cost
    row = arrays.visit[visit]
    crew = row.member_stop - row.member_first
    first, last = start_bounds(arrays, search.state, visit, shortest_visit(arrays, visit))
    if first > last:
        return False
    count = find_ways(search, visit, first, last)
    if blinks > 0:
        for number in range(count):
            # Equal costs are common where little is counted: not always the first is to win.
            costs[number] += 1e-3 * uniform(chance)
    tries = count if crew == 0 or row.pinned else min(TRIES, count)
    for _ in range(tries):
        best = 0
        for number in range(count):
            best = number if costs[number] < costs[best] else best
        if costs[best] >= worth:
            return False
        costs[best] = np.inf
        way = search.scratch.way[best]
        if admit(search, visit, way[2 * crew], way[:crew], way[crew : 2 * crew], False):
            return True
    return False


@kernel
def _scarcity(arrays: Arrays, visit: int) -> float:
    """Give how few can do it: the candidates of the scarcest role, half as many for a crew."""
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    candidates = 1
    for role in range(need.role_first, need.role_stop):
        found = arrays.role[role].candidate_stop - arrays.role[role].candidate_first
        candidates = found if role == need.role_first else min(candidates, found)
    return candidates / 2 + 1.0 if row.member_stop - row.member_first > 1 else candidates


@kernel
def _sort_pending(search: Search, count: int, chance: Chance) -> None:
    """Order the pending visits by worth, by scarcity, by both, or by chance."""
    arrays, pending, keys = search.arrays, search.scratch.pending, search.scratch.key
    kind = uniform(chance)
    for place in range(count):
        visit, luck = pending[place], uniform(chance)
        weight = arrays.need[arrays.visit[visit].need].weight
        if kind < 0.35:
            key = -weight + 0.5 * luck
        elif kind < 0.6:
            key = _scarcity(arrays, visit) * (0.5 + luck)
        elif kind < 0.8:
            key = luck
        else:
            key = -weight / (_scarcity(arrays, visit) + 1.0) * (0.5 + luck)
        key += 1e9 * search.frame.depth[visit] - 1e12 * arrays.visit[visit].pinned
        at = place
        while at > 0 and keys[at - 1] > key:
            keys[at], pending[at] = keys[at - 1], pending[at - 1]
            at -= 1
        keys[at], pending[at] = key, visit


@kernel
def repair(search: Search, count: int, chance: Chance) -> None:
    """Put the pending visits in, in an order drawn by chance."""
    arrays, pending = search.arrays, search.scratch.pending
    search.scratch.sight[0] = SIGHT
    _sort_pending(search, count, chance)
    put, left = 0, 0
    for place in range(count):
        visit = pending[place]
        if put_in(search, visit, worth_of(arrays, visit), BLINKS, chance):
            put += 1
        elif _may_open(arrays, visit):
            pending[left] = visit
            left += 1
    if put > 0:
        for place in range(left):
            visit = pending[place]
            put_in(search, visit, worth_of(arrays, visit), 0.0, chance)


@kernel
def _may_open(arrays: Arrays, visit: int) -> bool:
    """Say whether another visit put in may open the way."""
    need = arrays.need[arrays.visit[visit].need]
    return bool(need.recurs or need.after_first < need.after_stop)


def fill(search: Search, pending: Ints, chance: Chance) -> int:
    """Put in whatever fits, the worthiest first, then the scarcest; give how many."""
    arrays, role = search.arrays, search.arrays.role
    need = arrays.need[arrays.visit["need"][pending]]
    below = np.concatenate([[0], np.cumsum(role["candidate_stop"] - role["candidate_first"])])
    candidates = below[need["role_stop"]] - below[need["role_first"]]
    keys = (
        candidates,
        -need["weight"],
        search.frame.depth[pending],
        -arrays.visit["pinned"][pending],
    )
    found = np.zeros(len(pending), np.bool_)
    put_all(search, pending[np.lexsort(keys)], found, search.state.solution, chance, STAY)
    return int(np.count_nonzero(found))


def have_room(search: Search, visits: Ints, chance: Chance) -> Bools:
    """Say of each unmet visit whether it could be put into the plan, whatever it costs."""
    found = np.zeros(len(visits), np.bool_)
    put_all(search, visits, found, search.state.solution, chance, TRY)
    return found


@entry
def put_all(
    search: Search, order: Ints, found: Bools, choice: Solution, chance: Chance, how: int
) -> None:
    """Put visits in, in order.

    Parameters
    ----------
    search : Search
    order : array of int
    found : array of bool, shape of `order`
        Set where a visit found a place.
    choice : Solution
        Looked at only where visits are put in as chosen.
    chance : Chance
    how : int
        `STAY`: visits worth it stay; `TRY`: each is taken out again, and may cost what it will;
        `AS_CHOSEN`: each goes where the choice has it, at the end of its routes, or nowhere.
    """
    # One entry for all three: what each of them calls would be compiled with each anew.
    search.scratch.sight[0] = FOREVER
    for place in range(len(order)):
        visit = order[place]
        if how == AS_CHOSEN:
            found[place] = _put_as_chosen(search, visit, choice)
            continue
        if how == TRY:
            begin_trial(search.state, search.notes)
        worth = np.inf if how == TRY else worth_of(search.arrays, visit)
        found[place] = put_in(search, visit, worth, 0.0, chance)
        if how == TRY:
            take_back(search)


@kernel
def _put_as_chosen(search: Search, visit: int, choice: Solution) -> bool:
    """Put a visit in as a choice has it, at the end of its routes; False: some rule forbids it."""
    row = search.arrays.visit[visit]
    shifts = choice.shift[row.member_first : row.member_stop]
    starts = choice.member_start[row.member_first : row.member_stop]
    return admit(search, visit, choice.start[visit], shifts, starts, True)
