"""A solution put together by hand, written as a plan."""

from __future__ import annotations

from matcher.arrays import empty_solution
from matcher.build import build_plan
from matcher.check import check
from matcher.engines import Answer
from matcher.formats import digest
from matcher.instance import compile_instance
from matcher.model import (
    Allocation,
    Assignment,
    Ended,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Role,
    Route,
    Stop,
    TakenBreak,
    Unmet,
    UnmetKind,
    Visit,
)
from matcher.objective import evaluate
from tests.unit.small import answer, at, helper, need, resource, rest, scenario, shift, take_breaks


def written(made, solution_of):
    instance = compile_instance(made)
    solution = solution_of(instance)
    served = solution.served
    unmet = tuple(
        Unmet(
            need=made.needs[visit["need"]].id,
            occurrence=int(visit["occurrence"]),
            kind=UnmetKind.NO_ROOM,
        )
        for visit, is_served in zip(instance.arrays.visit, served, strict=True)
        if not is_served
    )
    plan = build_plan(
        instance,
        Answer(solution=solution, ended=Ended.COMPLETED, iterations=7, bound=(0, 0, 0)),
        score=evaluate(instance, solution),
        unmet=unmet,
        digest=digest(made),
        engine="hand",
        seed=5,
    )
    assert [str(each) for each in check(made, plan).violations] == []
    return plan


def test_a_route_travels_as_late_as_it_can_and_home_as_soon():
    breaks = rest(520, 600, 20), rest(600, 720, 10)
    made = scenario(
        helpers=(helper("ann", shift(breaks=breaks)),),
        needs=(need("a", place=at(5)), need("b", place=at(8)), need("c")),
    )

    def by_hand(instance):
        solution = answer(instance, (0, [(0, 490)]), (1, [(0, 560)]))
        take_breaks(solution, 540, 600)
        return solution

    plan = written(made, by_hand)
    assert plan.routes == (
        Route(
            helper="ann",
            shift="ann-mon",
            stops=(
                Stop(need="a", role=0, depart=485, arrive=490, start=490, end=520, metres=500),
                Stop(need="b", role=0, depart=537, arrive=540, start=560, end=590, metres=300),
            ),
            breaks=(TakenBreak(start=540, end=560), TakenBreak(start=600, end=610)),
            return_depart=590,
            back=598,
            return_metres=800,
        ),
    )
    assert [(each.need, each.occurrence) for each in plan.unmet] == [("c", 0)]


def test_a_crew_stands_in_order_of_role_and_name():
    people = helper("cid"), helper("bob"), helper("ann")
    roles = Role(minutes=20), Role(count=2, minutes=50)
    made = scenario(helpers=people, needs=(need(roles=roles, recurrence=Recurrence(times=1)),))
    plan = written(made, lambda instance: answer(instance, (0, [(2, 500), (0, 500), (1, 500)])))

    def member(role, name, end):
        return Assignment(role=role, helper=name, shift=f"{name}-mon", start=500, end=end)

    assert plan.visits == (
        Visit(
            need="tea",
            start=500,
            end=550,
            crew=(member(0, "ann", 520), member(1, "bob", 550), member(1, "cid", 550)),
        ),
    )
    assert [route.helper for route in plan.routes] == ["cid", "bob", "ann"]


def test_allocations_end_when_what_is_lent_comes_back():
    goods, chair = ResourceKind.GOODS, ResourceKind.EQUIPMENT
    lines = (
        ResourceLine(item="rice", quantity=2),
        ResourceLine(item="chair", quantity=1),
        ResourceLine(item="chair", quantity=1, hold=90),
    )
    made = scenario(
        resources=(resource("rice", goods, 9), resource("chair", chair, 2)),
        needs=(need(roles=(), minutes=15, resources=lines),),
    )

    def by_hand(instance):
        solution = empty_solution(instance.arrays)
        solution.served[0], solution.start[0] = True, 700
        solution.given[:] = (2, 1, 1)
        return solution

    plan = written(made, by_hand)
    assert plan.visits == (Visit(need="tea", start=700, end=715),)
    assert plan.allocations == (
        Allocation(resource="rice", need="tea", line=0, quantity=2, start=700, end=700),
        Allocation(resource="chair", need="tea", line=1, quantity=1, start=700, end=715),
        Allocation(resource="chair", need="tea", line=2, quantity=1, start=700, end=790),
    )


def test_how_the_run_ended_is_written_down():
    made = scenario()
    plan = written(made, lambda instance: empty_solution(instance.arrays))
    assert (plan.scenario, plan.start, plan.digest) == ("small", made.start, digest(made))
    assert (plan.ended, plan.iterations, plan.bound) == (Ended.COMPLETED, 7, (0, 0, 0))
    assert (plan.engine, plan.seed) == ("hand", 5)
    assert plan.visits == plan.routes == plan.allocations == ()
