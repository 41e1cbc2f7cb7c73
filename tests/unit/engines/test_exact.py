"""What the exact engine proves where the best plan is plain to see, and what it says otherwise."""

from __future__ import annotations

import pytest

from matcher.engines.exact import ExactEngine
from matcher.instance import compile_instance
from matcher.model import (
    Ended,
    Lag,
    Limits,
    PastVisit,
    Pin,
    Policy,
    Project,
    PublishedVisit,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Role,
    Term,
    TermName,
    Window,
)
from matcher.solve import solve
from tests.unit.small import at, helper, need, resource, rest, scenario, shift


def proved(made):
    limits = Limits(max_seconds=None, max_iterations=50)
    plan = solve(made, limits=limits, engine="exact").plan
    assert plan.ended is Ended.OPTIMAL
    assert plan.bound == plan.score.totals
    return plan


def only(*terms):
    """Count coverage first, then one term after the other."""
    names = (TermName.COVERAGE, *terms)
    return Policy(terms=tuple(Term(name=name, level=level) for level, name in enumerate(names, 1)))


CASES = {
    TermName.COVERAGE: ({"needs": (need(priority=2), need("gone", required=("ann",)))}, 0),
    TermName.TRAVEL_TIME: ({"needs": (need("a", place=at(3)), need("b", place=at(5)))}, 10),
    TermName.TRAVEL_DISTANCE: ({"needs": (need(place=at(4)),)}, 800),
    TermName.LATENESS: (
        {
            "needs": (
                need("a", windows=(Window(start=480, end=480),)),
                need("b", windows=(Window(start=480, end=480, soft=True, late_cost=2),)),
            )
        },
        60,
    ),
    TermName.MAX_LATENESS: (
        {
            "needs": tuple(
                need(name, windows=(Window(start=480, end=480, soft=True),)) for name in "abc"
            )
        },
        60,
    ),
    TermName.WAITING: (
        {
            "needs": (
                need("a", windows=(Window(start=480, end=480),)),
                need("b", windows=(Window(start=600, end=600),)),
            )
        },
        90,
    ),
    TermName.MAX_IDLE: (
        {
            "needs": tuple(
                need(str(start), windows=(Window(start=start, end=start),))
                for start in (480, 520, 580)
            )
        },
        30,
    ),
    TermName.OVERTIME: (
        {
            "helpers": (helper("ann", shift("ann-mon", 480, 500, max_overtime=30)),),
        },
        10,
    ),
    TermName.PAY: ({"helpers": (helper(cost_per_hour=600),), "needs": (need(place=at(15)),)}, 600),
    TermName.BALANCE: ({"needs": (need("a"), need("b"))}, 60),
    TermName.PREFERENCES: (
        {
            "needs": (need(preferred=("bob",), required=("ann",)),),
            "helpers": (helper("ann"), helper("bob")),
        },
        1,
    ),
    TermName.NO_SHOWS: (
        {
            "needs": (
                need("a", priority=2, windows=(Window(start=480, end=480),)),
                need("b", priority=4, windows=(Window(start=480, end=480),)),
            ),
            "helpers": (helper("ann", reliability=0.5), helper("bob", reliability=0.9)),
        },
        2 * 500 + 8 * 100,
    ),
    TermName.CONTINUITY: (
        {
            "needs": (need(history=(PastVisit(helper="bob"),), required=("ann",)),),
            "helpers": (helper("ann"), helper("bob")),
        },
        1,
    ),
    TermName.FAIRNESS: (
        {
            "needs": (
                need("a", windows=(Window(start=480, end=480),)),
                need("b", windows=(Window(start=490, end=490),)),
            )
        },
        500,
    ),
    TermName.MISSED_BREAKS: (
        {
            "helpers": (
                helper("ann", shift("s", 480, 510, breaks=(rest(480, 510, 10, mandatory=False),))),
            )
        },
        10,
    ),
    TermName.SHORTFALL: (
        {
            "needs": (need(resources=(ResourceLine(item="rice", quantity=4, all_or_none=False),)),),
            "resources": (resource("rice", ResourceKind.GOODS, 3),),
        },
        25,
    ),
    TermName.DISRUPTION: (
        {"published": (PublishedVisit(need="tea", start=470, helpers=("ann",)),)},
        1,
    ),
}


@pytest.mark.parametrize("term", CASES)
def test_each_term_is_proved_to_its_least_value(term):
    fields, value = CASES[term]
    made = scenario(policy=only(*({term} - {TermName.COVERAGE})), **fields)
    assert proved(made).score.totals[-1] == value


def test_a_crew_starts_together_and_a_second_role_after_its_lag():
    roles = Role(count=2), Role(lag=Lag(min=60, max=90))
    people = helper("ann"), helper("bob"), helper("cid")
    (visit,) = proved(scenario(helpers=people, needs=(need(roles=roles),))).visits
    first, second, third = visit.crew
    assert first.start == second.start
    assert first.start + 60 <= third.start <= first.start + 90


def test_occurrences_keep_their_gap_and_predecessors_their_order():
    people = (
        helper("ann", *(shift(f"d{day}", 1440 * day + 480, 1440 * day + 720) for day in range(5))),
    )
    often = need("often", recurrence=Recurrence(times=3, min_gap_days=2))
    later = need("later", after=("often",))
    plan = proved(scenario(days=5, helpers=people, needs=(often, later)))
    days = [visit.start // 1440 for visit in plan.visits if visit.need == "often"]
    assert days == [0, 2, 4]
    (last,) = (visit for visit in plan.visits if visit.need == "later")
    assert last.start >= max(visit.end for visit in plan.visits if visit.need == "often")


def test_a_mandatory_break_and_a_limit_leave_room_for_less():
    rested = helper("ann", shift("s", 480, 605, breaks=(rest(530, 560, 30),)))
    needs = tuple(need(f"n{row}", minutes=45) for row in range(3))
    assert len(proved(scenario(helpers=(rested,), needs=needs)).visits) == 2
    limited = helper("ann", max_minutes_day=50)
    assert len(proved(scenario(helpers=(limited,), needs=needs)).visits) == 1


def test_stock_a_budget_and_continuity_leave_room_for_less():
    rice = ResourceLine(item="rice", quantity=2)
    needs = tuple(need(name, resources=(rice,), project="fund") for name in "ab")
    made = {
        "needs": needs,
        "resources": (resource("rice", ResourceKind.GOODS, 4),),
        "projects": (Project(id="fund", budget=500),),
        "helpers": (helper(cost_per_hour=1000),),
    }
    assert len(proved(scenario(**made)).visits) == 1
    made["projects"] = (Project(id="fund", budget=1000),)
    assert len(proved(scenario(**made)).visits) == 2
    made["resources"] = (resource("rice", ResourceKind.GOODS, 3),)
    assert len(proved(scenario(**made)).visits) == 1


def test_pins_that_shut_each_other_out_are_said_to():
    pins = tuple(Pin(need=name, start=500, helpers=("ann",)) for name in "ab")
    made = scenario(needs=(need("a"), need("b")), pins=pins)
    plan = solve(made, limits=Limits(max_seconds=20), engine="exact").plan
    assert (plan.ended, len(plan.visits), plan.bound) == (Ended.INFEASIBLE_PINS, 1, (4, 500, 1500))


def many():
    """Too much to prove in a moment."""
    people = tuple(helper(f"h{row}", home=at(4 * row)) for row in range(6))
    needs = tuple(need(f"n{row}", place=at(7 * row % 60), minutes=25) for row in range(40))
    return scenario(helpers=people, needs=needs)


def test_the_clock_ends_a_proof_and_what_is_proved_is_kept():
    plan = solve(many(), limits=Limits(max_seconds=1.0), engine="exact").plan
    assert plan.ended is Ended.TIME_LIMIT
    assert plan.visits
    assert plan.bound is None or plan.bound <= plan.score.totals


def test_a_stop_keeps_the_best_so_far():
    told = []
    plan = solve(
        many(),
        limits=Limits(max_seconds=3600),
        engine="exact",
        listen=told.append,
        stop=lambda: bool(told),
    ).plan
    assert plan.ended is Ended.CANCELLED
    assert plan.visits


def test_what_is_too_large_is_refused_with_its_size():
    instance = compile_instance(many())
    assert ExactEngine().unsupported(instance) is None
    assert ExactEngine(most_members=10).unsupported(instance) == "40 places in crews, at most 10"
    assert "ways between stops, at most 99" in ExactEngine(most_arcs=99).unsupported(instance)
