"""Where a solve begins: what still holds of a plan made before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.arrays import Arrays, Bools, Ints, Solution
from matcher.build import build_plan
from matcher.check import Violation, check
from matcher.engines import Answer
from matcher.instance import Instance
from matcher.model import Ended, Plan, Rule, Unmet, UnmetKind
from matcher.objective import evaluate
from matcher.retrace import solution_of

NO_DIGEST = "0" * 64
"""Of a plan that nobody keeps."""


def sound_start(instance: Instance, plan: Plan) -> Solution | None:
    """Give what the rules allow of a plan; None if that is nothing.

    Visits named by the independent checker are left out until it is content; where it names none,
    all visits of the shifts, helpers or resources it names.

    Parameters
    ----------
    instance : Instance
    plan : Plan
        Of any scenario.

    Returns
    -------
    Solution or None
        It keeps every rule, but perhaps misses pins.
    """
    solution = solution_of(instance, plan)
    while solution.served.any():
        broken = _broken(instance, solution)
        if not broken:
            return solution
        fault = _at_fault(instance, solution, broken)
        if not fault.any():
            return None
        _leave_out(instance.arrays, solution, fault)
    return None


def _broken(instance: Instance, solution: Solution) -> Sequence[Violation]:
    """Give the rules that a solution breaks, other than pins that it leaves out."""
    scenario, visit = instance.scenario, instance.arrays.visit
    unmet = tuple(
        Unmet(
            need=scenario.needs[visit["need"][row]].id,
            occurrence=int(visit["occurrence"][row]),
            kind=UnmetKind.NO_ROOM,
        )
        for row in np.flatnonzero(~solution.served).tolist()
    )
    misses_pins = bool((visit["pinned"] * ~solution.served).any())
    ended = Ended.INFEASIBLE_PINS if misses_pins else Ended.CANCELLED
    plan = build_plan(
        instance,
        Answer(solution=solution, ended=ended, iterations=0),
        score=evaluate(instance, solution),
        unmet=unmet,
        digest=NO_DIGEST,
        engine="",
        seed=0,
    )
    return check(scenario, plan).violations


def _at_fault(instance: Instance, solution: Solution, broken: Sequence[Violation]) -> Bools:
    """Say which served visits to leave out: of what is named, what concerns the fewest."""
    for named in (_visits_named, _visits_of_people, _visits_of_resources, _visits_of_projects):
        fault = named(instance, solution, broken) & solution.served
        if fault.any():
            return fault
    return np.zeros(len(solution.served), np.bool_)


def _visits_named(instance: Instance, _: Solution, broken: Sequence[Violation]) -> Bools:
    named = {(each.need, each.occurrence) for each in broken}
    visit, needs = instance.arrays.visit, instance.scenario.needs
    keys = zip(visit["need"].tolist(), visit["occurrence"].tolist(), strict=True)
    found = [not named.isdisjoint({(needs[row].id, n), (needs[row].id, None)}) for row, n in keys]
    return np.array(found, np.bool_)


def _visits_of_people(instance: Instance, solution: Solution, broken: Sequence[Violation]) -> Bools:
    named = {(each.helper, each.shift) for each in broken}
    helpers = instance.scenario.helpers
    owned = [(helper.id, shift.id) for helper in helpers for shift in helper.shifts]
    rows = [row for row, (who, at) in enumerate(owned) if named & {(who, at), (who, None)}]
    return _holding(instance.arrays.member["visit"][np.isin(solution.shift, rows)], solution)


def _visits_of_resources(
    instance: Instance, solution: Solution, broken: Sequence[Violation]
) -> Bools:
    named = {each.resource for each in broken}
    rows = [row for row, each in enumerate(instance.scenario.resources) if each.id in named]
    draw = instance.arrays.draw
    drawn = np.isin(draw["resource"], rows) & (solution.given > 0)
    return _holding(draw["visit"][drawn], solution)


def _visits_of_projects(instance: Instance, _: Solution, broken: Sequence[Violation]) -> Bools:
    """Give the visits that projects pay for: whose budget is exceeded is not said."""
    arrays = instance.arrays
    paid = arrays.need["project"][arrays.visit["need"]] >= 0
    return np.asarray(paid & any(each.rule is Rule.PROJECT_BUDGET for each in broken))


def _holding(visits: Ints, solution: Solution) -> Bools:
    holding = np.zeros(len(solution.served), np.bool_)
    holding[visits] = True
    return holding


def _leave_out(arrays: Arrays, solution: Solution, visits: Bools) -> None:
    """Serve some visits no more."""
    solution.served[visits] = False
    solution.shift[visits[arrays.member["visit"]]] = -1
    solution.given[visits[arrays.draw["visit"]]] = 0
    shift = arrays.shift
    of_rest = np.repeat(np.arange(len(shift)), shift["rest_stop"] - shift["rest_first"])
    solution.rest[~np.isin(of_rest, solution.shift)] = -1
