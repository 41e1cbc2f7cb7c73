"""Ways to put in a visit whose start is fixed: crews and starts, each with its cost."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Ints
from matcher.engines.search.changes import DISRUPTION, LATENESS, MAX_LATENESS
from matcher.engines.search.spots import cheapest, find_spots, rank_spots, spot_cost
from matcher.engines.search.starts import add_start, add_steps, gap_starts, sort_starts
from matcher.engines.search.state import Search
from matcher.kernel import kernel
from matcher.rules.window import visit_late

CHEAPEST = 16
"""Spots of each role, cheapest first, whose first and last starts are tried for a crew."""


@kernel
def shortest_visit(arrays: Arrays, visit: int) -> int:
    """Give the least minutes from a visit's start to its end."""
    need = arrays.need[arrays.visit[visit].need]
    if need.role_first == need.role_stop:
        return need.minutes
    offset, shortest = 0, 0
    for role in range(need.role_first, need.role_stop):
        offset += arrays.role[role].lag_min
        shortest = max(shortest, offset + arrays.role[role].minutes)
    return shortest


@kernel
def find_ways(search: Search, visit: int, first: int, last: int) -> int:
    """Gather ways to put a visit in that starts between `first` and `last`; give how many.

    Each is a row of `Scratch.way`: the shifts of the crew, their starts, the visit's start.
    """
    arrays = search.arrays
    crew = arrays.visit[visit].member_stop - arrays.visit[visit].member_first
    if crew == 0:
        count = _crewless_ways(search, visit, first, last)
    elif crew == 1:
        count = _single_ways(search, visit, first, last)
    else:
        count = _crew_ways(search, visit, first, last)
    for number in range(count):
        if search.scratch.cost[number] < np.inf:
            search.scratch.cost[number] += _late_cost(search, visit, number)
            search.scratch.cost[number] += _moved_cost(search, visit, number)
    return count


@kernel
def _moved_cost(search: Search, visit: int, number: int) -> float:
    """Give what a way costs in changes to what people were told."""
    arrays, way = search.arrays, search.scratch.way[number]
    row = arrays.visit[visit]
    if row.published_start < 0:
        return 0.0
    crew = row.member_stop - row.member_first
    moved = int(way[2 * crew] != row.published_start)
    for entry in range(row.published_first, row.published_stop):
        comes = False
        for place in range(crew):
            comes = comes or arrays.shift[way[place]].helper == arrays.link[entry]
        moved += not comes
    return float(arrays.term[DISRUPTION].factor * row.published_weight * moved)


@kernel
def _late_cost(search: Search, visit: int, number: int) -> float:
    """Give what the starts of a way cost in lateness; inf: no window admits them."""
    arrays, solution, way = search.arrays, search.state.solution, search.scratch.way[number]
    row = arrays.visit[visit]
    crew = row.member_stop - row.member_first
    solution.start[visit] = way[2 * crew]
    for place in range(crew):
        solution.member_start[row.member_first + place] = way[crew + place]
    late, largest = visit_late(arrays, solution, visit)
    if late < 0:
        return np.inf
    return arrays.term[LATENESS].factor * late + arrays.term[MAX_LATENESS].factor * largest


@kernel
def _crewless_ways(search: Search, visit: int, first: int, last: int) -> int:
    """Gather starts for a visit that only takes resources."""
    count = min(add_steps(search, visit, first, last, 200, 0), len(search.scratch.cost))
    for number in range(count):
        search.scratch.way[number, 0] = search.scratch.start[number]
        search.scratch.cost[number] = 0.0
    return count


@kernel
def _single_ways(search: Search, visit: int, first: int, last: int) -> int:
    """Gather every gap with room, at a few starts each."""
    scratch, member = search.scratch, search.arrays.visit[visit].member_first
    find_spots(search, 0, member, first, last)
    count = 0
    for number in range(scratch.spots[0]):
        spot = scratch.spot[0, number]
        for place in range(gap_starts(search, visit, spot.shift, spot.low, spot.high)):
            if count < len(scratch.cost):
                way, start = scratch.way[count], scratch.start[place]
                way[0], way[1], way[2] = spot.shift, start, start
                scratch.cost[count] = spot_cost(search, 0, number, start, member)
                count += 1
    return count


@kernel
def _crew_ways(search: Search, visit: int, first: int, last: int) -> int:
    """Gather crews for starts at which some cheap gap opens or closes."""
    arrays, scratch = search.arrays, search.scratch
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    starts = add_steps(search, visit, first, last, 40, 0)
    member, soonest, latest = row.member_first, 0, 0
    for place in range(need.role_stop - need.role_first):
        role = arrays.role[need.role_first + place]
        soonest += role.lag_min
        latest += role.lag_max
        find_spots(search, place, member, first + soonest, last + latest)
        rank_spots(search, place)
        starts = _add_spot_starts(search, place, soonest, latest, first, last, starts)
        member += role.count
    count = min(sort_starts(search, 0, starts), len(scratch.cost))
    for number in range(count):
        start = scratch.start[number]
        scratch.cost[number] = _choose_crew(search, visit, start, scratch.way[number])
        scratch.way[number, 2 * (row.member_stop - row.member_first)] = start
    return count


@kernel
def _add_spot_starts(
    search: Search, place: int, soonest: int, latest: int, first: int, last: int, count: int
) -> int:
    """Add the starts of a visit at which the cheapest gaps of a role open or close."""
    scratch = search.scratch
    for rank in range(min(CHEAPEST, scratch.spots[place])):
        spot = scratch.spot[place, scratch.rank[place, rank]]
        for start in (spot.low - soonest, spot.high - latest, spot.high - soonest):
            if first <= start <= last:
                count = add_start(search, start, first, last, count)
    return count


@kernel
def _choose_crew(search: Search, visit: int, start: int, way: Ints) -> float:
    """Fill the roles one after the other, each with its cheapest helpers; give the cost."""
    arrays = search.arrays
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    crew = row.member_stop - row.member_first
    filled, cost, at = 0, 0.0, start
    for place in range(need.role_stop - need.role_first):
        role = arrays.role[need.role_first + place]
        member = row.member_first + filled
        at = _best_lag(search, place, member, at + role.lag_min, at + role.lag_max, way, filled)
        more = _fill_role(search, place, member, at, way, filled)
        if more == np.inf:
            return np.inf
        cost += more
        for other in range(filled, filled + role.count):
            way[crew + other] = at
        filled += role.count
    return cost


@kernel
def _best_lag(
    search: Search, place: int, member: int, low: int, high: int, way: Ints, filled: int
) -> int:
    """Give the cheapest start of a role from `low` to `high`, at which some gap opens."""
    best = low
    if low == high:
        return best
    least = _fill_role(search, place, member, low, way, filled)
    for number in range(search.scratch.spots[place]):
        begin = search.scratch.spot[place, number].low
        if low < begin <= high:
            cost = _fill_role(search, place, member, begin, way, filled)
            if cost < least:
                best, least = begin, cost
    return best


@kernel
def _fill_role(
    search: Search, place: int, member: int, start: int, way: Ints, filled: int
) -> float:
    """Write the shifts of a member's role from place `filled` on; inf: there are too few."""
    arrays = search.arrays
    cost = 0.0
    for other in range(filled, filled + arrays.role[arrays.member[member].role].count):
        number, more = cheapest(search, place, start, member, way[:other])
        if number < 0:
            return np.inf
        way[other] = search.scratch.spot[place, number].shift
        cost += more
    return cost
