"""Where one place of a crew fits into the plan, and at least what that changes.

An opening is a gap of a candidate's route with its first and last start. Beside it stands a bound:
by level, a sum that no insertion there stays below. Bounds of a crew's members add up, in the order
of the levels too, so that whole families of crews need not be tried.
"""

from __future__ import annotations

from typing import NamedTuple

from matcher.arrays import Arrays, Bools, Ints, Table
from matcher.arrays.layout import record
from matcher.arrays.timeline import gap_ends, leg
from matcher.engines.search.admit import allowed_bounds
from matcher.engines.search.changes import (
    CONTINUITY,
    DISRUPTION,
    LATENESS,
    MAX_LATENESS,
    MISSED_BREAKS,
    NO_SHOWS,
    OVERTIME,
    PAY,
    PREFERENCES,
    TIER,
    TRAVEL_DISTANCE,
    TRAVEL_TIME,
    WAITING,
)
from matcher.engines.search.gaps import Detour, detour_of, room_for
from matcher.engines.search.score import BALANCE, MAX_IDLE
from matcher.engines.search.spots import serves
from matcher.engines.search.state import Search
from matcher.engines.search.ways import shortest_visit
from matcher.engines.search.windows import last_open, next_open
from matcher.kernel import by_reference, entry, kernel
from matcher.objective.no_shows import weight_at_risk
from matcher.rules.continuity import faces, is_known
from matcher.rules.project import member_pay

OPENING = record("shift gap earlier later low high minutes")
"""`earlier`, `later`: how many stops before and after the gap are moved; `low`, `high`: first and
last start; `minutes` of travel that it adds."""


@by_reference
class Asked(NamedTuple):
    """What may be disturbed, and who is to come.

    Attributes
    ----------
    movable : array of bool, shape (visits,)
    among : array of bool, shape (shifts,)
        A crew of one is of these; of a larger crew, one member is.
    most_moved : int
    peaks : array of int, shape (3,)
        The plan's longest wait, its busiest helper's minutes, its largest lateness.
    """

    movable: Bools
    among: Bools
    most_moved: int
    peaks: Ints


@by_reference
class Openings(NamedTuple):
    """Openings and their bounds.

    Attributes
    ----------
    row : table of `OPENING`
    bound : array of int, shape (openings, levels)
    """

    row: Table
    bound: Ints


@entry
def visit_bounds(search: Search, visit: int) -> tuple[int, int]:
    """Give the first and last start that the rules leave a visit in the plan."""
    arrays = search.arrays
    return allowed_bounds(arrays, search.state, visit, shortest_visit(arrays, visit))


@entry
def find_openings(
    search: Search, asked: Asked, member: int, first: int, last: int, found: Openings
) -> int:
    """Write the openings for a role that starts between `first` and `last`.

    Parameters
    ----------
    search : Search
    asked : Asked
    member : int
        Any member of the role in the visit.
    first, last : int
    found : Openings
        Written to while there is room.

    Returns
    -------
    int
        How many there are.
    """
    arrays, state, count = search.arrays, search.state, 0
    visit = arrays.visit[arrays.member[member].visit]
    need, role = arrays.need[visit.need], arrays.role[arrays.member[member].role]
    alone = visit.member_stop - visit.member_first == 1
    distinct, _ = faces(arrays, state.solution, visit.need)
    for candidate in range(role.candidate_first, role.candidate_stop):
        shift = arrays.candidate[candidate].shift
        row = arrays.shift[shift]
        if row.start > last or row.latest < first or (alone and not asked.among[shift]):
            continue
        if state.routes.length[shift] >= min(row.max_visits, arrays.route_room):
            continue
        is_new = not serves(arrays, state, visit.need, row.helper)
        if is_new and distinct >= need.max_helpers:
            continue
        if need.project >= 0:
            left = arrays.project[need.project].budget - state.spent[need.project]
            if member_pay(arrays, shift, role.minutes) > left:
                continue
        count = _add_gaps(search, asked, member, candidate, first, last, found, count)
    return count


@kernel
def _add_gaps(
    search: Search,
    asked: Asked,
    member: int,
    candidate: int,
    first: int,
    last: int,
    found: Openings,
    count: int,
) -> int:
    """Add the openings of one candidate, with each number of stops moved."""
    arrays, length = search.arrays, search.state.routes.length
    shift = arrays.candidate[candidate].shift
    room = room_for(search, shift, arrays.member[member].minutes)
    for gap in range(length[shift] + 1):
        detour = detour_of(arrays, search.state, shift, gap, member)
        if detour.minutes > room:
            continue
        for moved in range(asked.most_moved + 1):
            for earlier in range(min(gap, moved) + 1):
                later = moved - earlier
                if later > length[shift] - gap:
                    continue
                low, high = _start_range(search, asked, member, shift, gap, earlier, later)
                low, high = max(first, low), min(last, high)
                if low > high:
                    continue
                if count < len(found.row):
                    row = found.row[count]
                    row.shift, row.gap, row.low, row.high = shift, gap, low, high
                    row.earlier, row.later, row.minutes = earlier, later, detour.minutes
                    _set_bound(search, asked, member, candidate, found, count, detour)
                count += 1
    return count


@kernel
def _start_range(
    search: Search, asked: Asked, member: int, shift: int, gap: int, earlier: int, later: int
) -> tuple[int, int]:
    """Give the first and last start for which so many stops on either side move, and no fewer."""
    minutes = search.arrays.member[member].minutes
    before, after = gap_ends(search.state.routes, shift, gap)
    to, _ = leg(search.arrays, shift, before, member)
    away, _ = leg(search.arrays, shift, member, after)
    low = _free_from(search, asked, shift, gap, earlier)
    high = _free_until(search, asked, shift, gap, later)
    if low < 0 or high < 0:
        return 1, 0
    low, high = low + to, high - away - minutes
    if earlier > 0:
        high = min(high, _free_from(search, asked, shift, gap, earlier - 1) + to - 1)
    if later > 0:
        low = max(low, _free_until(search, asked, shift, gap, later - 1) - away - minutes + 1)
    return low, high


@kernel
def _free_from(search: Search, asked: Asked, shift: int, gap: int, moved: int) -> int:
    """Give when a gap can begin if so many stops before it start as soon as they can; -1: never."""
    arrays, state = search.arrays, search.state
    before = -1
    time: int = arrays.shift[shift].start
    if gap > moved:
        before = state.routes.stop[shift, gap - moved - 1]
        time = state.solution.member_start[before] + arrays.member[before].minutes
    for place in range(gap - moved, gap):
        stop = state.routes.stop[shift, place]
        row = arrays.member[stop]
        minutes, _ = leg(arrays, shift, before, stop)
        time = next_open(arrays, row.visit, row.minutes, time + minutes)
        if time < 0 or not asked.movable[row.visit]:
            return -1
        time += row.minutes
        before = stop
    return time


@kernel
def _free_until(search: Search, asked: Asked, shift: int, gap: int, moved: int) -> int:
    """Give when a gap can end if so many stops after it start as late as they can; -1: never."""
    arrays, state = search.arrays, search.state
    after = -1
    time: int = arrays.shift[shift].latest
    if gap + moved < state.routes.length[shift]:
        after = state.routes.stop[shift, gap + moved]
        time = state.solution.member_start[after]
    for place in range(gap + moved - 1, gap - 1, -1):
        stop = state.routes.stop[shift, place]
        row = arrays.member[stop]
        minutes, _ = leg(arrays, shift, stop, after)
        time = last_open(arrays, row.visit, row.minutes, time - minutes - row.minutes)
        if time < 0 or not asked.movable[row.visit]:
            return -1
        after = stop
    return time


@kernel
def add_term(arrays: Arrays, sums: Ints, term: int, value: int) -> None:
    """Add what a term changes to the sums by level."""
    row = arrays.term[term]
    if row.level >= 0:
        sums[row.level] += row.weight * value


@kernel
def _set_bound(
    search: Search,
    asked: Asked,
    member: int,
    candidate: int,
    found: Openings,
    at: int,
    detour: Detour,
) -> None:
    """Write the bound of an opening."""
    arrays, state, bound = search.arrays, search.state, found.bound[at]
    for level in range(len(bound)):
        bound[level] = 0
    minutes, shift = arrays.member[member].minutes, found.row[at].shift
    visit = arrays.visit[arrays.member[member].visit]
    helper = arrays.shift[shift].helper
    add_term(arrays, bound, PREFERENCES, arrays.candidate[candidate].wishes)
    add_term(arrays, bound, TIER, arrays.candidate[candidate].tier)
    add_term(arrays, bound, NO_SHOWS, weight_at_risk(arrays, visit.need, shift))
    add_term(arrays, bound, CONTINUITY, _is_new_face(search, visit.need, helper))
    add_term(arrays, bound, TRAVEL_TIME, detour.minutes)
    add_term(arrays, bound, TRAVEL_DISTANCE, detour.metres)
    paid, before = arrays.helper[helper].cost_per_hour * (minutes + detour.minutes), 0
    if visit.member_stop - visit.member_first == 1:
        before = state.values[PAY]
    add_term(arrays, bound, PAY, (before + paid) // 60 - before // 60)
    _add_route_bound(search, asked, found, at, minutes + detour.minutes)
    waiting, overtime = least_timed(search, found.row, at, member)
    add_term(arrays, bound, WAITING, waiting)
    add_term(arrays, bound, OVERTIME, overtime)


@kernel
def _is_new_face(search: Search, need: int, helper: int) -> bool:
    """Say whether a helper counts as a new face for sure."""
    arrays = search.arrays
    known = is_known(arrays, need, helper) or serves(arrays, search.state, need, helper)
    return arrays.need[need].has_history != 0 and not known


@kernel
def _add_route_bound(search: Search, asked: Asked, found: Openings, at: int, work: int) -> None:
    """Add what the route as a whole may gain at most: by its breaks, and by stops that move."""
    arrays, state, bound = search.arrays, search.state, found.bound[at]
    row = found.row[at]
    route = state.route[row.shift]
    if route.idle == asked.peaks[0]:
        add_term(arrays, bound, MAX_IDLE, -asked.peaks[0])
    add_term(arrays, bound, BALANCE, min(0, work))
    add_term(arrays, bound, MISSED_BREAKS, -route.missed)
    for place in range(row.gap - row.earlier, row.gap + row.later):
        visit = arrays.member[state.routes.stop[row.shift, place]].visit
        add_term(arrays, bound, LATENESS, -state.visit[visit].late_cost)
        add_term(arrays, bound, DISRUPTION, -max(0, arrays.visit[visit].published_weight))
        if state.visit[visit].late_most == asked.peaks[2]:
            add_term(arrays, bound, MAX_LATENESS, -asked.peaks[2])


@kernel
def least_timed(search: Search, openings: Table, at: int, member: int) -> tuple[int, int]:
    """Give the least that any start in an opening adds in waiting and in overtime."""
    waiting, overtime = timed(search, openings, at, member, openings[at].low)
    more_waiting, more_overtime = timed(search, openings, at, member, openings[at].high)
    return min(waiting, more_waiting), min(overtime, more_overtime)


@kernel
def timed(search: Search, openings: Table, at: int, member: int, start: int) -> tuple[int, int]:
    """Give at least what a start adds in waiting and in overtime."""
    arrays, state, row = search.arrays, search.state, openings[at]
    shift = row.shift
    route, rests = state.route[shift], 0
    if row.earlier + row.later > 0:
        return -route.waiting, -route.overtime
    for rest in range(arrays.shift[shift].rest_first, arrays.shift[shift].rest_stop):
        rests += arrays.rest[rest].minutes
    detour = detour_of(arrays, state, shift, row.gap, member)
    end = start + arrays.member[member].minutes
    waiting, overtime = 0, 0
    if detour.before >= 0:
        waiting += start - detour.begins - detour.to
    if detour.after >= 0:
        waiting += detour.ends - end - detour.away
    if detour.before >= 0 and detour.after >= 0:
        waiting -= detour.ends - detour.begins - detour.direct
    if detour.after < 0:
        overtime = max(0, end + detour.away - arrays.shift[shift].end) - route.overtime
    elif rests > 0:
        overtime = -route.overtime
    return max(-route.waiting, waiting - rests), overtime
