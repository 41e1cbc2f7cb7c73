"""What the flow engine proves where the best plan is plain to see, and what it refuses."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from matcher.engines import UnsupportedScenario, choose
from matcher.engines.flow import FlowEngine, network
from matcher.engines.flow.network import Network, descend
from matcher.instance import compile_instance
from matcher.model import (
    Ended,
    HelperKind,
    Limits,
    Objective,
    PastVisit,
    Pin,
    Policy,
    Project,
    PublishedVisit,
    Recurrence,
    ResourceKind,
    ResourceLine,
    Role,
    Rule,
    Term,
    TermName,
    Window,
    WindowBounds,
)
from matcher.solve import solve
from tests.unit.small import at, helper, need, resource, rest, scenario, shift


def only(*terms, weight=1):
    """Count coverage first, then one term after the other."""
    names = (TermName.COVERAGE, *terms)
    return Policy(
        terms=tuple(
            Term(name=name, level=level, weight=weight) for level, name in enumerate(names, 1)
        )
    )


def single(name="ann", **fields):
    """Give a helper with a shift of one visit."""
    return helper(name, shift(f"{name}-mon", max_visits=1), **fields)


def week(name="ann", days=3, **fields):
    """Give a helper with a shift of one visit on each day."""
    starts = [1440 * day + 480 for day in range(days)]
    shifts = (shift(f"{name}-{start}", start, start + 240, max_visits=1) for start in starts)
    return helper(name, *shifts, **fields)


def small(*terms, **fields):
    return scenario(**{"policy": only(*terms), "helpers": (single(),)} | fields)


def proved(made):
    plan = solve(made, limits=Limits(max_seconds=20), engine="flow").plan
    assert plan.ended is Ended.OPTIMAL
    assert plan.bound == plan.score.totals
    return plan


def refusal(made):
    return FlowEngine().unsupported(compile_instance(made))


CASES = {
    TermName.COVERAGE: ({"needs": (need("a", priority=2), need("b", priority=3))}, 2),
    TermName.LATENESS: ({"needs": (need(windows=(Window(start=470, end=475, soft=True),)),)}, 5),
    TermName.CONTINUITY: (
        {
            "helpers": (single("ann"), single("bob", home=at(9))),
            "needs": (need(history=(PastVisit(helper="bob"),)),),
        },
        0,
    ),
    TermName.PREFERENCES: (
        {"helpers": (single("ann"), single("bob")), "needs": (need(preferred=("bob",)),)},
        0,
    ),
    TermName.TIER: (
        {
            "needs": tuple(
                need(
                    name,
                    roles=(Role(kinds=(HelperKind.SOCIAL_WORKER, HelperKind.VOLUNTEER)),),
                )
                for name in "ab"
            ),
            "helpers": (
                single("ann"),
                single("bob", kind=HelperKind.SOCIAL_WORKER),
                single("cid"),
            ),
        },
        1,
    ),
    TermName.NO_SHOWS: (
        {
            "helpers": (single("ann", reliability=0.5), single("bob", reliability=0.9)),
            "needs": (need("a", priority=2), need("b", priority=4)),
        },
        2 * 500 + 8 * 100,
    ),
    TermName.TRAVEL_TIME: (
        {
            "needs": (need("a", place=at(10)), need("b", place=at(20))),
            "helpers": (single("ann"), single("bob", home=at(12))),
        },
        36,
    ),
    TermName.TRAVEL_DISTANCE: ({"needs": (need(place=at(4)),)}, 800),
    TermName.OVERTIME: (
        {"helpers": (helper("ann", shift(end=500, max_overtime=30, max_visits=1)),)},
        10,
    ),
    TermName.PAY: (
        {"helpers": (single(cost_per_hour=600),), "needs": (need(place=at(15)),)},
        600,
    ),
    TermName.DISRUPTION: (
        {
            "helpers": (single("ann"), single("bob")),
            "published": (PublishedVisit(need="tea", start=470, helpers=("bob", "ann"), weight=5),),
        },
        10,
    ),
    TermName.WAITING: ({"needs": (need("a"), need("b"))}, 0),
    TermName.MAX_IDLE: ({"needs": (need("a"), need("b"))}, 0),
    TermName.SHORTFALL: ({}, 0),
    TermName.MAX_LATENESS: ({"needs": (need(windows=(Window(start=480, end=480),)),)}, 0),
    TermName.MISSED_BREAKS: (
        {"helpers": (helper("ann", shift(max_visits=1, breaks=(rest(480, 540, 30),))),)},
        0,
    ),
}


@pytest.mark.parametrize("term", CASES)
def test_each_term_is_proved_to_its_least_value(term):
    fields, value = CASES[term]
    assert proved(small(*({term} - {TermName.COVERAGE}), **fields)).score.totals[-1] == value


def test_a_higher_level_decides_and_in_a_sum_the_weights():
    fields = {
        "helpers": (single("ann"), single("bob", home=at(20))),
        "needs": (need(preferred=("bob",)),),
    }
    terms = TermName.PREFERENCES, TermName.TRAVEL_TIME
    assert proved(small(*terms, **fields)).score.totals == (0, 0, 40)
    summed = Policy(
        objective=Objective.WEIGHTED_SUM,
        terms=(
            Term(name=TermName.COVERAGE, level=1, weight=20),
            Term(name=TermName.PREFERENCES, level=2, weight=39),
            Term(name=TermName.TRAVEL_TIME, level=3),
        ),
    )
    assert proved(scenario(policy=summed, **fields)).score.totals == (39,)


def test_the_best_start_is_chosen_level_by_level():
    windows = Window(start=480, end=480, soft=True, late_cost=1), Window(start=700, end=710)
    fields = {
        "needs": (need(place=at(5), windows=windows),),
        "helpers": (helper("ann", shift(max_visits=1, max_overtime=30)),),
    }
    late_last = proved(small(TermName.OVERTIME, TermName.LATENESS, **fields))
    assert (late_last.visits[0].start, late_last.score.totals) == (485, (0, 0, 5))
    late_first = proved(small(TermName.LATENESS, TermName.OVERTIME, **fields))
    assert (late_first.visits[0].start, late_first.score.totals) == (700, (0, 0, 15))


def test_a_published_start_is_kept_where_it_costs_nothing_above():
    told = {"published": (PublishedVisit(need="tea", start=600),)}
    assert proved(small(TermName.DISRUPTION, **told)).visits[0].start == 600
    overdue = {"needs": (need(due=590),)} | told
    plan = proved(small(TermName.LATENESS, TermName.DISRUPTION, **overdue))
    assert (plan.visits[0].start, plan.score.totals) == (480, (0, 0, 1))


@pytest.mark.parametrize(
    ("end", "bounds", "served"),
    [
        (485, WindowBounds.START, 1),
        (484, WindowBounds.START, 0),
        (485, WindowBounds.ALL_STARTS, 1),
        (484, WindowBounds.ALL_STARTS, 0),
        (515, WindowBounds.SERVICE, 1),
        (514, WindowBounds.SERVICE, 0),
    ],
)
def test_windows_bound_what_they_say(end, bounds, served):
    window = Window(start=480, end=end, bounds=bounds)
    made = small(needs=(need(place=at(5), windows=(window,)),))
    assert len(proved(made).visits) == served


def test_a_project_has_its_period():
    made = {"needs": (need(project="fund"),)}
    late = Project(id="fund", start=600)
    assert proved(small(projects=(late,), **made)).visits[0].start == 600
    assert not proved(small(projects=(Project(id="fund", end=500),), **made)).visits


def test_a_single_occurrence_keeps_its_gap_to_the_past():
    past = PastVisit(helper="ann", day=scenario().start.date())
    made = need(history=(past,), recurrence=Recurrence(times=1, min_gap_days=2))
    plan = proved(small(days=3, helpers=(week(),), needs=(made,)))
    assert plan.visits[0].start == 2 * 1440 + 480


@pytest.mark.parametrize(
    ("limits", "most"),
    [
        ({}, 3),
        ({"max_minutes_week": 75}, 2),
        ({"max_minutes_week": 59}, 1),
        ({"max_minutes_day": 30}, 3),
        ({"max_minutes_day": 29}, 0),
    ],
)
def test_a_limit_admits_so_many_visits(limits, most):
    needs = tuple(need(name) for name in "abc")
    made = small(days=3, needs=needs, helpers=(week(**limits),))
    assert len(proved(made).visits) == most


def test_a_week_and_its_days_have_their_limits():
    starts = (480, 600, 1920, 2040, 10_560, 10_680)
    shifts = (shift(f"s{start}", start, start + 60, max_visits=1) for start in starts)
    person = helper("ann", *shifts, max_minutes_day=60, max_minutes_week=100)
    needs = tuple(need(f"n{row}") for row in range(9))
    plan = proved(small(days=8, helpers=(person,), needs=needs))
    days = sorted(visit.start // 1440 for visit in plan.visits)
    assert len(days) == 5
    assert days.count(7) == 2


def test_shifts_need_no_most_where_no_two_visits_fit():
    needs = tuple(need(name, minutes=45, priority=1 + row) for row, name in enumerate("abc"))
    made = small(helpers=(helper("ann", shift(end=560)),), needs=needs)
    assert [visit.need for visit in proved(made).visits] == ["c"]


def test_a_break_is_taken_before_setting_off_or_once_back():
    breaks = rest(480, 500, 10), rest(600, 700, 60)
    made = small(
        helpers=(helper("ann", shift(max_visits=1, breaks=breaks)),),
        needs=(need(place=at(10), windows=(Window(start=540, end=600),)),),
    )
    plan = proved(made)
    assert [taken.start for taken in plan.routes[0].breaks] == [480, 600]
    assert plan.visits[0].start == 540


def test_a_pin_is_kept_whatever_it_costs():
    far = single("bob", home=at(50))
    pinned = {"pins": (Pin(need="a", helpers=("bob",), start=600),)}
    made = small(TermName.TRAVEL_TIME, helpers=(single(), far), needs=(need("a"),), **pinned)
    plan = proved(made)
    assert (plan.visits[0].start, plan.visits[0].crew[0].helper) == (600, "bob")
    made = small(needs=(need("a", priority=1), need("b", priority=5)), pins=(Pin(need="a"),))
    assert [visit.need for visit in proved(made).visits] == ["a"]


def test_pins_that_shut_each_other_out_are_said_to():
    pins = tuple(Pin(need=name, helpers=("ann",)) for name in "ab")
    made = small(TermName.TRAVEL_TIME, needs=(need("a"), need("b", place=at(9))), pins=pins)
    plan = solve(made, limits=Limits(max_seconds=20), engine="flow").plan
    assert (plan.ended, len(plan.visits)) == (Ended.INFEASIBLE_PINS, 1)
    assert plan.bound == plan.score.totals == (4, 0)


def test_nobody_and_nothing_is_proved_too():
    assert proved(small(helpers=())).score.totals == (4,)
    assert proved(small(needs=())).score.totals == (0,)


def two_levels():
    return small(TermName.TRAVEL_TIME, needs=(need(place=at(9)),))


@pytest.mark.parametrize(
    ("limits", "ended", "bound"),
    [
        ({"max_seconds": 1e-9}, Ended.TIME_LIMIT, (0, 0)),
        ({"max_seconds": None, "max_iterations": 1}, Ended.ITERATION_LIMIT, (0, 0)),
        ({"max_seconds": None, "max_iterations": 2}, Ended.OPTIMAL, (0, 18)),
    ],
)
def test_a_limit_ends_it_between_two_levels(limits, ended, bound):
    plan = solve(two_levels(), limits=Limits(**limits), engine="flow").plan
    assert (plan.ended, plan.bound, len(plan.visits)) == (ended, bound, 1)
    assert plan.iterations == 1 + (ended is Ended.OPTIMAL)


def test_a_stop_ends_it_before_the_next_level():
    told = []
    plan = solve(
        two_levels(),
        limits=Limits(max_seconds=20),
        engine="flow",
        listen=told.append,
        stop=lambda: bool(told),
    ).plan
    assert (plan.ended, plan.bound, plan.iterations) == (Ended.CANCELLED, (0, 0), 1)
    assert told[0].totals == plan.score.totals


REFUSALS = {
    "the term fairness is no sum over visits": {"policy": only(TermName.FAIRNESS)},
    "the term balance is no sum over visits": {"policy": only(TermName.BALANCE)},
    "the term max_lateness is no sum over visits": {
        "policy": only(TermName.MAX_LATENESS),
        "needs": (need(due=470),),
    },
    "the term pay is rounded over the whole plan": {
        "policy": only(TermName.PAY),
        "helpers": (single(cost_per_hour=601),),
    },
    "a need has several visits": {"needs": (need(recurrence=Recurrence(times=2)),), "days": 2},
    "a visit has a crew of more than one, or of none": {"needs": (need(roles=(Role(count=2),)),)},
    "a need comes after others": {"needs": (need("a"), need("b", after=("a",)))},
    "a visit takes resources": {
        "needs": (need(resources=(ResourceLine(item="rice", quantity=1),)),),
        "resources": (resource("rice", ResourceKind.GOODS, 3),),
    },
    "a shift may serve two visits, which is a route": {
        "helpers": (helper(),),
        "needs": (need("a"), need("b")),
    },
    "a break may stand in the way of a visit": {
        "helpers": (helper("ann", shift(max_visits=1, breaks=(rest(480, 500, 20),))),)
    },
    "a project's budget may bind": {
        "helpers": (single(cost_per_hour=1000),),
        "needs": (need("a", project="fund"), need("b", project="fund")),
        "projects": (Project(id="fund", budget=999),),
    },
    "how many visits a helper's limit of a day admits varies with which": {
        "helpers": (
            helper(
                "ann",
                *(shift(f"s{at}", at, at + 90, max_visits=1) for at in (480, 600)),
                max_minutes_day=80,
            ),
        ),
        "needs": (need("a"), need("b", minutes=60)),
    },
    "how many visits a helper's limit of a week admits varies with which": {
        "days": 3,
        "helpers": (week(max_minutes_week=80),),
        "needs": (need("a"), need("b", minutes=60)),
    },
    "the figures of the objective are too large": {
        "policy": only(TermName.PAY, weight=1_000_000),
        "helpers": (single(cost_per_hour=10**12 // 60 * 60),),
    },
}


@pytest.mark.parametrize("sentence", REFUSALS)
def test_what_is_no_flow_is_refused_with_the_reason(sentence):
    assert refusal(small(**REFUSALS[sentence])) == sentence
    with pytest.raises(UnsupportedScenario, match=f"flow: {sentence}"):
        choose("flow", compile_instance(small(**REFUSALS[sentence])))


def test_a_crewless_visit_is_refused_and_so_is_an_ignored_most():
    assert (
        refusal(small(needs=(need(roles=()),))) == "a visit has a crew of more than one, or of none"
    )
    policy = Policy(terms=only().terms, ignored_rules=(Rule.MAX_VISITS,))
    made = small(policy=policy, needs=(need("a"), need("b")))
    assert refusal(made) == "a shift may serve two visits, which is a route"


@pytest.mark.parametrize(
    "fields",
    [
        {"policy": Policy(terms=(Term(name=TermName.FAIRNESS, level=1, weight=0),))},
        {"policy": only(TermName.MAX_LATENESS), "needs": (need(due=480),)},
        {"policy": only(), "helpers": (single(cost_per_hour=601),)},
        {
            "needs": (need("a", project="fund"), need("b", project="fund")),
            "helpers": (single(cost_per_hour=1000),),
            "projects": (Project(id="fund", budget=1000),),
        },
    ],
)
def test_what_cannot_bind_is_taken(fields):
    assert refusal(small(**fields)) is None


def test_auto_has_the_flow_prove_what_needs_no_routing():
    assert choose("auto", compile_instance(small())).name == "flow"


def assignment(rows, columns):
    """Give the network of rows that each go to one column, or past them all."""
    row, column = (grid.ravel() for grid in np.indices((rows, columns)))
    sink = rows + columns
    past, places = np.arange(rows), rows + np.arange(columns)
    tail = np.concatenate((row, past, places)).astype(np.int32)
    head = np.concatenate((rows + column, np.full(rows + columns, sink))).astype(np.int32)
    supply = np.concatenate((np.ones(rows), np.zeros(columns), [-rows])).astype(np.int64)
    return Network(tail, head, np.ones(len(tail), np.int64), supply, rows * columns)


def least_by_trial(pairs, past):
    """Give the least sum of vectors over every assignment, in the order of a dictionary."""
    levels, rows, columns = pairs.shape
    found = []
    for way in product(range(columns + 1), repeat=rows):
        taken = [column for column in way if column < columns]
        if len(taken) == len(set(taken)):
            costs = (
                pairs[:, row, column] if column < columns else past[:, row]
                for row, column in enumerate(way)
            )
            found.append(tuple(sum(costs, np.zeros(levels, int)).tolist()))
    return min(found)


@pytest.mark.parametrize("cheapest", [1, 2, 12])
def test_a_descent_is_as_low_as_any_assignment_whatever_is_left_out_at_first(monkeypatch, cheapest):
    monkeypatch.setattr(network, "CHEAPEST", cheapest)
    chance = np.random.default_rng(cheapest)
    for _ in range(60):
        rows, columns, levels = chance.integers(1, 5, 3)
        pairs = chance.integers(0, 4, (levels, rows, columns))
        past = chance.integers(0, 6, (levels, rows))
        costs = [
            np.concatenate((pairs[level].ravel(), past[level], np.zeros(columns, int)))
            for level in range(levels)
        ]
        flows = list(descend(assignment(rows, columns), np.stack(costs)))
        assert tuple(int(flows[-1] @ cost) for cost in costs) == least_by_trial(pairs, past)


def test_the_largest_figures_taken_are_still_exact():
    dear = network.MOST_COST // 5 - 1
    costs = [np.array([dear - 1, dear - 3, dear, dear, dear - 2, dear, 0, 0])]
    (flow,) = descend(assignment(2, 2), np.stack(costs))
    assert int(flow @ costs[0]) == 2 * dear - 3
