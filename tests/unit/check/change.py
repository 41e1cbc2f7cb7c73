"""Ways to write a plan down briefly, and to vary it and its scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from matcher.check import check
from matcher.model import Allocation, Assignment, Plan, Route, Scenario, Stop, Visit


def visit(need: str, start: int, end: int, *crew: tuple[int, str, int, int]) -> Visit:
    """Give a served visit; a member is a role, a shift, a start and an end."""
    return Visit(
        need=need,
        start=start,
        end=end,
        crew=tuple(
            Assignment(role=role, helper=shift.split("-")[0], shift=shift, start=begin, end=done)
            for role, shift, begin, done in crew
        ),
    )


def stop(need: str, role: int, depart: int, arrive: int, start: int, end: int) -> Stop:
    """Give a stop, 70 metres for each minute of travel to it."""
    return Stop(
        need=need,
        role=role,
        depart=depart,
        arrive=arrive,
        start=start,
        end=end,
        metres=70 * (arrive - depart),
    )


def route(shift: str, return_depart: int, back: int, *stops: Stop) -> Route:
    """Give the route of a shift, 70 metres for each minute of the return."""
    return Route(
        helper=shift.split("-", maxsplit=1)[0],
        shift=shift,
        stops=stops,
        return_depart=return_depart,
        back=back,
        return_metres=70 * (back - return_depart),
    )


def given(resource: str, need: str, line: int, quantity: int, start: int, end: int) -> Allocation:
    """Give an allocation."""
    return Allocation(
        resource=resource, need=need, line=line, quantity=quantity, start=start, end=end
    )


def scored(scenario: Scenario, plan: Plan) -> Plan:
    """Give the plan with the score that the checker finds, so that only other rules can fail."""
    return replace(plan, score=check(scenario, plan).score)


def changed(scenario: Scenario, table: str, name: str, **changes: Any) -> Scenario:
    """Change one record of one of the scenario's tables."""
    records = tuple(
        replace(record, **changes) if record.id == name else record
        for record in getattr(scenario, table)
    )
    return replace(scenario, **{table: records})


def with_shift(scenario: Scenario, name: str, **changes: Any) -> Scenario:
    """Change one shift."""
    helper = name.split("-", maxsplit=1)[0]
    shifts = next(each.shifts for each in scenario.helpers if each.id == helper)
    return changed(
        scenario,
        "helpers",
        helper,
        shifts=tuple(replace(each, **changes) if each.id == name else each for each in shifts),
    )


def with_visit(plan: Plan, position: int, **changes: Any) -> Plan:
    """Change one visit of the plan."""
    return replace(plan, visits=_at(plan.visits, position, **changes))


def with_route(plan: Plan, position: int, **changes: Any) -> Plan:
    """Change one route of the plan."""
    return replace(plan, routes=_at(plan.routes, position, **changes))


def with_stop(plan: Plan, route: int, position: int, **changes: Any) -> Plan:
    """Change one stop of the plan."""
    return with_route(plan, route, stops=_at(plan.routes[route].stops, position, **changes))


def with_allocation(plan: Plan, position: int, **changes: Any) -> Plan:
    """Change one allocation of the plan."""
    return replace(plan, allocations=_at(plan.allocations, position, **changes))


def _at(records: tuple[Any, ...], position: int, **changes: Any) -> tuple[Any, ...]:
    before, after = records[:position], records[position + 1 :]
    return (*before, replace(records[position], **changes), *after)
