"""A solution's arrays to the records of a plan."""

from __future__ import annotations

from matcher.allocation import draw_until
from matcher.arrays import Routes, Solution, routes_of, visit_end
from matcher.arrays.timeline import departures, gap_ends, gap_times, leg
from matcher.engines import Answer
from matcher.instance import Instance
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
    return Plan(
        scenario=scenario.id,
        digest=digest,
        start=scenario.start,
        visits=_visits(instance, solution),
        routes=_routes(instance, solution),
        allocations=_allocations(instance, solution),
        unmet=unmet,
        score=score,
        bound=answer.bound,
        ended=answer.ended,
        engine=engine,
        seed=seed,
        iterations=answer.iterations,
    )


def _visits(instance: Instance, solution: Solution) -> tuple[Visit, ...]:
    arrays, needs = instance.arrays, instance.scenario.needs
    visits: list[Visit] = []
    for row, visit in enumerate(arrays.visit):
        if solution.served[row]:
            members = range(visit["member_first"], visit["member_stop"])
            crew = [_assignment(instance, solution, member) for member in members]
            visits.append(
                Visit(
                    need=needs[visit["need"]].id,
                    occurrence=int(visit["occurrence"]),
                    start=int(solution.start[row]),
                    end=visit_end(arrays, solution, row),
                    crew=tuple(sorted(crew, key=lambda entry: (entry.role, entry.helper))),
                )
            )
    return tuple(visits)


def _assignment(instance: Instance, solution: Solution, member: int) -> Assignment:
    arrays = instance.arrays
    shift = int(solution.shift[member])
    start = int(solution.member_start[member])
    return Assignment(
        role=_role_place(instance, member),
        helper=instance.scenario.helpers[arrays.shift[shift]["helper"]].id,
        shift=_shift_id(instance, shift),
        start=start,
        end=start + int(arrays.member[member]["minutes"]),
    )


def _role_place(instance: Instance, member: int) -> int:
    arrays = instance.arrays
    role = arrays.member[member]["role"]
    return int(role - arrays.need[arrays.role[role]["need"]]["role_first"])


def _shift_id(instance: Instance, shift: int) -> str:
    row = instance.arrays.shift[shift]["helper"]
    first = int(instance.arrays.helper[row]["shift_first"])
    name: str = instance.scenario.helpers[row].shifts[shift - first].id
    return name


def _routes(instance: Instance, solution: Solution) -> tuple[Route, ...]:
    routes = routes_of(instance.arrays, solution)
    used = [shift for shift in range(len(routes.length)) if routes.length[shift]]
    return tuple(_route(instance, solution, routes, shift) for shift in used)


def _route(instance: Instance, solution: Solution, routes: Routes, shift: int) -> Route:
    arrays = instance.arrays
    last = int(routes.length[shift])
    begins, ends, minutes = gap_times(arrays, solution, routes, shift, last)
    leaves, _ = departures(arrays, solution, shift, begins, ends, minutes)
    _, metres = leg(arrays, shift, *gap_ends(routes, shift, last))
    row = arrays.shift[shift]
    rests = range(row["rest_first"], row["rest_stop"])
    return Route(
        helper=instance.scenario.helpers[row["helper"]].id,
        shift=_shift_id(instance, shift),
        stops=tuple(_stop(instance, solution, routes, shift, gap) for gap in range(last)),
        breaks=tuple(
            TakenBreak(
                start=int(solution.rest[rest]),
                end=int(solution.rest[rest] + arrays.rest[rest]["minutes"]),
            )
            for rest in rests
            if solution.rest[rest] >= 0
        ),
        return_depart=int(leaves),
        back=int(leaves + minutes),
        return_metres=int(metres),
    )


def _stop(instance: Instance, solution: Solution, routes: Routes, shift: int, gap: int) -> Stop:
    arrays, needs = instance.arrays, instance.scenario.needs
    begins, ends, minutes = gap_times(arrays, solution, routes, shift, gap)
    _, departs = departures(arrays, solution, shift, begins, ends, minutes)
    before, member = gap_ends(routes, shift, gap)
    _, metres = leg(arrays, shift, before, member)
    visit = arrays.visit[arrays.member[member]["visit"]]
    start = int(solution.member_start[member])
    return Stop(
        need=needs[visit["need"]].id,
        occurrence=int(visit["occurrence"]),
        role=_role_place(instance, member),
        depart=int(departs),
        arrive=int(departs + minutes),
        start=start,
        end=start + int(arrays.member[member]["minutes"]),
        metres=int(metres),
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
