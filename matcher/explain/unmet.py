"""The kind and the reasons of each unmet visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from matcher.arrays import FOREVER, Solution
from matcher.arrays.ranges import expand
from matcher.engines.search.chance import new_chance
from matcher.engines.search.changes import load_solution
from matcher.engines.search.frame import frame_of
from matcher.engines.search.repair import have_room
from matcher.engines.search.state import Search, State, new_search
from matcher.explain.blame import EXAMPLES, Blame, helper_names, helpers_reason
from matcher.explain.obstacles import (
    FREE,
    OBSTACLES,
    role_obstacles,
    supplies_suffice,
    visit_bounds,
)
from matcher.instance import Instance
from matcher.model import Reason, ResourceKind, Rule, Unmet, UnmetKind
from matcher.rules.predecessor import predecessors_end

Row = np.void
"""One row of a table."""

SUPPLY_RULE = {
    ResourceKind.GOODS: Rule.STOCK,
    ResourceKind.FUND: Rule.FUND,
    ResourceKind.VENUE: Rule.VENUE,
    ResourceKind.EQUIPMENT: Rule.EQUIPMENT,
}


def explain_unmet(instance: Instance, solution: Solution) -> tuple[Unmet, ...]:
    """Say of each unmet visit which kind it is and which rules stand against it.

    Parameters
    ----------
    instance : Instance
    solution : Solution
        Unchanged.

    Returns
    -------
    tuple of Unmet
        In order of need and occurrence.
    """
    unmet = np.flatnonzero(~solution.served)
    if len(unmet) == 0:
        return ()
    arrays = instance.arrays
    needs = np.unique(arrays.visit["need"][unmet])
    _, roles = expand(needs, arrays.need["role_first"], arrays.need["role_stop"])
    search = new_search(arrays, frame_of(arrays, roles))
    load_solution(search, solution)
    room = have_room(search, unmet, new_chance(0))
    blame = Blame(instance)
    return tuple(
        _explain(instance, search, blame, int(visit), has_room=bool(has_room))
        for visit, has_room in zip(unmet, room, strict=True)
    )


def explain_impossible(instance: Instance) -> tuple[Unmet, ...]:
    """Say of each visit that no plan can serve which rules stand against it.

    Returns
    -------
    tuple of Unmet
        In order of need and occurrence; as `explain_unmet` says it of any plan.
    """
    blame = Blame(instance)
    found = (_impossible(instance, blame, visit) for visit in range(len(instance.arrays.visit)))
    return tuple(unmet for unmet in found if unmet is not None)


def _impossible(instance: Instance, blame: Blame, visit: int) -> Unmet | None:
    """Give a visit that no plan can serve, with the reasons; None if some might."""
    reasons = tuple(_never(instance, blame, visit))
    return _unmet(instance, visit, UnmetKind.NO_CANDIDATE, reasons) if reasons else None


def _explain(
    instance: Instance, search: Search, blame: Blame, visit: int, *, has_room: bool
) -> Unmet:
    impossible = _impossible(instance, blame, visit)
    if impossible is not None:
        return impossible
    if has_room:
        return _unmet(instance, visit, UnmetKind.NOT_WORTH_IT, ())
    return _unmet(instance, visit, UnmetKind.NO_ROOM, tuple(_no_room(instance, search, visit)))


def _unmet(instance: Instance, visit: int, kind: UnmetKind, reasons: tuple[Reason, ...]) -> Unmet:
    row = instance.arrays.visit[visit]
    need = instance.scenario.needs[row["need"]]
    ranked = [*_pin(instance, visit), *sorted(reasons, key=lambda reason: -reason.blocked)]
    return Unmet(need=need.id, occurrence=int(row["occurrence"]), kind=kind, reasons=tuple(ranked))


def _pin(instance: Instance, visit: int) -> Iterator[Reason]:
    """Say that a visit is pinned: what stands against it stands against the pin."""
    row = instance.arrays.visit[visit]
    if row["pinned"]:
        helpers = instance.arrays.link[row["pin_first"] : row["pin_stop"]]
        yield Reason(code=Rule.PIN, blocked=len(helpers), examples=helper_names(instance, helpers))


def _never(instance: Instance, blame: Blame, visit: int) -> Iterator[Reason]:
    """Give what rules the visit out in any plan."""
    arrays = instance.arrays
    row = arrays.visit[visit]
    need = arrays.need[row["need"]]
    if not need["permitted"]:
        yield Reason(code=Rule.PROJECT)
    for role in range(need["role_first"], need["role_stop"]):
        first, stop = arrays.role[role]["candidate_first"], arrays.role[role]["candidate_stop"]
        shifts = arrays.candidate["shift"][first:stop]
        helpers = np.unique(arrays.shift["helper"][shifts])
        place = int(role - need["role_first"])
        if len(helpers) == 0:
            yield from blame.reasons(int(role), place)
        elif need["distinct"] and len(helpers) < arrays.role[role]["count"]:
            yield Reason(
                code=Rule.CREW, role=place, blocked=0, examples=helper_names(instance, helpers)
            )
    for ask in arrays.ask[row["ask_first"] : row["ask_stop"]]:
        line = arrays.line[ask["line"]]
        draws = arrays.draw["resource"][ask["draw_first"] : ask["draw_stop"]]
        if line["whole"] and arrays.resource["quantity"][draws].sum() < line["quantity"]:
            names = tuple(instance.scenario.resources[draw].id for draw in draws[:EXAMPLES])
            yield Reason(code=Rule.LINE, blocked=len(draws), examples=names)


def _no_room(instance: Instance, search: Search, visit: int) -> Iterator[Reason]:
    """Give what stands against the visit in this plan."""
    arrays, state = instance.arrays, search.state
    row = arrays.visit[visit]
    need = arrays.need[row["need"]]
    if predecessors_end(arrays, state.solution, row["need"]) > arrays.horizon:
        after = arrays.link[need["after_first"] : need["after_stop"]]
        names = tuple(instance.scenario.needs[other].id for other in after[:EXAMPLES])
        yield Reason(code=Rule.PREDECESSOR, blocked=len(after), examples=names)
        return
    first, last = visit_bounds(arrays, state, visit)
    if first > last:
        yield Reason(code=Rule.RECURRENCE if need["recurs"] else Rule.WINDOW)
        return
    asks = row["ask_first"] < row["ask_stop"]
    if asks and not supplies_suffice(search, visit, first, last):
        yield from _short_supplies(instance, visit)
        return
    if _cheapest_crew(instance, need) > _money_left(instance, state, need):
        name = instance.scenario.projects[need["project"]].id
        yield Reason(code=Rule.PROJECT_BUDGET, blocked=1, examples=(name,))
        return
    yield from _busy_candidates(instance, search, visit, first, last)


def _money_left(instance: Instance, state: State, need: Row) -> int:
    if need["project"] < 0:
        return FOREVER
    budget = instance.arrays.project["budget"][need["project"]]
    return int(budget - state.spent[need["project"]])


def _cheapest_crew(instance: Instance, need: Row) -> int:
    """Give the least that a project could pay for a crew."""
    arrays, pay = instance.arrays, 0
    for role in arrays.role[need["role_first"] : need["role_stop"]]:
        shifts = arrays.candidate["shift"][role["candidate_first"] : role["candidate_stop"]]
        cost = arrays.helper["cost_per_hour"][arrays.shift["helper"][shifts]].min()
        pay += int(role["count"] * -(-cost * role["minutes"] // 60))
    return pay


def _short_supplies(instance: Instance, visit: int) -> Iterator[Reason]:
    names: dict[Rule, list[str]] = defaultdict(list)
    for row in _draws(instance, visit):
        resource = instance.scenario.resources[row]
        names[SUPPLY_RULE[resource.kind]].append(resource.id)
    for code, resources in names.items():
        yield Reason(code=code, blocked=len(resources), examples=tuple(resources[:EXAMPLES]))


def _draws(instance: Instance, visit: int) -> Iterator[int]:
    """Give the resources a visit may draw on."""
    arrays = instance.arrays
    row = arrays.visit[visit]
    for ask in arrays.ask[row["ask_first"] : row["ask_stop"]]:
        yield from arrays.draw["resource"][ask["draw_first"] : ask["draw_stop"]].tolist()


def _busy_candidates(
    instance: Instance, search: Search, visit: int, first: int, last: int
) -> Iterator[Reason]:
    arrays = instance.arrays
    member, soonest, latest = int(arrays.visit[visit]["member_first"]), first, last
    need = arrays.need[arrays.visit[visit]["need"]]
    free_code = _why_free_is_not_enough(instance, visit)
    for role in range(need["role_first"], need["role_stop"]):
        row = arrays.role[role]
        soonest, latest = soonest + int(row["lag_min"]), latest + int(row["lag_max"])
        found = role_obstacles(search, role, member, soonest, latest)
        shifts = arrays.candidate["shift"][row["candidate_first"] : row["candidate_stop"]]
        member += int(row["count"])
        helper = arrays.shift["helper"][shifts]
        for obstacle in np.unique(found):
            # A helper counts once a rule, however many shifts it blocks.
            blocked = np.unique(helper[found == obstacle])
            place = int(role - need["role_first"])
            code = free_code if obstacle == FREE else OBSTACLES[obstacle]
            if code is Rule.AVAILABLE:
                names = [instance.scenario.resources[row].id for row in _draws(instance, visit)]
                yield Reason(
                    code=code, role=place, blocked=len(names), examples=tuple(names[:EXAMPLES])
                )
            else:
                yield helpers_reason(instance, code, place, blocked)


def _why_free_is_not_enough(instance: Instance, visit: int) -> Rule:
    """Name what keeps a visit out though helpers have a gap for it."""
    row = instance.arrays.visit[visit]
    if row["member_stop"] - row["member_first"] > 1:
        return Rule.SYNC
    return Rule.AVAILABLE if row["ask_first"] < row["ask_stop"] else Rule.BREAK
