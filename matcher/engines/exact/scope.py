"""What could be where and when: the part of an instance that a model has to hold.

A *task* is one role of one visit: `count` helpers start it together at one place.
"""

from __future__ import annotations

from typing import NamedTuple

from ortools.sat.python.cp_model import Domain

from matcher.arrays import Arrays
from matcher.engines.exact.legs import Legs
from matcher.engines.exact.rows import Rows, rows_of
from matcher.model import MINUTES_PER_DAY
from matcher.rules.window import ALL_STARTS, SERVICE

DEPOT = -1
"""Stands for the shift's start place as a tail, and for its end place as a head."""


class Task(NamedTuple):
    """One role of one visit, for `size` helpers, `soonest` to `latest` minutes after its start."""

    visit: int
    role: int
    size: int
    minutes: int
    location: int
    member_first: int
    soonest: int
    latest: int


class Arc(NamedTuple):
    """A way from one task of a shift to another; `DEPOT` at either end of the route."""

    tail: int
    head: int
    minutes: int
    metres: int


class Scope(NamedTuple):
    """What could be.

    Attributes
    ----------
    arrays : Arrays
    rows : Rows
    tasks : list of Task
    of_visit : list of list of int
        Tasks by visit.
    starts : list of Domain
        When each visit may start, empty if it cannot be served.
    reach : dict
        (task, shift) to the first and last start there.
    of_shift : dict
        Shift to the tasks it may take.
    arcs : dict
        Shift to its arcs.
    """

    arrays: Arrays
    rows: Rows
    tasks: list[Task]
    of_visit: list[list[int]]
    starts: list[Domain]
    reach: dict[tuple[int, int], tuple[int, int]]
    of_shift: dict[int, list[int]]
    arcs: dict[int, list[Arc]]


def scope_of(arrays: Arrays) -> Scope:
    """Find what could be where and when."""
    rows = rows_of(arrays)
    tasks, of_visit = _tasks(rows)
    starts = [
        _open_starts(arrays, rows, visit, tasks, of_visit) for visit in range(len(rows.visit))
    ]
    legs = Legs(arrays, _locations(rows))
    reach: dict[tuple[int, int], tuple[int, int]] = {}
    for visit, own in enumerate(of_visit):
        found = _reach(arrays, rows, legs, tasks, own, starts[visit])
        starts[visit] = _joint_starts(tasks, own, found, starts[visit])
        reach |= _narrowed(tasks, found, starts[visit])
    of_shift: dict[int, list[int]] = {}
    for task, shift in reach:
        of_shift.setdefault(shift, []).append(task)
    scope = Scope(arrays, rows, tasks, of_visit, starts, reach, of_shift, {})
    for shift, own in of_shift.items():
        scope.arcs[shift] = _arcs(scope, legs, shift, own)
    return scope


def _tasks(rows: Rows) -> tuple[list[Task], list[list[int]]]:
    tasks: list[Task] = []
    of_visit: list[list[int]] = []
    for number, visit in enumerate(rows.visit):
        need = rows.need[visit.need]
        member, soonest, latest = visit.member_first, 0, 0
        of_visit.append([])
        for place in range(need.role_first, need.role_stop):
            role = rows.role[place]
            soonest, latest = soonest + role.lag_min, latest + role.lag_max
            of_visit[-1].append(len(tasks))
            tasks.append(
                Task(
                    number, place, role.count, role.minutes, need.location, member, soonest, latest
                )
            )
            member += role.count
    return tasks, of_visit


def _locations(rows: Rows) -> set[int]:
    shifts = {entry.shift for entry in rows.candidate}
    ends = {place for s in shifts for place in (rows.shift[s].origin, rows.shift[s].target)}
    served = {need.location for need in rows.need if need.role_first < need.role_stop}
    return ends | served


def _open_starts(
    arrays: Arrays, rows: Rows, visit: int, tasks: list[Task], of_visit: list[list[int]]
) -> Domain:
    """Give the starts that horizon, project, history, pin and windows leave."""
    row = rows.visit[visit]
    need = rows.need[row.need]
    own = [tasks[task] for task in of_visit[visit]]
    shortest = max((task.soonest + task.minutes for task in own), default=need.minutes)
    first, last = 0, arrays.horizon - shortest
    if need.project >= 0:
        project = rows.project[need.project]
        first, last = max(first, project.start), min(last, project.end - shortest)
    if need.recurs:
        first = max(first, (need.last_day + need.min_gap * (row.occurrence + 1)) * MINUTES_PER_DAY)
    if row.pin_start >= 0:
        first, last = max(first, row.pin_start), min(last, row.pin_start)
    if first > last or not need.permitted:
        return Domain.from_values([])
    ahead = {ALL_STARTS: max((task.soonest for task in own), default=0), SERVICE: shortest}
    spans = []
    for window in rows.window[need.window_first : need.window_stop]:
        closes = min(last, window.end + window.max_late - ahead.get(window.bounds, 0))
        if max(first, window.start) <= closes:
            spans.append([max(first, window.start), closes])
    return Domain.from_intervals(spans)


def _reach(
    arrays: Arrays, rows: Rows, legs: Legs, tasks: list[Task], own: list[int], starts: Domain
) -> dict[tuple[int, int], tuple[int, int]]:
    """Give when each candidate shift could start each task of a visit."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    if starts.is_empty():
        return found
    for number in own:
        task = tasks[number]
        role = rows.role[task.role]
        for entry in rows.candidate[role.candidate_first : role.candidate_stop]:
            shift = rows.shift[entry.shift]
            out = legs.least(shift.profile, shift.origin, task.location)
            home = legs.least(shift.profile, task.location, shift.target)
            back = min(shift.latest, arrays.horizon)
            first = max(max(shift.start, 0) + out, starts.min() + task.soonest)
            last = min(back - home - task.minutes, starts.max() + task.latest)
            if first <= last:
                found[number, entry.shift] = first, last
    return found


def _joint_starts(
    tasks: list[Task],
    own: list[int],
    found: dict[tuple[int, int], tuple[int, int]],
    starts: Domain,
) -> Domain:
    """Give the starts at which every task of a visit could have enough shifts."""
    for number in own:
        task = tasks[number]
        spans = [span for (of, _), span in found.items() if of == number]
        if len(spans) < task.size:
            return Domain.from_values([])
        reached = Domain.from_intervals(
            [[first - task.latest, last - task.soonest] for first, last in spans]
        )
        starts = starts.intersection_with(reached)
    return starts


def _narrowed(
    tasks: list[Task], found: dict[tuple[int, int], tuple[int, int]], starts: Domain
) -> dict[tuple[int, int], tuple[int, int]]:
    narrowed: dict[tuple[int, int], tuple[int, int]] = {}
    if starts.is_empty():
        return narrowed
    for (number, shift), span in found.items():
        first = max(span[0], starts.min() + tasks[number].soonest)
        last = min(span[1], starts.max() + tasks[number].latest)
        if first <= last:
            narrowed[number, shift] = first, last
    return narrowed


def _arcs(scope: Scope, legs: Legs, shift: int, own: list[int]) -> list[Arc]:
    row = scope.rows.shift[shift]
    arcs: list[Arc] = []
    for tail in own:
        place = scope.tasks[tail].location
        arcs.append(Arc(DEPOT, tail, *legs.leg(row.profile, row.origin, place)))
        arcs.append(Arc(tail, DEPOT, *legs.leg(row.profile, place, row.target)))
        ends = scope.reach[tail, shift][0] + scope.tasks[tail].minutes
        for head in own:
            minutes, metres = legs.leg(row.profile, place, scope.tasks[head].location)
            if _may_follow(scope, tail, head) and ends + minutes <= scope.reach[head, shift][1]:
                arcs.append(Arc(tail, head, minutes, metres))
    return arcs


def _may_follow(scope: Scope, tail: int, head: int) -> bool:
    """Say whether one helper may do one task and later another, whatever the hour."""
    rows = scope.rows
    before, after = (rows.visit[scope.tasks[task].visit] for task in (tail, head))
    if before is after:
        return tail != head and not rows.need[before.need].distinct
    if before.need == after.need and rows.need[before.need].recurs:
        return bool(before.occurrence < after.occurrence)
    need = rows.need[before.need]
    return after.need not in scope.arrays.link[need.after_first : need.after_stop]
