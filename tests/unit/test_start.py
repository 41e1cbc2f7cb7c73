"""What remains of a plan that a solve begins with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from matcher.arrays import Solution
from matcher.check import check
from matcher.instance import compile_instance
from matcher.model import Limits, Pin, Project, ResourceKind, ResourceLine, Role
from matcher.retrace import solution_of
from matcher.solve import solve
from matcher.start import sound_start
from tests.unit.small import at, helper, need, planned, resource, rest, scenario, shift

NONE = Limits(max_seconds=None, max_iterations=0)
WHO = ("ann", "ann", "bob")
MADE = scenario(
    helpers=(helper("ann"), helper("bob")),
    needs=tuple(need(f"n{row}", place=at(10), required=(who,)) for row, who in enumerate(WHO)),
)


def remains(made, plan):
    """Name the needs still served of a plan."""
    solution = sound_start(compile_instance(made), plan)
    return set() if solution is None else names(made, solution)


def names(made, solution: Solution):
    return {made.needs[row].id for row in solution.served.nonzero()[0]}


def changed(made, name, **fields):
    """Change a helper or a need."""
    return replace(
        made,
        **{
            kind: tuple(
                replace(each, **fields) if each.id == name else each for each in getattr(made, kind)
            )
            for kind in ("helpers", "needs", "resources")
        },
    )


def test_all_remains_where_nothing_has_changed():
    assert remains(MADE, planned(MADE)) == {"n0", "n1", "n2"}


def test_who_has_left_serves_no_more():
    left = replace(MADE, helpers=MADE.helpers[1:], needs=MADE.needs[2:])
    assert remains(left, planned(MADE)) == {"n2"}


def test_a_visit_that_a_rule_now_forbids_is_left_out_alone():
    plan = planned(MADE)
    start = next(visit.start for visit in plan.visits if visit.need == "n1")
    pinned = replace(MADE, pins=(Pin(need="n1", start=start + 1),))
    assert remains(pinned, plan) == {"n0", "n2"}


def test_a_pin_that_is_left_out_stops_nothing():
    fewer = replace(MADE, needs=MADE.needs[:2])
    pinned = replace(MADE, pins=(Pin(need="n2"),))
    assert remains(pinned, planned(fewer)) == {"n0", "n1"}


def test_all_visits_of_a_shift_that_is_now_too_short_are_left_out():
    plan = planned(MADE)
    short = changed(MADE, "ann", shifts=(shift("ann-mon", end=525),))
    assert remains(short, plan) == {"n2"}


def test_all_who_draw_on_what_has_run_short_are_left_out():
    line = ResourceLine(resource="rice", quantity=2)
    made = changed(
        replace(MADE, resources=(resource("rice", ResourceKind.GOODS, 4),)), "n0", resources=(line,)
    )
    made = changed(made, "n2", resources=(line,))
    assert remains(made, planned(made)) == {"n0", "n1", "n2"}
    assert remains(changed(made, "rice", quantity=3), planned(made)) == {"n1"}


def test_all_visits_of_projects_are_left_out_where_a_budget_is_exceeded():
    project = Project(id="care", name="", budget=10_000)
    made = changed(replace(MADE, projects=(project,)), "n0", project="care")
    made = changed(changed(made, "ann", cost_per_hour=1200), "n2", project="care")
    plan = planned(made)
    assert remains(made, plan) == {"n0", "n1", "n2"}
    assert remains(replace(made, projects=(replace(project, budget=500),)), plan) == {"n1"}


def test_times_count_from_the_start_of_the_plan():
    tomorrow = scenario(days=2, needs=(need("n0"), need("n1", place=at(30))))
    plan = planned(tomorrow)
    sooner = replace(plan, start=plan.start - timedelta(minutes=30))
    before, after = (solution_of(compile_instance(tomorrow), each) for each in (plan, sooner))
    assert after.start.tolist() == [start - 30 for start in before.start.tolist()]
    assert after.member_start.tolist() == after.start.tolist()


def test_breaks_are_taken_as_planned_where_the_shift_still_has_them():
    made = scenario(
        helpers=(helper("ann", shift(breaks=(rest(480, 600, 20), rest(600, 720, 30)))),)
    )
    plan = planned(made)
    taken = [each.start for each in plan.routes[0].breaks]
    instance = compile_instance(made)
    assert solution_of(instance, plan).rest.tolist() == taken
    other = scenario(helpers=(helper("ann", shift(breaks=(rest(600, 720, 30),))),))
    assert solution_of(compile_instance(other), plan).rest.tolist() == taken[1:]


@pytest.mark.parametrize(("count", "left"), [(1, {"tea"}), (3, set())])
def test_a_crew_may_have_been_too_large_but_not_too_small(count, left):
    made = scenario(
        helpers=(helper("ann"), helper("bob"), helper("eve")), needs=(need(roles=(Role(count=2),)),)
    )
    assert remains(made, planned(made)) == {"tea"}
    assert remains(changed(made, "tea", roles=(Role(count=count),)), planned(made)) == left


def test_a_solve_goes_on_from_what_remains_and_serves_the_rest():
    plan = planned(replace(MADE, needs=MADE.needs[:2]))
    result = solve(MADE, limits=NONE, engine="search", start=plan)
    assert check(MADE, result.plan).ok
    assert {visit.need for visit in result.plan.visits} == {"n0", "n1", "n2"}
    assert [visit for visit in result.plan.visits if visit.need != "n2"] == list(plan.visits)
