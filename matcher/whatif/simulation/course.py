"""A plan laid out in the order in which it is carried out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Arrays, Ints, Solution, Table, visit_end
from matcher.arrays.layout import record, table
from matcher.instance import Instance, compile_instance
from matcher.kernel import by_reference
from matcher.model import Scenario, WindowBounds
from matcher.travel import travel

PART = record("visit start first stop latest lag_min lag_max opens closes")
"""The members of one visit who start together, in order of start. `latest`: its last start that the
window permits; lags count from the visit's previous part; `opens`, `closes`: the visit's first,
last part."""

DUTY = record("shift start origin way due due_place opens rests")
"""By member: who does it (-1 nobody) when; the planned way there, from where and in how many
minutes; by when that helper is expected where afterwards; whether it is the first of the route; the
minutes of breaks planned after it."""

READY = record("due due_place visits day week", "reliability")
"""By shift, before it begins: by when it is expected where, its visits, and its rows in `left`."""

PAUSE = record("start minutes")
"""A break. One that is missed is over before anything begins, and takes no time; those of shifts
without visits are taken as late as may be."""

SPAN = record("start end")
"""A day, from its first shift's start to its last one's end."""

_BOUNDS = tuple(WindowBounds)


@by_reference
class Course(NamedTuple):
    """What a plan asks of whom, in order of time.

    Attributes
    ----------
    part : table of PART
    duty : table of DUTY, shape (members,)
    ready : table of READY, shape (shifts,)
    rest : table of PAUSE, shape (rests,)
    left : array of int
        Minutes that helpers may still work: one row for each day, then each week, of each.
    drawn : array of int
        Shifts of which it matters whether the helper turns up.
    on_call : array of int
        Shifts that stand in for the absent, the first choice first.
    wanted : array of int
        Needs that urgent visits are like.
    day : table of SPAN
        Days on which somebody is at work.
    """

    part: Table
    duty: Table
    ready: Table
    rest: Table
    left: Ints
    drawn: Ints
    on_call: Ints
    wanted: Ints
    day: Table


def at_any_hour(scenario: Scenario) -> Arrays:
    """Compile a scenario without windows, so that whoever is fit for a role is its candidate."""
    needs = tuple(replace(need, windows=(), due=None) for need in scenario.needs)
    return compile_instance(replace(scenario, needs=needs)).arrays


def lay_out(instance: Instance, solution: Solution, *, urgent: bool) -> Course:
    """Lay a plan out, with nobody on call.

    Parameters
    ----------
    instance : Instance
    solution : Solution
    urgent : bool
        Whether urgent visits may call on any shift.
    """
    arrays = instance.arrays
    used = np.unique(solution.shift[solution.shift >= 0])
    crewed = arrays.need["role_stop"] > arrays.need["role_first"]
    duty, ready = _duties(instance, solution)
    left = _set_accounts(arrays, _work(arrays, solution, duty), ready)
    return Course(
        part=_parts(arrays, solution),
        duty=duty,
        ready=ready,
        rest=_rests(arrays, solution),
        left=left,
        drawn=np.arange(len(arrays.shift)) if urgent else used,
        on_call=np.zeros(0, np.int64),
        wanted=np.flatnonzero(crewed) if urgent else np.zeros(0, np.int64),
        day=_days(arrays),
    )


def with_standbys(course: Course, shifts: Ints) -> Course:
    """Put shifts on call, the first choice first."""
    return course._replace(on_call=shifts, drawn=np.union1d(course.drawn, shifts))


class _Part(NamedTuple):
    """A row of PART; its last start is worked out with the visit's others."""

    visit: int
    start: int
    first: int
    stop: int
    lag_min: int
    lag_max: int
    opens: bool
    closes: bool


def _parts(arrays: Arrays, solution: Solution) -> Table:
    """Give the parts of the visits that are served, in order of start."""
    rows: list[_Part] = []
    latest: list[int] = []
    for visit in np.flatnonzero(solution.served).tolist():
        parts = _parts_of(arrays, solution, visit)
        rows += parts
        latest += _latest(arrays, solution, visit, parts)
    columns = {name: [getattr(row, name) for row in rows] for name in _Part._fields}
    made = table(PART, len(rows), latest=latest, **columns)
    return made[np.lexsort((made["first"], made["start"]))]


def _parts_of(arrays: Arrays, solution: Solution, visit: int) -> list[_Part]:
    first, stop = arrays.visit[["member_first", "member_stop"]][visit].tolist()
    if first == stop:
        start = int(solution.start[visit])
        return [_Part(visit, start, first, stop, 0, 0, opens=True, closes=True)]
    cuts = first + 1 + np.flatnonzero(np.diff(solution.member_start[first:stop]))
    return [
        _Part(
            visit=visit,
            start=int(solution.member_start[begin]),
            first=begin,
            stop=end,
            lag_min=int(arrays.role["lag_min"][arrays.member["role"][begin]]),
            lag_max=int(arrays.role["lag_max"][arrays.member["role"][begin]]),
            opens=begin == first,
            closes=end == stop,
        )
        for begin, end in pairwise([first, *cuts.tolist(), stop])
    ]


def _latest(arrays: Arrays, solution: Solution, visit: int, parts: list[_Part]) -> list[int]:
    """Give the last start of each part, by that window of the plan's which leaves most room."""
    need = arrays.need[arrays.visit["need"][visit]]
    end = visit_end(arrays, solution, visit)
    best = [part.start for part in parts]
    for window in arrays.window[need["window_first"] : need["window_stop"]]:
        limits = [_limit(arrays, window, part, end) for part in parts]
        if window["start"] <= parts[0].start and _room(limits, parts) > _room(best, parts):
            best = limits
    return best


def _limit(arrays: Arrays, window: Table, part: _Part, end: int) -> int:
    """Give the last start of a part of a visit that ends then, by one window."""
    last, bounds = int(window["end"] + window["max_late"]), _BOUNDS[window["bounds"]]
    if bounds is WindowBounds.SERVICE:
        own = arrays.member["minutes"][part.first : part.stop]
        return last - int(own.max() if len(own) else end - part.start)
    return last if part.opens or bounds is WindowBounds.ALL_STARTS else FOREVER


def _room(limits: list[int], parts: list[_Part]) -> int:
    return min(limit - part.start for limit, part in zip(limits, parts, strict=True))


def _duties(instance: Instance, solution: Solution) -> tuple[Table, Table]:
    """Give the duties of members, and of shifts before they begin."""
    arrays = instance.arrays
    shift, rest = arrays.shift, arrays.rest
    duty = np.zeros(len(arrays.member), DUTY)
    duty["shift"], duty["start"] = solution.shift, solution.member_start
    ready = np.zeros(len(shift), READY)
    ready["due"], ready["due_place"] = shift["latest"], shift["target"]
    people = instance.scenario.helpers
    ready["reliability"] = np.array([person.reliability for person in people])[shift["helper"]]
    order = np.lexsort((solution.member_start, solution.shift))
    # From the end, so that whoever comes next on the same route is known.
    for member in order[::-1].tolist():
        row = int(solution.shift[member])
        if row < 0:
            break
        duty["due"][member], duty["due_place"][member] = ready[["due", "due_place"]][row]
        start = int(solution.member_start[member])
        ready["due"][row], ready["due_place"][row] = start, arrays.member["location"][member]
        ready["visits"][row] += 1
        taken = slice(shift["rest_first"][row], shift["rest_stop"][row])
        later = solution.rest[taken] > start
        duty["rests"][member] = rest["minutes"][taken][later].sum()
    firsts = order[np.unique(solution.shift[order], return_index=True)[1]]
    duty["opens"][firsts] = 1
    return duty, ready


def _rests(arrays: Arrays, solution: Solution) -> Table:
    row = arrays.rest
    count = arrays.shift["rest_stop"] - arrays.shift["rest_first"]
    unused = ~np.isin(np.repeat(np.arange(len(count)), count), solution.shift)
    start = np.where(unused & (row["mandatory"] == 1), row["end"] - row["minutes"], solution.rest)
    start = np.where(start < 0, -FOREVER, start)
    return table(PAUSE, len(row), start=start, minutes=np.where(start < 0, 0, row["minutes"]))


def _set_accounts(arrays: Arrays, work: Ints, ready: Table) -> Ints:
    """Give the minutes that helpers may still work, as planned; `ready` is told the rows."""
    left = [np.zeros(0, np.int64)]
    helper, day = arrays.shift["helper"], arrays.shift["day"]
    for name, period, limit in (("day", day, "day_limit"), ("week", day // 7, "week_limit")):
        pairs = np.stack([helper, period], axis=1)
        owner, account = np.unique(pairs, axis=0, return_inverse=True)
        room = arrays.helper[limit][owner[:, 0]]
        np.subtract.at(room, account, work)
        ready[name] = account + sum(map(len, left))
        left.append(room)
    return np.concatenate(left)


def _work(arrays: Arrays, solution: Solution, duty: Table) -> Ints:
    """Give each shift's minutes of service and travel, as planned; `duty` is told the ways."""
    work, place = np.zeros(len(arrays.shift), np.int64), arrays.shift["origin"].copy()
    profile, minutes = arrays.shift["profile"], arrays.member["minutes"]
    order = np.lexsort((solution.member_start, solution.shift))
    for member in order[solution.shift[order] >= 0].tolist():
        row, origin = solution.shift[member], place[solution.shift[member]]
        place[row] = arrays.member["location"][member]
        way, _ = travel(arrays.travel, profile[row], origin, place[row])
        duty["origin"][member], duty["way"][member] = origin, way
        work[row] += way + minutes[member]
    for row in np.unique(solution.shift[solution.shift >= 0]).tolist():
        way, _ = travel(arrays.travel, profile[row], place[row], arrays.shift["target"][row])
        work[row] += way
    return work


def _days(arrays: Arrays) -> Table:
    day = arrays.shift["day"]
    rows = [
        (arrays.shift["start"][day == each].min(), arrays.shift["latest"][day == each].max())
        for each in np.unique(day)
    ]
    return np.array(rows, SPAN)
