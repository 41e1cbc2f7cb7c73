"""A solution's arrays to the records of a plan."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.allocation import draw_until
from matcher.arrays import Arrays, Ints, Routes, Solution, routes_of, visit_end
from matcher.arrays.timeline import departures, gap_ends, gap_times, leg
from matcher.engines import Answer
from matcher.instance import Instance
from matcher.kernel import entry
from matcher.model import (
    Allocation,
    Assignment,
    Plan,
    Route,
    Score,
    Stop,
    TakenBreak,
    Unmet,
    Visit,
)
from matcher.model.ladder import escalations


def build_plan(
    instance: Instance,
    answer: Answer,
    *,
    score: Score,
    unmet: tuple[Unmet, ...],
    digest: str,
    engine: str,
    seed: int,
) -> Plan:
    """Write an engine's answer as a plan."""
    scenario, solution = instance.scenario, answer.solution
    names = _names(instance)
    visits = _visits(instance, solution, names)
    return Plan(
        scenario=scenario.id,
        digest=digest,
        start=scenario.start,
        visits=visits,
        routes=_routes(instance, solution, names),
        allocations=_allocations(instance, solution),
        unmet=unmet,
        escalations=escalations(scenario, visits),
        score=score,
        bound=answer.bound,
        ended=answer.ended,
        engine=engine,
        seed=seed,
        iterations=answer.iterations,
    )


class _Names(NamedTuple):
    """What records are called, by row: a table gives out one figure at a time too slowly.

    Attributes
    ----------
    visit : list of (need, occurrence)
    shift : list of (helper, shift)
    role : list of int
        By member: position of its role among the need's.
    """

    visit: list[tuple[str, int]]
    shift: list[tuple[str, str]]
    role: list[int]


def _names(instance: Instance) -> _Names:
    arrays, scenario = instance.arrays, instance.scenario
    visit, role = arrays.visit, arrays.member["role"]
    needs = [scenario.needs[need].id for need in visit["need"].tolist()]
    owned = [(helper.id, shift.id) for helper in scenario.helpers for shift in helper.shifts]
    place = role - arrays.need["role_first"][arrays.role["need"][role]]
    return _Names(
        visit=list(zip(needs, visit["occurrence"].tolist(), strict=True)),
        shift=owned,
        role=place.tolist(),
    )


def _visits(instance: Instance, solution: Solution, names: _Names) -> tuple[Visit, ...]:
    arrays = instance.arrays
    ends = np.zeros(len(arrays.visit), np.int64)
    _set_visit_ends(arrays, solution, ends)
    first, stop = (arrays.visit[end].tolist() for end in ("member_first", "member_stop"))
    crew = _assignments(instance, solution, names)
    visits: list[Visit] = []
    for row in np.flatnonzero(solution.served).tolist():
        need, occurrence = names.visit[row]
        members = [crew[member] for member in range(first[row], stop[row])]
        ordered = tuple(sorted(members, key=lambda entry: (entry.role, entry.helper)))
        visits.append(
            Visit(
                need=need,
                occurrence=occurrence,
                start=int(solution.start[row]),
                end=int(ends[row]),
                crew=ordered,
            )
        )
    return tuple(visits)


def _assignments(instance: Instance, solution: Solution, names: _Names) -> dict[int, Assignment]:
    """Give the assignment of each member who serves."""
    shifts, starts = solution.shift.tolist(), solution.member_start.tolist()
    ends = (solution.member_start + instance.arrays.member["minutes"]).tolist()
    made: dict[int, Assignment] = {}
    for member in np.flatnonzero(solution.shift >= 0).tolist():
        helper, shift = names.shift[shifts[member]]
        made[member] = Assignment(
            role=names.role[member],
            helper=helper,
            shift=shift,
            start=starts[member],
            end=ends[member],
        )
    return made


@entry
def _set_visit_ends(arrays: Arrays, solution: Solution, ends: Ints) -> None:
    for visit in range(len(ends)):
        if solution.served[visit]:
            ends[visit] = visit_end(arrays, solution, visit)


def _routes(instance: Instance, solution: Solution, names: _Names) -> tuple[Route, ...]:
    routes = routes_of(instance.arrays, solution)
    there = np.zeros((len(instance.arrays.member), 3), np.int64)
    back = np.zeros((len(instance.arrays.shift), 3), np.int64)
    _set_ways(instance.arrays, solution, routes, there, back)
    stops = _stops(instance, solution, names, there)
    found: list[Route] = []
    for row in np.flatnonzero(routes.length).tolist():
        helper, shift = names.shift[row]
        leaves, minutes, metres = back[row].tolist()
        found.append(
            Route(
                helper=helper,
                shift=shift,
                stops=tuple(stops[member] for member in routes.stop[row, : routes.length[row]]),
                breaks=_breaks(instance, solution, row),
                return_depart=leaves,
                back=leaves + minutes,
                return_metres=metres,
            )
        )
    return tuple(found)


@entry
def _set_ways(arrays: Arrays, solution: Solution, routes: Routes, there: Ints, back: Ints) -> None:
    """Work out the ways: as late as possible to each stop, as soon as possible back.

    Parameters
    ----------
    arrays : Arrays
    solution : Solution
    routes : Routes
    there : array of int, shape (members, 3)
        Departure, minutes and metres are written to it.
    back : array of int, shape (shifts, 3)
        The same.
    """
    for shift in range(len(back)):
        if routes.length[shift] == 0:
            continue
        for gap in range(routes.length[shift] + 1):
            begins, ends, minutes = gap_times(arrays, solution, routes, shift, gap)
            soonest, latest = departures(arrays, solution, shift, begins, ends, minutes)
            before, after = gap_ends(routes, shift, gap)
            _, metres = leg(arrays, shift, before, after)
            if after < 0:
                back[shift, 0], back[shift, 1], back[shift, 2] = soonest, minutes, metres
            else:
                there[after, 0], there[after, 1], there[after, 2] = latest, minutes, metres


def _stops(instance: Instance, solution: Solution, names: _Names, there: Ints) -> dict[int, Stop]:
    """Give the stop of each member who serves."""
    arrays = instance.arrays
    visits, starts = arrays.member["visit"].tolist(), solution.member_start.tolist()
    ends = (solution.member_start + arrays.member["minutes"]).tolist()
    made: dict[int, Stop] = {}
    for member in np.flatnonzero(solution.shift >= 0).tolist():
        need, occurrence = names.visit[visits[member]]
        departs, minutes, metres = there[member].tolist()
        made[member] = Stop(
            need=need,
            occurrence=occurrence,
            role=names.role[member],
            depart=departs,
            arrive=departs + minutes,
            start=starts[member],
            end=ends[member],
            metres=metres,
        )
    return made


def _breaks(instance: Instance, solution: Solution, shift: int) -> tuple[TakenBreak, ...]:
    row, rest = instance.arrays.shift[shift], instance.arrays.rest
    return tuple(
        TakenBreak(
            start=int(solution.rest[taken]),
            end=int(solution.rest[taken] + rest[taken]["minutes"]),
        )
        for taken in range(row["rest_first"], row["rest_stop"])
        if solution.rest[taken] >= 0
    )


def _allocations(instance: Instance, solution: Solution) -> tuple[Allocation, ...]:
    arrays, scenario = instance.arrays, instance.scenario
    allocations: list[Allocation] = []
    for draw, row in enumerate(arrays.draw):
        if solution.given[draw] > 0:
            visit = arrays.visit[row["visit"]]
            allocations.append(
                Allocation(
                    resource=scenario.resources[row["resource"]].id,
                    need=scenario.needs[visit["need"]].id,
                    occurrence=int(visit["occurrence"]),
                    line=int(row["ask"] - visit["ask_first"]),
                    quantity=int(solution.given[draw]),
                    start=int(solution.start[row["visit"]]),
                    end=int(draw_until(arrays, solution, draw)),
                )
            )
    return tuple(allocations)
