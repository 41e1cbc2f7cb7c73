"""A plan as it stands: every start and every break exactly where the plan has it.

The search's own state plans the times of a route anew whenever it is touched. Here nothing floats:
a touched route keeps its starts, and what was not touched keeps its breaks as well.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Arrays, Bools, Ints, Solution, Table, copy_solution, routes_of
from matcher.arrays.timeline import route_service, route_travel
from matcher.engines.search.changes import COVERAGE, PAY, take_back
from matcher.engines.search.frame import CHOICE, TIMED, Frame
from matcher.engines.search.state import Search, new_search
from matcher.kernel import by_reference, entry, kernel
from matcher.objective import counting, measure
from matcher.objective.missed_breaks import route_missed
from matcher.objective.overtime import route_overtime
from matcher.objective.waiting import gap_waiting
from matcher.rules.project import member_pay
from matcher.rules.window import visit_late


@by_reference
class Base(NamedTuple):
    """What a trial replaces and its notes do not hold, and what it may move.

    Attributes
    ----------
    route : table of `matcher.engines.search.state.ROUTE`
    rest : array of int, shape (rests,)
    movable : array of bool, shape (visits,)
        Nothing but one route depends on when the visit starts.
    """

    route: Table
    rest: Ints
    movable: Bools


def standing_search(bare: Arrays, arrays: Arrays, solution: Solution) -> tuple[Search, Base]:
    """Give the state of a plan.

    Parameters
    ----------
    bare : Arrays
        Of the scenario alone.
    arrays : Arrays
        The same, perhaps with spare rows behind.
    solution : Solution
        Of `bare`; one that keeps every rule.
    """
    search = new_search(arrays, _frame(bare, arrays))
    state = search.state
    _copy_front(solution, state.solution)
    for source, target in zip(routes_of(arrays, state.solution), state.routes, strict=True):
        np.copyto(target, source)
    state.values[:] = measure(bare, solution)
    _stand(search)
    cost = arrays.helper["cost_per_hour"][arrays.shift["helper"]]
    state.values[PAY] = int(cost @ state.route["worked"])
    left_out = bare.need["community"][bare.visit["need"][~solution.served]]
    state.unmet[:] = np.bincount(left_out, minlength=arrays.communities)
    return search, Base(state.route.copy(), state.solution.rest.copy(), _movable(arrays))


def count_need(search: Search, need: int, sign: int) -> None:
    """Count, or stop counting, a need of the spare rows, all of its visits unmet."""
    row = search.arrays.need[need]
    visits = sign * int(row["visit_stop"] - row["visit_first"])
    search.state.values[COVERAGE] += visits * int(row["weight"])
    search.state.unmet[row["community"]] += visits
    search.frame.visits[row["community"]] += visits


def _movable(arrays: Arrays) -> Bools:
    visit, need = arrays.visit, arrays.need[arrays.visit["need"]]
    movable: Bools = (
        (visit["member_stop"] - visit["member_first"] == 1)
        & (visit["ask_first"] == visit["ask_stop"])
        & (visit["pin_start"] < 0)
        & (need["recurs"] == 0)
        & (need["after_first"] == need["after_stop"])
        & (need["before_first"] == need["before_stop"])
    )
    return movable


def _frame(bare: Arrays, arrays: Arrays) -> Frame:
    helper, counts = arrays.helper, counting(arrays)
    needs = bare.visit["need"]
    return Frame(
        floats=np.zeros(len(arrays.visit), np.bool_),
        candidate=np.zeros(0, CHOICE),
        limited=(helper["day_limit"] < FOREVER) | (helper["week_limit"] < FOREVER),
        pinned=np.flatnonzero(bare.visit["pinned"]),
        depth=np.zeros(len(arrays.visit), np.int64),
        visits=np.bincount(bare.need["community"][needs], minlength=arrays.communities),
        counts=counts,
        timed=bool(counts[list(TIMED)].any()),
    )


def _copy_front(source: Solution, target: Solution) -> None:
    front = Solution._make(to[: len(at)] for at, to in zip(source, target, strict=True))
    copy_solution(source, front)


@entry
def _stand(search: Search) -> None:
    """Work out what the state keeps of routes, members and visits."""
    arrays, state = search.arrays, search.state
    solution, routes = state.solution, state.routes
    for member in range(len(arrays.member)):
        state.member[member].early = state.member[member].late = solution.member_start[member]
    for shift in range(len(arrays.shift)):
        row, waiting, idle = state.route[shift], 0, 0
        row.minutes, row.metres = route_travel(arrays, routes, shift)
        row.worked = row.minutes + route_service(arrays, routes, shift)
        for gap in range(1, routes.length[shift]):
            wait = gap_waiting(arrays, solution, routes, shift, gap)
            waiting += wait
            idle = max(idle, wait)
        row.waiting, row.idle = waiting, idle
        row.overtime = route_overtime(arrays, solution, routes, shift)
        row.missed = route_missed(arrays, solution, routes, shift)
    for visit in range(len(arrays.visit)):
        if solution.served[visit]:
            _stand_visit(search, visit)


@kernel
def _stand_visit(search: Search, visit: int) -> None:
    arrays, state = search.arrays, search.state
    row = arrays.visit[visit]
    late, most = visit_late(arrays, state.solution, visit)
    state.visit[visit].late_cost, state.visit[visit].late_most = late, most
    project = arrays.need[row.need].project
    if project >= 0:
        for member in range(row.member_first, row.member_stop):
            shift = state.solution.shift[member]
            state.spent[project] += member_pay(arrays, shift, arrays.member[member].minutes)


@kernel
def restore(search: Search, base: Base) -> None:
    """Undo the trial, and put back what the plan's own breaks make of the routes it touched."""
    arrays, state, notes = search.arrays, search.state, search.notes
    take_back(search)
    for place in range(notes.tally[1]):
        shift = notes.routes[place]
        state.route[shift] = base.route[shift]
        for rest in range(arrays.shift[shift].rest_first, arrays.shift[shift].rest_stop):
            state.solution.rest[rest] = base.rest[rest]
