"""From a plan of the whole to one of a part, and back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from matcher.check import Violation, check
from matcher.model import Ended, Plan, Route, Rule, Scenario, Unmet, UnmetKind, Visit
from matcher.model.ladder import escalations
from matcher.replan.cut import Part, Piece
from matcher.replan.desk import Key


def within(part: Part, plan: Plan) -> Plan:
    """Give what a plan of the whole says of a part, to begin with."""
    themselves = {name for name, piece in part.pieces.items() if piece.visit is None}
    moving = {
        piece.need.id: piece
        for piece in part.pieces.values()
        if piece.visit is not None and piece.starts is None
    }
    visits = [visit for visit in plan.visits if visit.need in themselves]
    visits += [
        _written_as(moving[visit.need], visit) for visit in plan.visits if visit.need in moving
    ]
    visits += [
        _written_as(piece, piece.visit)
        for piece in part.pieces.values()
        if piece.visit is not None and piece.starts is not None
    ]
    allocations = [one for one in plan.allocations if one.need in themselves]
    allocations += [
        replace(one, need=piece.need.id, occurrence=0, line=line)
        for piece in part.pieces.values()
        for line, one in enumerate(piece.draws)
    ]
    return replace(plan, visits=tuple(visits), allocations=tuple(allocations))


def merged(scenario: Scenario, plan: Plan, part: Part, found: Plan) -> Plan:
    """Put the plan of a part into that of the whole.

    Parameters
    ----------
    scenario : Scenario
        The whole as it is now.
    plan : Plan
        Of the whole as it was.
    part : Part
    found : Plan
        Of the part.

    Returns
    -------
    Plan
        With the score of the old one; see `judged`.
    """
    order = {need.id: row for row, need in enumerate(scenario.needs)}
    times = {need.id: need.recurrence.times if need.recurrence else 1 for need in scenario.needs}
    resource = {one.id: row for row, one in enumerate(scenario.resources)}
    loose = {piece.key(0)[0] for piece in part.pieces.values() if piece.starts is None}

    def stays(need: str, occurrence: int) -> bool:
        return need not in loose and occurrence < times.get(need, 0)

    visits = [one for one in plan.visits if stays(one.need, one.occurrence)]
    unmet = [one for one in plan.unmet if stays(one.need, one.occurrence)]
    allocations = [one for one in plan.allocations if stays(one.need, one.occurrence)]
    visits += [
        _written_back(part.pieces[one.need], one) for one in found.visits if one.need in loose
    ]
    visits.sort(key=lambda one: (order[one.need], one.occurrence))
    unmet += [_missed(part.pieces[one.need], one) for one in found.unmet if one.need in loose]
    allocations += [one for one in found.allocations if one.need in loose]
    return replace(
        plan,
        visits=tuple(visits),
        routes=_routes(scenario, plan, part, found),
        allocations=tuple(
            sorted(
                allocations,
                key=lambda one: (
                    order[one.need],
                    one.occurrence,
                    one.line,
                    resource[one.resource],
                ),
            )
        ),
        unmet=tuple(sorted(unmet, key=lambda one: (order[one.need], one.occurrence))),
        escalations=escalations(scenario, visits),
        bound=None,
        ended=_ended(scenario, found, {(one.need, one.occurrence) for one in visits}),
        engine=found.engine,
        seed=found.seed,
        iterations=found.iterations,
    )


def judged(scenario: Scenario, plan: Plan) -> tuple[Plan, Sequence[Violation]]:
    """Let the independent checker score a plan, and give the rules it breaks."""
    report = check(scenario, plan)
    broken = [one for one in report.unexcused(plan) if one.rule is not Rule.SCORE]
    return replace(plan, score=report.score), broken


def _ended(scenario: Scenario, found: Plan, served: Collection[Key]) -> Ended:
    """Say how it ended: the part has pins of its own, which the whole has not."""
    if any((pin.need, pin.occurrence) not in served for pin in scenario.pins):
        return Ended.INFEASIBLE_PINS
    return Ended.COMPLETED if found.ended is Ended.INFEASIBLE_PINS else found.ended


def _written_as(piece: Piece, visit: Visit) -> Visit:
    """Write a visit of the whole as a piece's."""
    roles = {(one.role, one.helper): role for role, one in enumerate(piece.crew)}
    crew = tuple(
        replace(one, role=roles[one.role, one.helper])
        for one in visit.crew
        if (one.role, one.helper) in roles
    )
    start = visit.start if piece.starts is None else piece.starts
    return replace(visit, need=piece.need.id, occurrence=0, start=start, crew=crew)


def _written_back(piece: Piece, visit: Visit) -> Visit:
    crew = (replace(one, role=piece.role(one.role)) for one in visit.crew)
    need, occurrence = piece.key(visit.occurrence)
    ordered = tuple(sorted(crew, key=lambda one: (one.role, one.helper)))
    return replace(visit, need=need, occurrence=occurrence, crew=ordered)


def _missed(piece: Piece, unmet: Unmet) -> Unmet:
    # A visit that had a place has been given up for others; its reasons are those of the part.
    if piece.visit is None:
        return unmet
    return Unmet(need=unmet.need, occurrence=unmet.occurrence, kind=UnmetKind.NOT_WORTH_IT)


def _routes(scenario: Scenario, plan: Plan, part: Part, found: Plan) -> tuple[Route, ...]:
    routes = [route for route in plan.routes if route.helper not in part.helpers]
    routes += [_route_back(part, route) for route in found.routes]
    places = {
        shift.id: place
        for place, shift in enumerate(s for helper in scenario.helpers for s in helper.shifts)
    }
    return tuple(sorted(routes, key=lambda route: places[route.shift]))


def _route_back(part: Part, route: Route) -> Route:
    stops = []
    for stop in route.stops:
        piece = part.pieces[stop.need]
        need, occurrence = piece.key(stop.occurrence)
        stops.append(replace(stop, need=need, occurrence=occurrence, role=piece.role(stop.role)))
    return replace(route, stops=tuple(stops))
