"""What stands between an unmet visit and each of its candidates, in a given plan."""

from __future__ import annotations

import numpy as np

from matcher.allocation import draw_supplies, release_supplies
from matcher.arrays import Arrays, Ints
from matcher.arrays.timeline import leg
from matcher.engines.search.admit import start_bounds
from matcher.engines.search.gaps import detour_of, room_for
from matcher.engines.search.starts import add_steps
from matcher.engines.search.state import Search, State
from matcher.engines.search.ways import shortest_visit
from matcher.kernel import compiled, entry, kernel
from matcher.model import Rule
from matcher.rules.continuity import faces
from matcher.rules.window import SERVICE

OBSTACLES = (
    Rule.CREW,
    Rule.MAX_VISITS,
    Rule.CONTINUITY,
    Rule.TRAVEL,
    Rule.WEEK_LIMIT,
    Rule.SHIFT_HOURS,
)
FREE, FULL, STRANGER, NO_GAP, TIRED, AWAY = range(len(OBSTACLES))


@compiled
def visit_bounds(arrays: Arrays, state: State, visit: int) -> tuple[int, int]:
    """Give the first and last start that the rest of the plan leaves a visit."""
    return start_bounds(arrays, state, visit, shortest_visit(arrays, visit))


@compiled
def role_obstacles(search: Search, role: int, member: int, first: int, last: int) -> Ints:
    """Give the obstacle of each candidate of a role, as positions in `OBSTACLES`.

    Parameters
    ----------
    search : Search
    role : int
    member : int
        Any member of the role in the visit.
    first, last : int
        Bounds of the role's start.

    Returns
    -------
    array of int, shape (candidates of the role,)
    """
    arrays, state = search.arrays, search.state
    row = arrays.role[role]
    obstacles = np.full(row.candidate_stop - row.candidate_first, NO_GAP, np.int64)
    distinct, _ = faces(arrays, state.solution, row.need)
    for place in range(len(obstacles)):
        shift = arrays.candidate[row.candidate_first + place].shift
        if state.routes.length[shift] >= arrays.shift[shift].max_visits:
            obstacles[place] = FULL
        elif distinct >= arrays.need[row.need].max_helpers:
            obstacles[place] = STRANGER
        else:
            obstacles[place] = _time_obstacle(search, shift, member, first, last)
    return obstacles


@kernel
def _time_obstacle(search: Search, shift: int, member: int, first: int, last: int) -> int:
    arrays, state = search.arrays, search.state
    row = arrays.shift[shift]
    service = arrays.member[member].minutes
    out, _ = leg(arrays, shift, -1, member)
    home, _ = leg(arrays, shift, member, -1)
    low, high = max(first, row.start + out), min(last, row.latest - home - service)
    if not _meets_window(arrays, member, low, high):
        return AWAY
    room, found = room_for(search, shift, service), NO_GAP
    for gap in range(state.routes.length[shift] + 1):
        detour = detour_of(arrays, state, shift, gap, member)
        low = max(first, detour.begins + detour.to)
        high = min(last, detour.ends - detour.away - service)
        if _meets_window(arrays, member, low, high):
            if detour.minutes <= room:
                return FREE
            found = TIRED
    return found


@kernel
def _meets_window(arrays: Arrays, member: int, low: int, high: int) -> bool:
    """Say whether some window admits a start of the member from `low` to `high`."""
    need = arrays.need[arrays.visit[arrays.member[member].visit].need]
    soonest, latest = 0, 0
    for role in range(need.role_first + 1, arrays.member[member].role + 1):
        soonest += arrays.role[role].lag_min
        latest += arrays.role[role].lag_max
    meets = False
    for w in range(need.window_first, need.window_stop):
        window = arrays.window[w]
        until = window.end + window.max_late + latest
        if window.bounds == SERVICE:
            until = window.end + window.max_late - arrays.member[member].minutes
        meets = meets or max(low, window.start + soonest) <= min(high, until)
    return meets


@entry
def supplies_suffice(search: Search, visit: int, first: int, last: int) -> bool:
    """Say whether some start lets a visit draw what it asks for."""
    arrays, state = search.arrays, search.state
    shortest = shortest_visit(arrays, visit)
    for place in range(add_steps(search, visit, first, last, 200, 0)):
        start = search.scratch.start[place]
        state.solution.start[visit] = start
        if draw_supplies(arrays, state.solution, visit, start, start + shortest) >= 0:
            release_supplies(arrays, state.solution, visit)
            return True
    return False
