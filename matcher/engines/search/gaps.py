"""What it takes to put a stop into a gap of a route."""

from __future__ import annotations

from typing import NamedTuple

from matcher.arrays import FOREVER, Arrays
from matcher.arrays.timeline import gap_ends, leg
from matcher.engines.search.changes import OVERTIME, PAY, TRAVEL_DISTANCE, TRAVEL_TIME, WAITING
from matcher.engines.search.state import Search, State
from matcher.kernel import kernel, leaf
from matcher.rules.limits import room_to_work


class Detour(NamedTuple):
    """A member between two stops of a route.

    Attributes
    ----------
    before, after : int
        Members, -1 where there is none.
    begins, ends : int
        When the stop before can be over at the soonest, and the one after starts at the latest.
    to, away, direct : int
        Minutes of travel to the member, from it, and without it.
    minutes, metres : int
        What it adds to the route's travel.
    """

    before: int
    after: int
    begins: int
    ends: int
    to: int
    away: int
    direct: int
    minutes: int
    metres: int


@leaf
def detour_of(arrays: Arrays, state: State, shift: int, gap: int, member: int) -> Detour:
    """Give the detour of a member in a gap."""
    row = arrays.shift[shift]
    before, after = gap_ends(state.routes, shift, gap)
    begins = row.start if before < 0 else state.member[before].early + arrays.member[before].minutes
    ends = row.latest if after < 0 else state.member[after].late
    to, metres = leg(arrays, shift, before, member)
    away, metres_away = leg(arrays, shift, member, after)
    metres += metres_away
    direct = 0
    if state.routes.length[shift] > 0:
        direct, metres_direct = leg(arrays, shift, before, after)
        metres -= metres_direct
    return Detour(before, after, begins, ends, to, away, direct, to + away - direct, metres)


@leaf
def travel_cost(arrays: Arrays, helper: int, minutes: int, metres: int, service: int) -> float:
    """Give what travel and service of a helper cost."""
    terms = arrays.term
    cost = terms[TRAVEL_TIME].factor * minutes + terms[TRAVEL_DISTANCE].factor * metres
    paid = arrays.helper[helper].cost_per_hour * (service + minutes) / 60.0
    return cost + terms[PAY].factor * paid


@kernel
def time_cost(
    arrays: Arrays, state: State, shift: int, detour: Detour, low: int, high: int, minutes: int
) -> float:
    """Estimate what a start from `low` to `high` adds in waiting and overtime.

    Waiting counts that no leeway of the neighbours can take away.
    """
    terms = arrays.term
    before, after, cost = detour.before, detour.after, 0.0
    if after < 0 and terms[OVERTIME].factor > 0:
        then = arrays.shift[shift].end
        if before >= 0:
            then = max(then, detour.begins + detour.direct)
        cost += terms[OVERTIME].factor * max(0, low + minutes + detour.away - then)
    if terms[WAITING].factor > 0:
        waiting = 0
        if before >= 0:
            free = state.member[before].late + arrays.member[before].minutes
            waiting += max(0, low - detour.to - free)
            if after >= 0:
                waiting -= max(0, state.member[after].early - detour.direct - free)
        if after >= 0:
            waiting += max(0, state.member[after].early - detour.away - minutes - high)
        cost += terms[WAITING].factor * waiting
    return cost


@kernel
def room_for(search: Search, shift: int, minutes: int) -> int:
    """Give the minutes of travel that a helper's limits leave beside a service; negative: none."""
    room = FOREVER
    if search.frame.limited[search.arrays.shift[shift].helper]:
        room = room_to_work(search.arrays, search.state.route["worked"], shift) - minutes
    return room
