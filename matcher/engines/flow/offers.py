"""What each shift could do for each visit, as its only stop: at the best start, and at what cost.

Where a shift has one stop, the start of a visit concerns nobody else. So each pair of a visit and
a shift has its best start on its own: the one that costs least level by level. Within one window
cost never falls as the start moves on, except that the published start is no change: the first
start in each window and the published one are all that can be best.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Arrays, Bools, Floats, Ints, SmallInts, Table
from matcher.kernel import by_reference, compiled, kernel, leaf
from matcher.model import MINUTES_PER_DAY, TermName
from matcher.objective.no_shows import weight_at_risk
from matcher.rules.continuity import is_known
from matcher.rules.project import project_bounds
from matcher.rules.window import SERVICE
from matcher.travel import out_and_home

LATENESS, CONTINUITY, PREFERENCES, TIER, NO_SHOWS, TIME, DISTANCE, OVERTIME, PAY, DISRUPTION = (
    tuple(TermName).index(term)
    for term in (
        TermName.LATENESS,
        TermName.CONTINUITY,
        TermName.PREFERENCES,
        TermName.TIER,
        TermName.NO_SHOWS,
        TermName.TRAVEL_TIME,
        TermName.TRAVEL_DISTANCE,
        TermName.OVERTIME,
        TermName.PAY,
        TermName.DISRUPTION,
    )
)


@by_reference
class Offers(NamedTuple):
    """Pairs of a visit and a shift that can serve it, by visit, then shift.

    Attributes
    ----------
    visit, shift : array of int32, shape (pairs,)
    leave, start, back : array of int32, shape (pairs,)
        When the helper sets off, the service starts and the helper is back, at the best start.
    """

    visit: SmallInts
    shift: SmallInts
    leave: SmallInts
    start: SmallInts
    back: SmallInts

    def part(self, pairs: Ints) -> Offers:
        """Give some of the pairs."""
        return Offers(*(column[pairs] for column in self))


@by_reference
class Worth(NamedTuple):
    """What judging and weighing the same pairs takes, and nothing after that.

    Attributes
    ----------
    late : array of bool, shape (pairs,)
        Whether anything is late at the best start.
    soonest, latest : array of int32, shape (pairs,)
        First end and last start of the service, whatever it costs.
    cost : array of float, shape (levels, pairs)
        What the pair adds to each level.
    """

    late: Bools
    soonest: SmallInts
    latest: SmallInts
    cost: Floats


@by_reference
class Trip(NamedTuple):
    """The ways out and home of a pair, its minutes of service, and its first and last start."""

    out: int
    home: int
    metres: int
    minutes: int
    first: int
    last: int


@compiled
def find_offers(arrays: Arrays) -> tuple[Offers, Worth]:
    """Find the best start and the cost of every candidate; each need has one visit of one."""
    most, levels = len(arrays.candidate), arrays.levels
    pair, time = np.empty((2, most), np.int32), np.empty((3, most), np.int32)
    late, extreme = np.empty(most, np.bool_), np.empty((2, most), np.int32)
    cost = np.empty((levels, most), np.float64)
    fresh, least = np.empty(levels + 2, np.float64), np.empty(levels + 2, np.float64)
    found = 0
    for role in range(len(arrays.role)):
        visit = arrays.need[arrays.role[role].need].visit_first
        for row in range(arrays.role[role].candidate_first, arrays.role[role].candidate_stop):
            shift = arrays.candidate[row].shift
            if not _may_serve(arrays, visit, shift):
                continue
            trip = _trip(arrays, visit, shift)
            soonest, latest = _find_start(arrays, visit, shift, trip, fresh, least)
            if soonest > arrays.horizon:
                continue
            start = int(least[levels + 1])
            pair[0, found], pair[1, found] = visit, shift
            time[0, found], time[1, found] = start - trip.out, start
            time[2, found] = start + trip.minutes + trip.home
            late[found] = least[levels] > 0.0
            extreme[0, found], extreme[1, found] = soonest, latest
            _add_fixed(arrays, visit, row, trip, least)
            cost[:, found] = least[:levels]
            found += 1
    return (
        Offers(pair[0, :found], pair[1, :found], time[0, :found], time[1, :found], time[2, :found]),
        Worth(late[:found], extreme[0, :found], extreme[1, :found], cost[:, :found]),
    )


@kernel
def _may_serve(arrays: Arrays, visit: int, shift: int) -> bool:
    """Check what does not depend on the hour."""
    row, helper = arrays.visit[visit], arrays.shift[shift].helper
    if arrays.shift[shift].max_visits < 1 or arrays.need[row.need].max_helpers < 1:
        return False
    fits = True
    for entry in range(row.pin_first, row.pin_stop):
        fits = fits and arrays.link[entry] == helper
    return fits


@leaf
def _trip(arrays: Arrays, visit: int, shift: int) -> Trip:
    row, place = arrays.shift[shift], arrays.visit[visit]
    need = arrays.need[place.need]
    out, metres_out, home, metres_home = out_and_home(
        arrays.travel, row.profile, row.origin, need.location, row.target
    )
    minutes = arrays.member[place.member_first].minutes
    first, end = project_bounds(arrays, place.need)
    first = max(first, row.start + out)
    last = min(end, row.latest - home) - minutes
    if need.recurs and need.last_day > -FOREVER:
        first = max(first, (need.last_day + need.min_gap) * MINUTES_PER_DAY)
    if place.pin_start >= 0:
        first, last = max(first, place.pin_start), min(last, place.pin_start)
    helper = arrays.helper[row.helper]
    if out + minutes + home > min(helper.day_limit, helper.week_limit):
        last = first - 1
    return Trip(out, home, metres_out + metres_home, minutes, first, last)


@kernel
def _find_start(
    arrays: Arrays, visit: int, shift: int, trip: Trip, fresh: Floats, least: Floats
) -> tuple[int, int]:
    """Write what the best start costs by level, its single lateness, and the start itself.

    Returns
    -------
    soonest, latest : int
        First end and last start of the service; `FOREVER` and -1 where there is no start.
    """
    row = arrays.visit[visit]
    need = arrays.need[row.need]
    soonest, latest = FOREVER, -1
    least[0] = np.inf
    for w in range(need.window_first, need.window_stop):
        window = arrays.window[w]
        length = trip.minutes if window.bounds == SERVICE else 0
        opens = max(trip.first, window.start)
        closes = min(trip.last, window.end + window.max_late - length)
        if opens > closes:
            continue
        soonest, latest = min(soonest, opens + trip.minutes), max(latest, closes)
        for start in (opens, row.published_start):
            if opens <= start <= closes:
                over, overdue = max(0, start + length - window.end), max(0, start - need.due)
                back = start + trip.minutes + trip.home
                fresh[:] = 0.0
                _add(arrays.term, fresh, LATENESS, over * window.cost + overdue)
                _add(arrays.term, fresh, OVERTIME, max(0, back - arrays.shift[shift].end))
                if row.published_start >= 0 and start != row.published_start:
                    _add(arrays.term, fresh, DISRUPTION, row.published_weight)
                fresh[arrays.levels] = max(over, overdue)
                fresh[arrays.levels + 1] = start
                _keep_if_less(fresh, least)
    return soonest, latest


@kernel
def _add(terms: Table, cost: Floats, term: int, value: int) -> None:
    row = terms[term]
    if row.level >= 0:
        cost[row.level] += float(row.weight) * float(value)


@kernel
def _keep_if_less(fresh: Floats, least: Floats) -> None:
    """Overwrite the least by the fresh if that comes first in the order of a dictionary."""
    for place in range(len(fresh)):
        if fresh[place] > least[place]:
            return
        if fresh[place] < least[place]:
            for other in range(place, len(fresh)):
                least[other] = fresh[other]
            return


@kernel
def _add_fixed(arrays: Arrays, visit: int, candidate: int, trip: Trip, cost: Floats) -> None:
    """Add what does not depend on the hour."""
    row, chosen = arrays.visit[visit], arrays.candidate[candidate]
    shift, need = arrays.shift[chosen.shift], arrays.need[row.need]
    worked = trip.out + trip.minutes + trip.home
    absent = 0
    for entry in range(row.published_first, row.published_stop):
        absent += arrays.link[entry] != shift.helper
    if need.has_history:
        stranger = not is_known(arrays, row.need, shift.helper)
        _add(arrays.term, cost, CONTINUITY, int(stranger))
    _add(arrays.term, cost, PREFERENCES, chosen.wishes)
    _add(arrays.term, cost, TIER, chosen.tier)
    _add(arrays.term, cost, NO_SHOWS, weight_at_risk(arrays, row.need, chosen.shift))
    _add(arrays.term, cost, TIME, trip.out + trip.home)
    _add(arrays.term, cost, DISTANCE, trip.metres)
    _add(arrays.term, cost, PAY, arrays.helper[shift.helper].cost_per_hour * worked // 60)
    _add(arrays.term, cost, DISRUPTION, row.published_weight * absent)
