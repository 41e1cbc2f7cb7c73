"""Ways to put in a visit whose start is fixed: crews and starts, each with its cost."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Floats, Ints
from matcher.engines.search.changes import LATENESS, MAX_LATENESS
from matcher.engines.search.frame import Frame
from matcher.engines.search.spots import Spots, cheapest, find_spots, time_cost
from matcher.engines.search.starts import sorted_once, spot_starts, steps
from matcher.engines.search.state import State
from matcher.kernel import kernel, maker
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
def late_cost(arrays: Arrays, state: State, visit: int, way: Ints) -> float:
    """Give what the starts of a way cost in lateness; inf: no window admits them."""
    row, solution = arrays.visit[visit], state.solution
    crew = row.member_stop - row.member_first
    solution.start[visit] = way[2 * crew]
    for place in range(crew):
        solution.member_start[row.member_first + place] = way[crew + place]
    late, largest = visit_late(arrays, solution, visit)
    if late < 0:
        return np.inf
    return arrays.term[LATENESS].factor * late + arrays.term[MAX_LATENESS].factor * largest


@maker
def crewless_ways(arrays: Arrays, visit: int, first: int, last: int) -> tuple[Ints, Floats]:
    """Give starts for a visit that only takes resources."""
    starts = steps(arrays, visit, first, last, 200)
    return starts.reshape(-1, 1), np.zeros(len(starts))


@maker
def single_ways(
    arrays: Arrays, frame: Frame, state: State, visit: int, first: int, last: int
) -> tuple[Ints, Floats]:
    """Give (shift, start, start) and cost for every gap with room, at a few starts each."""
    member = arrays.visit[visit].member_first
    role, minutes = arrays.member[member].role, arrays.member[member].minutes
    spots = find_spots(arrays, frame, state, role, member, first, last)
    ways = np.empty((max(16, 6 * spots.size), 3), np.int64)
    costs = np.empty(len(ways), np.float64)
    count = 0
    for spot in range(spots.size):
        low, high, shift = spots.low[spot], spots.high[spot], spots.shift[spot]
        for start in spot_starts(arrays, visit, shift, low, high, minutes):
            if count == len(ways):
                ways = np.concatenate((ways, np.empty_like(ways)))
                costs = np.concatenate((costs, np.empty_like(costs)))
            ways[count, 0], ways[count, 1], ways[count, 2] = shift, start, start
            extra = time_cost(arrays, state, spots, spot, start, minutes)
            costs[count] = spots.cost[spot] + extra
            count += 1
    return ways[:count], costs[:count]


@maker
def crew_ways(
    arrays: Arrays, frame: Frame, state: State, visit: int, first: int, last: int
) -> tuple[Ints, Floats]:
    """Give crews and costs for starts at which some cheap gap opens or closes."""
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    crew = row.member_stop - row.member_first
    spots = [find_spots(arrays, frame, state, need.role_first, row.member_first, first, last)]
    starts = steps(arrays, visit, first, last, 40)
    member, soonest, latest = row.member_first, 0, 0
    for role in range(need.role_first, need.role_stop):
        soonest += arrays.role[role].lag_min
        latest += arrays.role[role].lag_max
        found = find_spots(arrays, frame, state, role, member, first + soonest, last + latest)
        if role > need.role_first:
            spots.append(found)
        member += arrays.role[role].count
        order = np.argsort(found.cost[: found.size])[:CHEAPEST]
        low, high = found.low[order], found.high[order]
        starts = np.concatenate((starts, low - soonest, high - latest, high - soonest))
    starts = sorted_once(starts[(starts >= first) & (starts <= last)])
    ways = np.empty((len(starts), 2 * crew + 1), np.int64)
    costs = np.empty(len(starts), np.float64)
    for way in range(len(starts)):
        costs[way] = _choose_crew(arrays, state, need.role_first, spots, starts[way], ways[way])
        ways[way, 2 * crew] = starts[way]
    return ways, costs


@maker
def _choose_crew(
    arrays: Arrays, state: State, first_role: int, spots: list[Spots], start: int, way: Ints
) -> float:
    """Fill the roles one after the other, each with its cheapest helpers; give the cost."""
    crew = (len(way) - 1) // 2
    filled, cost, at = 0, 0.0, start
    for place in range(len(spots)):
        role = arrays.role[first_role + place]
        until = at + role.lag_max
        at += role.lag_min
        best = _fill_role(arrays, state, role.count, role.minutes, spots[place], at, way, filled)
        if until > at:
            best_at = at
            for begin in sorted_once(spots[place].low[: spots[place].size].copy()):
                if at < begin <= until:
                    spare = way.copy()
                    other = _fill_role(
                        arrays, state, role.count, role.minutes, spots[place], begin, spare, filled
                    )
                    if other < best:
                        best, best_at = other, begin
                        way[:crew] = spare[:crew]
            at = best_at
        if best == np.inf:
            return np.inf
        way[crew + filled : crew + filled + role.count] = at
        filled += role.count
        cost += best
    return cost


@kernel
def _fill_role(
    arrays: Arrays,
    state: State,
    count: int,
    minutes: int,
    spots: Spots,
    start: int,
    way: Ints,
    filled: int,
) -> float:
    """Write `count` shifts from place `filled` on; give their cost, inf if there are too few."""
    cost = 0.0
    for place in range(filled, filled + count):
        spot, more = cheapest(arrays, state, spots, start, minutes, way[:place])
        if spot < 0:
            return np.inf
        way[place] = spots.shift[spot]
        cost += more
    return cost
