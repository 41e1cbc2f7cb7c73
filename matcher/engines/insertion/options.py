"""The best way to put one visit in."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Floats, Ints
from matcher.engines.insertion.admit import LATENESS, MAX_LATENESS, admit, start_bounds
from matcher.engines.insertion.chance import Chance, uniform
from matcher.engines.insertion.spots import Spots, cheapest, find_spots, time_cost
from matcher.engines.insertion.state import State, drop_visit
from matcher.kernel import compiled, kernel, maker
from matcher.rules.window import visit_late

STEP = 15
"""Minutes between the starts tried where resources bind."""

TRIES = 40
"""How many crews are tried, cheapest first, before a visit counts as having no room."""


@compiled
def find_option(
    arrays: Arrays,
    state: State,
    visit: int,
    chance: Chance,
    noise: float,
    shifts: Ints,
    starts: Ints,
) -> tuple[float, float]:
    """Find the cheapest way to put a visit in.

    Parameters
    ----------
    arrays : Arrays
    state : State
        Unchanged on return.
    visit : int
    chance : Chance
    noise : float
        Largest random extra cost of a way.
    shifts, starts : array of int, shape (crew + 1,)
        Set to the way found; the last of `starts` is the visit's start.

    Returns
    -------
    cost, second : float
        Of the cheapest way, and of the cheapest with another first shift; inf for none.
    """
    row = arrays.visit[visit]
    crew = row.member_stop - row.member_first
    first, last = start_bounds(arrays, state, visit, shortest_visit(arrays, visit))
    if first > last:
        return np.inf, np.inf
    if crew == 0:
        ways, costs = _crewless_ways(arrays, visit, first, last)
    elif crew == 1:
        ways, costs = _single_ways(arrays, state, visit, first, last)
    else:
        ways, costs = _crew_ways(arrays, state, visit, first, last)
    for way in range(len(costs)):
        costs[way] += _late_cost(arrays, state, visit, ways[way]) + noise * uniform(chance)
    way = _first_admitted(arrays, state, visit, ways, costs.copy())
    if way < 0:
        return np.inf, np.inf
    shifts[:crew] = ways[way, :crew]
    starts[: crew + 1] = ways[way, crew : 2 * crew + 1]
    second = np.inf
    if crew > 0:
        for other in range(len(costs)):
            if ways[other, 0] != shifts[0]:
                second = min(second, costs[other])
    return costs[way], second


@maker
def _first_admitted(arrays: Arrays, state: State, visit: int, ways: Ints, costs: Floats) -> int:
    """Give the cheapest way that every rule lets in, or -1; `costs` is used up."""
    crew = arrays.visit[visit].member_stop - arrays.visit[visit].member_first
    tries = len(costs) if crew == 0 else min(TRIES, len(costs))
    for _ in range(tries):
        way = int(np.argmin(costs))
        if costs[way] == np.inf:
            break
        costs[way] = np.inf
        more = admit(
            arrays, state, visit, ways[way, 2 * crew], ways[way, :crew], ways[way, crew : 2 * crew]
        )
        if more < np.inf:
            drop_visit(arrays, state, visit)
            return way
    return -1


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
def _late_cost(arrays: Arrays, state: State, visit: int, way: Ints) -> float:
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
def sorted_once(values: Ints) -> Ints:
    """Sort a short list in place; give it without repeats."""
    count = 0
    for value in values.copy():
        at = count
        while at > 0 and values[at - 1] > value:
            at -= 1
        if at > 0 and values[at - 1] == value:
            continue
        for place in range(count, at, -1):
            values[place] = values[place - 1]
        values[at] = value
        count += 1
    return values[:count]


@maker
def _crewless_ways(arrays: Arrays, visit: int, first: int, last: int) -> tuple[Ints, Floats]:
    """Give starts for a visit that only takes resources."""
    starts = steps(arrays, visit, first, last, 200)
    return starts.reshape(-1, 1), np.zeros(len(starts))


@maker
def _openings(arrays: Arrays, visit: int) -> Ints:
    """Give when the resources that a visit asks for become available."""
    count = 0
    for ask in range(arrays.visit[visit].ask_first, arrays.visit[visit].ask_stop):
        for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
            row = arrays.resource[arrays.draw[draw].resource]
            count += row.interval_stop - row.interval_first
    openings = np.empty(count, np.int64)
    count = 0
    for ask in range(arrays.visit[visit].ask_first, arrays.visit[visit].ask_stop):
        for draw in range(arrays.ask[ask].draw_first, arrays.ask[ask].draw_stop):
            row = arrays.resource[arrays.draw[draw].resource]
            for interval in range(row.interval_first, row.interval_stop):
                openings[count] = arrays.interval[interval].start
                count += 1
    return openings


@maker
def steps(arrays: Arrays, visit: int, low: int, high: int, most: int) -> Ints:
    """Give starts to try from `low` to `high`: the ends, each window's, and steps for resources."""
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    openings = _openings(arrays, visit)
    windows = need.window_stop - need.window_first
    starts = np.empty(3 + most + 2 * windows + len(openings), np.int64)
    starts[0], starts[1] = low, min(high, max(low, need.due))
    starts[2] = min(high, max(low, row.published_start))
    count = 3
    for w in range(need.window_first, need.window_stop):
        window = arrays.window[w]
        if window.start <= high and window.end + window.max_late >= low:
            starts[count] = max(low, window.start)
            starts[count + 1] = max(low, min(high, window.end))
            count += 2
    for opening in openings:
        if low <= opening <= high:
            starts[count] = opening
            count += 1
    if row.ask_first < row.ask_stop:
        begun = count
        for begin in range(begun):
            for step in range(1, most // begun + 1):
                if starts[begin] + step * STEP <= high:
                    starts[count] = starts[begin] + step * STEP
                    count += 1
    return sorted_once(starts[:count])


@maker
def _single_ways(
    arrays: Arrays, state: State, visit: int, first: int, last: int
) -> tuple[Ints, Floats]:
    """Give (shift, start, start) and cost for every gap with room, at a few starts each."""
    member = arrays.visit[visit].member_first
    role, minutes = arrays.member[member].role, arrays.member[member].minutes
    spots = find_spots(arrays, state, role, member, first, last)
    ways = np.empty((max(16, 6 * spots.size), 3), np.int64)
    costs = np.empty(len(ways), np.float64)
    count = 0
    for spot in range(spots.size):
        starts = _spot_starts(arrays, visit, spots, spot, minutes)
        for start in starts:
            if count == len(ways):
                ways = np.concatenate((ways, np.empty_like(ways)))
                costs = np.concatenate((costs, np.empty_like(costs)))
            ways[count, 0], ways[count, 1], ways[count, 2] = spots.shift[spot], start, start
            extra = time_cost(arrays, state, spots, spot, start, minutes)
            costs[count] = spots.cost[spot] + extra
            count += 1
    return ways[:count], costs[:count]


@maker
def _spot_starts(arrays: Arrays, visit: int, spots: Spots, spot: int, minutes: int) -> Ints:
    """Give the starts to try in one gap: also right after and right before each break."""
    low, high = spots.low[spot], spots.high[spot]
    starts = steps(arrays, visit, low, high, 12)
    shift = arrays.shift[spots.shift[spot]]
    rests = shift.rest_stop - shift.rest_first
    if rests == 0:
        return starts
    around = np.empty(2 * rests, np.int64)
    for place in range(rests):
        rest = arrays.rest[shift.rest_first + place]
        around[2 * place] = min(high, max(low, rest.end))
        around[2 * place + 1] = min(high, max(low, rest.start - minutes))
    return sorted_once(np.concatenate((starts, around)))


@maker
def _crew_ways(
    arrays: Arrays, state: State, visit: int, first: int, last: int
) -> tuple[Ints, Floats]:
    """Give crews and costs for every start at which some member's gap opens or closes."""
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    crew = row.member_stop - row.member_first
    spots = [find_spots(arrays, state, need.role_first, row.member_first, first, last)]
    starts = steps(arrays, visit, first, last, 40)
    member, soonest, latest = row.member_first, 0, 0
    for role in range(need.role_first, need.role_stop):
        soonest += arrays.role[role].lag_min
        latest += arrays.role[role].lag_max
        found = find_spots(arrays, state, role, member, first + soonest, last + latest)
        if role > need.role_first:
            spots.append(found)
        member += arrays.role[role].count
        low, high = found.low[: found.size], found.high[: found.size]
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


@maker
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
