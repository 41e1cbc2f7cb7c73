"""Every crew at every minute, judged by the reference evaluator and the independent checker.

Two things are taken as the planner takes them, not tried: a helper's breaks, and which of several
resources a line draws on.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np

from matcher.arrays import Solution, copy_of, visit_end
from matcher.build import build_plan
from matcher.check import check
from matcher.engines import Answer
from matcher.engines.search.state import Search
from matcher.instance import Instance, compile_instance
from matcher.model import Ended, Need, Plan, Rule, Scenario, Unmet, UnmetKind
from matcher.objective import evaluate
from matcher.recommend.standing import standing_search
from matcher.retrace import solution_of
from tests.unit.kernels import drawn, timed

Placed = tuple[int, int, tuple[int, ...]]
"""A member's shift and start, and when the shift then takes its breaks."""


def best_change(scenario: Scenario, plan: Plan, need: Need) -> tuple[int, ...] | None:
    """Give what the best insertion of a need's first unmet visit changes; None: there is none."""
    instance = compile_instance(scenario)
    solution = solution_of(instance, plan)
    before = evaluate(instance, solution).totals
    row = [other.id for other in scenario.needs].index(need.id)
    bounds = instance.arrays.need[row]
    visit = next(
        at for at in range(bounds["visit_first"], bounds["visit_stop"]) if not solution.served[at]
    )
    made = list(_ways(instance, solution, visit))
    tried = sorted((evaluate(instance, each).totals, at) for at, each in enumerate(made))
    for totals, at in tried:
        if is_sound(instance, made[at]):
            return tuple(a - b for a, b in zip(totals, before, strict=True))
    return None


def is_sound(instance: Instance, solution: Solution) -> bool:
    """Say whether the checker is content with a solution."""
    visits, needs = instance.arrays.visit, instance.scenario.needs
    unmet = tuple(
        Unmet(
            need=needs[visits["need"][row]].id,
            occurrence=int(visits["occurrence"][row]),
            kind=UnmetKind.NO_ROOM,
        )
        for row in np.flatnonzero(~solution.served)
    )
    plan = build_plan(
        instance,
        Answer(solution=solution, ended=Ended.INFEASIBLE_PINS, iterations=0),
        score=evaluate(instance, solution),
        unmet=unmet,
        digest="0" * 64,
        engine="",
        seed=0,
    )
    return {each.rule for each in check(instance.scenario, plan).violations} <= {Rule.PIN}


def _ways(instance: Instance, plan: Solution, visit: int) -> Iterator[Solution]:
    arrays = instance.arrays
    row = arrays.visit[visit]
    members = range(row["member_first"], row["member_stop"])
    if not members:
        low, high = _outermost(instance, int(row["need"]))
        for start in range(low, high + 1):
            yield from _made(instance, plan, visit, start, ())
        return
    spots = {}
    for member in members:
        role = arrays.member["role"][member]
        if role not in spots:
            spots[role] = _placed(instance, plan, member)
    roles = [arrays.member["role"][member] for member in members]
    for crew in product(*(spots[role] for role in roles)):
        helpers = {arrays.shift["helper"][shift] for shift, _, _ in crew}
        if len(helpers) == len(crew) and _together(arrays.role, roles, crew):
            start = crew[0][1] - int(arrays.role["lag_min"][roles[0]])
            yield from _made(instance, plan, visit, start, crew)


def _together(table: np.ndarray, roles: list[int], crew: tuple[Placed, ...]) -> bool:
    """Say whether roles start together or within their lags; the checker looks again."""
    starts = {}
    for role, (_, start, _) in zip(roles, crew, strict=True):
        if starts.setdefault(role, start) != start:
            return False
    times = list(starts.items())
    return all(
        table["lag_min"][role] <= later - sooner <= table["lag_max"][role]
        for (_, sooner), (role, later) in pairwise(times)
    )


def _placed(instance: Instance, plan: Solution, member: int) -> list[Placed]:
    """Give every shift and minute at which a member can stand in its route."""
    arrays = instance.arrays
    row, found = arrays.member[member], []
    role = arrays.role[row["role"]]
    low, high = _outermost(instance, int(role["need"]))
    search, _ = standing_search(arrays, arrays, plan)
    candidates = arrays.candidate["shift"][role["candidate_first"] : role["candidate_stop"]]
    for shift in candidates.tolist():
        last = min(high, arrays.shift["latest"][shift] - row["minutes"])
        for start in range(max(low, arrays.shift["start"][shift]), last + 1):
            rests = _route_holds(search, member, shift, start)
            if rests is not None:
                found.append((shift, start, rests))
    return found


def _outermost(instance: Instance, row: int) -> tuple[int, int]:
    """Give minutes outside of which no window of a need admits a start of any role."""
    arrays = instance.arrays
    need = arrays.need[row]
    windows = arrays.window[need["window_first"] : need["window_stop"]]
    lag = int(arrays.role["lag_max"][need["role_first"] : need["role_stop"]].sum())
    latest = int((windows["end"] + windows["max_late"]).max()) + lag
    return max(0, int(windows["start"].min())), min(arrays.horizon, latest)


def _route_holds(search: Search, member: int, shift: int, start: int) -> tuple[int, ...] | None:
    """Give when a shift with one stop more takes its breaks; None: it cannot."""
    arrays, solution, routes = search.arrays, search.state.solution, search.state.routes
    stops, length = routes.stop[shift].copy(), int(routes.length[shift])
    gap = int(np.count_nonzero(solution.member_start[stops[:length]] <= start))
    solution.member_start[member] = start
    if length >= min(len(stops), arrays.shift["max_visits"][shift]):
        return None
    routes.stop[shift, : length + 1] = np.insert(stops[:length], gap, member)
    routes.length[shift] = length + 1
    holds = timed(search, shift)
    routes.stop[shift], routes.length[shift] = stops, length
    rests = slice(arrays.shift["rest_first"][shift], arrays.shift["rest_stop"][shift])
    return tuple(solution.rest[rests].tolist()) if holds else None


def _made(
    instance: Instance, plan: Solution, visit: int, start: int, crew: tuple[Placed, ...]
) -> Iterator[Solution]:
    arrays, made = instance.arrays, copy_of(plan)
    first = int(arrays.visit["member_first"][visit])
    made.served[visit], made.start[visit] = True, start
    for place, (shift, begin, rests) in enumerate(crew):
        made.shift[first + place], made.member_start[first + place] = shift, begin
        rest = int(arrays.shift["rest_first"][shift])
        made.rest[rest : rest + len(rests)] = rests
    if drawn(arrays, made, visit, start, visit_end(arrays, made, visit)) >= 0:
        yield made
