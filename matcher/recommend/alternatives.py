"""Who else could serve a visit that is in the plan, and when else."""

from __future__ import annotations

from dataclasses import replace

from matcher.arrays import Solution, routes_of
from matcher.arrays.timeline import route_travel
from matcher.instance import Instance
from matcher.model import Plan, Scenario, Visit
from matcher.objective import measure, totals
from matcher.recommend.best import APART
from matcher.recommend.desk import Desk, NoSuchVisit
from matcher.recommend.query import Way
from matcher.recommend.records import Change, Fit, TermChange
from matcher.retrace import solution_of


def alternatives(
    scenario: Scenario, plan: Plan, need: str, occurrence: int, *, most: int = 3
) -> tuple[Fit, tuple[Fit, ...]]:
    """Take a visit out of a plan, and find the best ways to put it in.

    Every other visit stays where it is.

    Parameters
    ----------
    scenario : Scenario
        One without errors.
    plan : Plan
        Of this scenario; one that breaks no rule.
    need : str
    occurrence : int
    most : int
        How many others at most.

    Returns
    -------
    Fit
        The way that the plan has; its change is what serving the visit so adds to the score.
    tuple of Fit
        Others, the best first, ranked from 1; their change is against the way that the plan has.

    Raises
    ------
    NoSuchVisit
        If the plan does not serve such a visit.
    """
    visit = next(
        (one for one in plan.visits if (one.need, one.occurrence) == (need, occurrence)), None
    )
    if visit is None:
        raise NoSuchVisit(need)
    desk = Desk(scenario, _without(plan, visit))
    now = _present(desk.instance, solution_of(desk.instance, plan), desk.solution, visit)
    present, *others = desk.ways_beside(now, need, occurrence, most=most + 1)
    kept = [one for one in others if not _is_like(one, present)][:most]
    return present, tuple(
        replace(one, rank=rank, change=_against(one.change, present.change))
        for rank, one in enumerate(kept, start=1)
    )


def _without(plan: Plan, visit: Visit) -> Plan:
    """Give a plan without one visit and what it draws; its routes are told by its visits."""
    key = visit.need, visit.occurrence
    return replace(
        plan,
        visits=tuple(one for one in plan.visits if one is not visit),
        allocations=tuple(one for one in plan.allocations if (one.need, one.occurrence) != key),
    )


def _present(instance: Instance, solution: Solution, without: Solution, visit: Visit) -> Way:
    """Give the way that a plan has."""
    arrays = instance.arrays
    row = next(at for at, one in enumerate(instance.scenario.needs) if one.id == visit.need)
    own = arrays.visit[int(arrays.need["visit_first"][row]) + visit.occurrence]
    members = slice(int(own["member_first"]), int(own["member_stop"]))
    shifts = solution.shift[members].tolist()
    before, after = routes_of(arrays, without), routes_of(arrays, solution)
    values = measure(arrays, solution) - measure(arrays, without)
    return Way(
        start=visit.start,
        shifts=tuple(shifts),
        starts=tuple(solution.member_start[members].tolist()),
        travel=tuple(
            route_travel(arrays, after, shift)[0] - route_travel(arrays, before, shift)[0]
            for shift in shifts
        ),
        moved=(),
        totals=tuple(totals(arrays, values).tolist()),
        values=tuple(values.tolist()),
    )


def _is_like(one: Fit, present: Fit) -> bool:
    """Say whether a way is the one that the plan has, or a like one that is no better."""
    crews = [sorted(place.helper for place in fit.crew) for fit in (one, present)]
    near = crews[0] == crews[1] and abs(one.start - present.start) < APART
    return near and one.change.totals >= present.change.totals


def _against(change: Change, present: Change) -> Change:
    before = {term.name: term.change for term in present.terms}
    after = {term.name: term.change for term in change.terms}
    names = [*before, *(name for name in after if name not in before)]
    found = ((name, after.get(name, 0) - before.get(name, 0)) for name in names)
    return Change(
        totals=tuple(a - b for a, b in zip(change.totals, present.totals, strict=True)),
        terms=tuple(TermChange(name=name, change=value) for name, value in found if value),
    )
