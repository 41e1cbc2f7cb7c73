"""Bounds of scenarios where what no plan can beat is plain to see."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.engines.bounds import lagrangian
from matcher.instance import compile_instance
from matcher.model import (
    Lag,
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
)
from tests.unit.small import at, helper, need, resource, rest, scenario, shift

NINE = (Window(start=540, end=540),)
UNMET_FIRST = (Term(name=TermName.COVERAGE, level=1), Term(name=TermName.TRAVEL_TIME, level=2))


def bounded(made, sweeps=200, **options):
    return lagrangian(compile_instance(made).arrays, sweeps=sweeps, **options)


def one_sum(**weights):
    """Weigh coverage with 1000 and the terms given."""
    terms = [Term(name=TermName.COVERAGE, level=1, weight=1000)]
    terms += [Term(name=TermName(name), level=1, weight=weight) for name, weight in weights.items()]
    return Policy(objective=Objective.WEIGHTED_SUM, terms=tuple(terms))


def test_of_two_visits_at_one_time_the_lighter_is_unmet():
    needs = need("a", priority=3, windows=NINE), need("b", priority=5, windows=NINE)
    bounds = bounded(scenario(needs=needs))
    assert (bounds.totals, bounds.unmet) == ((4, 0, 0), 4)


def test_a_crew_is_worth_its_weight_only_when_it_is_whole():
    two, one = need("two", roles=(Role(count=2),), windows=NINE), need("one", windows=NINE)
    people = helper("ann"), helper("bob")
    # Half of the crew's visit and all of the other fit: 2 of 8 are unmet in the relaxed plan.
    assert bounded(scenario(needs=(two, one), helpers=people)).unmet == 2
    pair = need("pair", roles=(Role(), Role()), windows=NINE)
    assert bounded(scenario(needs=(pair, one), helpers=people)).unmet == 2


def test_what_nobody_or_nothing_can_serve_is_unmet():
    needs = (
        need("alone", required=("bob",), priority=2),
        need("dry", resources=(ResourceLine(item="rice", quantity=1),), priority=3),
        need("pair", roles=(Role(count=3),), priority=4),
        need("late", windows=(Window(start=719, end=800),), priority=5),
    )
    assert (
        bounded(scenario(needs=needs, helpers=(helper("ann"), helper("bob")))).unmet == 4 + 8 + 16
    )


@pytest.mark.parametrize("limit", ["max_minutes_week", "max_minutes_day"])
def test_minutes_of_a_day_and_a_week_run_short(limit):
    halves = shift("early", 480, 540), shift("late", 600, 660)
    needs = need("a"), need("b"), need("c")
    made = scenario(helpers=(helper("ann", *halves, **{limit: 60}),), needs=needs)
    assert bounded(made).unmet == 4
    assert bounded(made).prices.minute.max() > 0
    less = scenario(helpers=(helper("ann", *halves, **{limit: 50}),), needs=needs)
    # In 50 minutes a relaxed plan has five thirds of a visit of 30 minutes.
    assert bounded(less).unmet == 6


def test_stock_runs_short_and_the_cheapest_resource_is_taken():
    rice = ResourceLine(item="rice", quantity=2)
    needs = tuple(need(name, resources=(rice,)) for name in "abc")
    stocks = [resource("rice", ResourceKind.GOODS, 2)]
    stocks += [resource("more", ResourceKind.GOODS, 2, item="rice")]
    assert bounded(scenario(needs=needs, resources=stocks[:1])).unmet == 8
    assert bounded(scenario(needs=needs, resources=tuple(stocks))).unmet == 4
    lent = (resource("lent", ResourceKind.EQUIPMENT, 2, item="rice"),)
    assert bounded(scenario(needs=needs, resources=tuple(stocks) + lent)).unmet == 0


def test_travel_of_plans_that_leave_no_more_unmet():
    needs = need("a", place=at(3)), need("b", place=at(5))
    made = scenario(needs=needs, policy=Policy(terms=UNMET_FIRST))
    for bounds in (bounded(made), bounded(made, known=(0, 10))):
        assert bounds.travel_at(0) == 10
        assert bounds.travel_at(8) == 0
    assert bounded(made, known=(0, 10)).totals == (0, 10)
    assert bounded(made).totals == (0, 0)


def test_a_later_level_is_bounded_once_those_before_it_are_reached():
    needs = (
        need("a", priority=3, place=at(3), windows=NINE),
        need("b", priority=5, place=at(5), windows=NINE),
    )
    made = scenario(needs=needs, policy=Policy(terms=UNMET_FIRST))
    assert bounded(made, known=(4, 10)).totals == (4, 10)
    assert bounded(made, known=(5, 10)).totals == (4, 0)


@pytest.mark.parametrize(
    ("fields", "weights", "total"),
    [
        ({"needs": (need(place=at(4)),)}, {"travel_distance": 2}, 1600),
        ({"helpers": (helper("ann", shift("s", 480, 500, max_overtime=30)),)}, {"overtime": 3}, 30),
        (
            {"helpers": (helper(cost_per_hour=601),), "needs": (need(place=at(15)),)},
            {"pay": 1},
            601,
        ),
        ({"needs": (need(preferred=("bob",)),)}, {"preferences": 5, "travel_time": 1}, 5),
        (
            {
                "needs": (need(roles=(Role(count=2),)),),
                "published": (PublishedVisit(need="tea", start=500, helpers=("ann",), weight=7),),
            },
            {"disruption": 10},
            4140,
        ),
    ],
)
def test_each_term_that_counts(fields, weights, total):
    if "preferences" in weights:
        fields = fields | {"helpers": (helper("ann"), helper("bob", shift("b", 0, 1)))}
    made = scenario(policy=one_sum(**weights), **fields)
    assert bounded(made).totals == (total,)


def test_pay_that_is_rounded_down_is_not_overstated():
    made = scenario(
        policy=one_sum(pay=60), helpers=(helper(cost_per_hour=3),), needs=(need(minutes=39),)
    )
    # 117 sixtieths of a fen are one fen; without rounding they would be 117 at this weight.
    assert 0 < bounded(made).totals[0] <= 60


def test_a_stop_at_once_leaves_nothing_known():
    bounds = bounded(scenario(needs=(need("a", windows=NINE), need("b", windows=NINE))), stop=_yes)
    assert (bounds.totals, bounds.unmet, bounds.travel_at(0), bounds.sweeps) == ((0, 0, 0), 0, 0, 0)


def _yes():
    return True


def test_a_stop_on_the_way_keeps_what_is_known():
    told = []
    needs = tuple(need(str(row), windows=NINE, priority=row) for row in (1, 2, 3))
    bounds = bounded(
        scenario(needs=needs), sweeps=10_000, listen=told.append, stop=lambda: bool(told)
    )
    assert bounds.sweeps < 10_000
    assert told[-1].bound == bounds.totals
    assert 0 < bounds.totals[0] <= 3


def test_a_run_is_over_in_time():
    bounds = lagrangian(compile_instance(scenario()).arrays, seconds=0.2)
    assert bounds.seconds < 5


def test_neither_time_nor_sweeps_is_refused():
    with pytest.raises(ValueError, match="need seconds, sweeps or both"):
        lagrangian(compile_instance(scenario()).arrays)


def test_equal_runs_are_equal_and_a_warm_one_begins_where_the_last_ended():
    places = np.random.default_rng(1).integers(1, 60, 12)
    needs = tuple(need(f"n{row}", place=at(int(spot))) for row, spot in enumerate(places))
    made = scenario(needs=needs, policy=one_sum(travel_time=1))
    first, again = bounded(made), bounded(made)
    assert first.totals == again.totals
    assert all((a == b).all() for a, b in zip(first.prices, again.prices, strict=True))
    warm, cold = bounded(made, 2, start=first.prices), bounded(made, 2)
    assert first.totals[0] - 5 <= warm.totals[0]
    assert cold.totals[0] < warm.totals[0]


def test_what_is_left_out_of_account_is_said():
    policy = one_sum(waiting=1, lateness=0, travel_time=1)
    assert bounded(scenario(policy=policy), 1).relaxed[0].code is TermName.WAITING
    everything = scenario(
        days=3,
        policy=policy,
        helpers=(helper("ann", shift("s", breaks=(rest(500, 560, 20),))), helper("bob")),
        needs=(
            need("a", recurrence=Recurrence(times=2), max_helpers=1, project="fund"),
            need("b", roles=(Role(), Role(lag=Lag(min=5, max=9))), after=("a",)),
            need("c", resources=(ResourceLine(item="hall", quantity=1),)),
            need("d", resources=(ResourceLine(item="bed", quantity=1),)),
            need("e", history=(PastVisit(helper="ann"),)),
        ),
        resources=(
            resource("hall", ResourceKind.VENUE, 1, place=at(1)),
            resource("bed", ResourceKind.EQUIPMENT, 1, expires=scenario().start.date()),
        ),
        projects=(Project(id="fund", budget=100),),
        pins=(Pin(need="b", start=500),),
    )
    told = bounded(everything, 1).relaxed
    assert [each.code for each in told] == [
        Rule.SYNC,
        Rule.RECURRENCE,
        Rule.PREDECESSOR,
        Rule.CONTINUITY,
        Rule.BREAK,
        Rule.VENUE,
        Rule.EQUIPMENT,
        Rule.AVAILABLE,
        Rule.PROJECT_BUDGET,
        Rule.PIN,
        TermName.WAITING,
    ]
    assert all(each.en and each.zh for each in told)


def test_the_weight_at_risk_of_whoever_may_stay_away_is_bounded():
    made = scenario(
        needs=(need("a", priority=5, windows=NINE), need("b", priority=1, windows=NINE)),
        helpers=(helper("ann", reliability=0.9), helper("bob", reliability=0.5)),
        policy=one_sum(no_shows=1),
    )
    assert bounded(made).totals == (16 * 100 + 500,)


def test_without_sides_only_the_objective_is_bounded():
    made = scenario(needs=(need("a"), need("b")), helpers=(), policy=one_sum(tier=1))
    alone, both = (bounded(made, 20, sides=sides) for sides in (False, True))
    assert alone.totals == both.totals == (8000,)
    assert (both.unmet, alone.unmet) == (8, 0)
    assert alone.travel_at(0) == 0
