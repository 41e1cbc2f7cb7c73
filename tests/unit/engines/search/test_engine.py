"""What the search finds where the best plan is plain to see."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np
import pytest

from matcher.arrays import Solution
from matcher.engines.bounds import Bounds, Line, Prices, lagrangian
from matcher.engines.interface import decline, ignore, never
from matcher.engines.search.chance import new_chance, uniform
from matcher.engines.search.engine import _Run
from matcher.engines.search.repair import fill
from matcher.instance import compile_instance
from matcher.model import (
    Ended,
    HelperKind,
    Limits,
    Objective,
    PastVisit,
    Policy,
    Progress,
    PublishedVisit,
    Recurrence,
    Role,
    Term,
    TermName,
    Window,
)
from matcher.solve import solve
from tests.unit.engines.search.searches import counted
from tests.unit.small import at, helper, need, planned, rest, scenario, shift


def test_the_more_urgent_visit_is_served_where_only_one_can_be():
    window = (Window(start=500, end=510),)
    needs = need("calm", priority=1, windows=window), need("dire", priority=5, windows=window)
    assert [visit.need for visit in planned(scenario(needs=needs)).visits] == ["dire"]


def test_a_chain_of_swaps_is_found():
    # Only ann can take the late one; bob must take what ann would be nearer to.
    people = helper("ann", shift("ann-mon", 480, 600)), helper("bob", home=at(20))
    needs = (
        need("near", place=at(1), minutes=60),
        need("ann-only", minutes=60, required=("ann",)),
        need("ann-too", minutes=50, required=("ann",), windows=(Window(start=480, end=480),)),
    )
    plan = planned(scenario(helpers=people, needs=needs), iterations=200)
    assert {visit.need for visit in plan.visits} == {"near", "ann-only", "ann-too"}


@pytest.mark.parametrize(
    ("term", "fields", "expected"),
    [
        (TermName.PREFERENCES, {"preferred": ("bob",)}, "bob"),
        (TermName.TIER, {"roles": (Role(kinds=(HelperKind.TEAM, HelperKind.VOLUNTEER)),)}, "cid"),
        (TermName.NO_SHOWS, {"place": at(20)}, "cid"),
        (TermName.CONTINUITY, {"history": (PastVisit(helper="bob"),)}, "bob"),
        (TermName.TRAVEL_TIME, {"place": at(30)}, "bob"),
        (TermName.PAY, {"place": at(30)}, "ann"),
    ],
)
def test_the_term_that_counts_chooses_the_helper(term, fields, expected):
    people = (
        helper("ann", cost_per_hour=0, reliability=0.9),
        helper("bob", home=at(30), cost_per_hour=900, reliability=0.8),
        helper("cid", kind=HelperKind.TEAM, cost_per_hour=6000),
    )
    terms = Term(name=TermName.COVERAGE, level=1), Term(name=term, level=2)
    made = scenario(helpers=people, needs=(need(**fields),), policy=Policy(terms=terms))
    (visit,) = planned(made).visits
    assert [member.helper for member in visit.crew] == [expected]


def test_what_was_published_stays_as_it_was():
    told = PublishedVisit(need="tea", start=611, helpers=("bob",))
    people = helper("ann"), helper("bob", home=at(5))
    (visit,) = planned(scenario(helpers=people, published=(told,))).visits
    assert (visit.start, visit.crew[0].helper) == (611, "bob")


def test_a_promise_that_is_broken_either_way_keeps_nobody_from_coming():
    # Another start and another helper cost 2 x 3; left out it costs as much, and 4 for itself.
    terms = tuple(Term(name=name, level=1) for name in (TermName.COVERAGE, TermName.DISRUPTION))
    told = PublishedVisit(need="tea", start=480, helpers=("bob",), weight=3)
    needs = (need("tea", windows=(Window(start=600, end=600),), excluded=("bob",)),)
    made = scenario(
        helpers=(helper(), helper("bob")),
        needs=needs,
        published=(told,),
        policy=Policy(terms=terms),
    )

    plan = planned(made, iterations=0)

    assert [visit.start for visit in plan.visits] == [600]
    assert plan.score.totals == (6,)


def test_a_search_of_no_rounds_still_serves_what_fits():
    plan = planned(scenario(needs=tuple(need(f"n{row}") for row in range(4))), iterations=0)
    assert len(plan.visits) == 4
    assert (plan.ended, plan.iterations) == (Ended.ITERATION_LIMIT, 0)


def test_nothing_to_do_is_done_at_once():
    plan = planned(scenario(needs=()))
    assert (plan.ended, plan.score.totals) == (Ended.COMPLETED, (0, 0, 0))


def test_the_clock_ends_a_search():
    plan = solve(scenario(), limits=Limits(max_seconds=0.05), engine="search").plan
    assert plan.ended is Ended.TIME_LIMIT
    assert len(plan.visits) == 1


def test_a_stop_after_some_progress_keeps_the_best():
    told = []
    plan = solve(
        scenario(),
        limits=Limits(max_seconds=3600),
        engine="search",
        listen=told.append,
        stop=lambda: len(told) >= 3,
    ).plan
    assert plan.ended is Ended.CANCELLED
    assert plan.iterations == told[-1].iterations > 0


def test_a_visit_worth_less_than_it_costs_is_left_out():
    terms = (
        Term(name=TermName.COVERAGE, level=1),
        Term(name=TermName.TRAVEL_TIME, level=1),
    )
    near, far = need("near", place=at(1), priority=3), need("far", place=at(9), priority=3)
    made = scenario(needs=(near, far), policy=Policy(terms=terms))
    assert [visit.need for visit in planned(made).visits] == ["near"]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bound_beside_the_search_proves_what_it_can(workers):
    terms = Term(name=TermName.COVERAGE, level=1), Term(name=TermName.TRAVEL_TIME, level=2)
    needs = tuple(need(f"n{spot}", place=at(spot)) for spot in (0, 3, 6))
    made = scenario(needs=needs, policy=Policy(terms=terms))
    # Compiled on the first call, which may take longer than the solve has.
    lagrangian(compile_instance(made).arrays, seconds=600, sweeps=5, known=(0, 99))
    plan = solve(made, limits=Limits(max_seconds=3, workers=workers), engine="search").plan
    assert (plan.ended, plan.score.totals, plan.bound) == (Ended.OPTIMAL, (0, 12), (0, 12))


def test_a_small_scenario_is_proven_early():
    # That Ann has to be done when Bob can begin is known to no fraction of a route.
    pair = need("pair", roles=(Role(), Role()))
    people = helper("ann", shift("a", 480, 540)), helper("bob", shift("b", 520, 580))
    terms = Term(name=TermName.COVERAGE, level=1), Term(name=TermName.TRAVEL_TIME, level=2)
    told = []
    plan = solve(
        scenario(helpers=people, needs=(pair, need("one")), policy=Policy(terms=terms)),
        limits=Limits(max_seconds=60, workers=2),
        engine="search",
        listen=told.append,
    ).plan
    assert plan.ended is Ended.OPTIMAL
    assert told[-1].seconds < 45


def test_what_the_bound_leaves_out_is_not_claimed_to_be_proven():
    # Two crews of two, one after the other: that a crew meets is not in the bound.
    needs = tuple(
        need(name, roles=(Role(count=2),), windows=(Window(start=480, end=500),)) for name in "ab"
    )
    people = helper("ann"), helper("bob")
    plan = solve(
        scenario(helpers=people, needs=needs), limits=Limits(max_seconds=3), engine="search"
    ).plan
    assert plan.bound is not None
    assert plan.bound <= plan.score.totals
    assert (plan.ended is Ended.OPTIMAL) == (plan.bound == plan.score.totals)


def test_a_visit_that_opens_the_way_for_others_is_followed_by_them():
    needs = need("last", after=("first",)), need("first", recurrence=Recurrence(times=1))
    search = counted(scenario(needs=needs))
    assert fill(search, np.arange(2), new_chance(1)) == 2


def test_a_stop_moves_aside_for_another():
    # The first is put in at its earliest, 480; only if it moves can the second be at 480.
    needs = need("first", priority=5), need("second", windows=(Window(start=480, end=480),))
    search = counted(scenario(needs=needs))
    assert fill(search, np.arange(2), new_chance(1)) == 2
    assert search.state.solution.start.tolist() == [510, 480]


def test_nobody_waits_who_could_set_off_later():
    needs = (
        need("first", windows=(Window(start=480, end=590),)),
        need("late", windows=(Window(start=600, end=600),)),
    )
    plan = planned(scenario(needs=needs))
    assert [visit.start for visit in plan.visits] == [570, 600]


def test_a_break_is_taken_before_it_is_too_late():
    rested = helper("ann", shift("s", 480, 660, breaks=(rest(500, 590, 30),)))
    needs = tuple(need(f"n{row}", minutes=50) for row in range(3))
    plan = planned(scenario(helpers=(rested,), needs=needs), iterations=0)
    (route,) = plan.routes
    assert len(route.stops) == 3
    (taken,) = route.breaks
    assert (taken.start, taken.end) == (530, 560)


def test_a_voluntary_break_is_missed_for_a_visit():
    rested = helper("ann", shift("s", 480, 600, breaks=(rest(500, 590, 30, mandatory=False),)))
    needs = tuple(need(f"n{row}", minutes=50) for row in range(2))
    plan = planned(scenario(helpers=(rested,), needs=needs), iterations=0)
    assert (len(plan.visits), plan.routes[0].breaks) == (2, ())


def test_chance_is_even_and_alike_for_one_seed():
    first, again, other = new_chance(3), new_chance(3), new_chance(4)
    numbers = [uniform(first) for _ in range(2000)]
    assert numbers == [uniform(again) for _ in range(2000)]
    assert numbers[0] != uniform(other)
    assert all(0 <= number < 1 for number in numbers)
    assert np.mean(numbers) == pytest.approx(0.5, abs=0.03)
    assert np.histogram(numbers, 10, (0, 1))[0].min() > 150


def test_a_better_plan_is_bounded_anew_and_no_bound_is_lost(monkeypatch):
    asked = []

    def bound(arrays, *, listen, **how):
        asked.append(how)
        totals = ((5, 0), (3, 0))[len(asked) - 1]
        listen(Progress(engine="bounds", iterations=1, seconds=0.0, bound=totals))
        none = np.zeros(0)
        return Bounds(
            totals=totals,
            unmet=0,
            line=Line(0.0, 0.0),
            prices=Prices(none, none, none),
            relaxed=(),
            choice=None,
            sweeps=1,
            seconds=0.0,
        )

    monkeypatch.setattr("matcher.engines.search.engine.lagrangian", bound)
    terms = Term(name=TermName.COVERAGE, level=1), Term(name=TermName.TRAVEL_TIME, level=2)
    arrays = compile_instance(scenario(policy=Policy(terms=terms))).arrays
    run = _Run(arrays, Limits(max_seconds=60), 0, ignore, never, decline)
    with ThreadPoolExecutor(1) as executor:
        run._begin_to_bound(executor)
        wait([run._bounding])
        run._take_back()
        first = run._bounded.prices
        run._began -= 30.0
        assert not run._is_time_to_bound(), "the plan is no better"
        run._known = (run._known[0] + 1, 0)
        assert run._is_time_to_bound()
        run._begin_to_bound(executor)
        run._conclude(Ended.TIME_LIMIT)
    assert isinstance(asked[0]["start"], Solution)
    assert asked[1]["start"] is first
    assert run._bound == (5, 0)


def test_a_gap_reached_while_the_only_worker_bounds_is_heard(monkeypatch):
    heard = []

    def bound(arrays, *, listen, stop, **_):
        listen(Progress(engine="bounds", iterations=1, seconds=0.0, bound=(4, 0)))
        patience = time.perf_counter() + 20.0
        while not stop() and time.perf_counter() < patience:
            time.sleep(0.01)
        heard.append(stop())
        none = np.zeros(0)
        return Bounds(
            totals=(4, 0),
            unmet=0,
            line=Line(0.0, 0.0),
            prices=Prices(none, none, none),
            relaxed=(),
            choice=None,
            sweeps=1,
            seconds=0.0,
        )

    monkeypatch.setattr("matcher.engines.search.engine.lagrangian", bound)
    terms = Term(name=TermName.COVERAGE, level=1), Term(name=TermName.TRAVEL_TIME, level=2)
    far = need("far", windows=(Window(start=0, end=1),))
    made = scenario(
        needs=(need(place=at(10)), far), policy=Policy(terms=terms), helpers=(helper(),)
    )
    limits = Limits(max_seconds=30, max_gap=1.0)
    plan = solve(made, limits=limits, engine="search").plan
    assert heard == [True]
    assert plan.score.totals == (4, 20)
    assert plan.ended is Ended.GAP_REACHED


@pytest.mark.parametrize(
    ("small", "seconds", "served", "share"),
    [
        (True, 0.005, True, 0.8),
        (False, 60.0, True, 0.4),
        (False, 0.005, False, 0.4),
        (False, 0.005, True, 0.2),
    ],
)
def test_the_bound_has_more_of_the_time_where_it_can_do_more(small, seconds, served, share):
    limits = Limits(max_seconds=seconds, workers=2)
    run = _Run(compile_instance(scenario()).arrays, limits, 0, ignore, never, decline)
    run._is_small, run._best.served[:] = small, served
    assert run._bound_share == pytest.approx(share)


def test_what_fits_is_left_out_where_it_costs_more_than_it_is_worth():
    terms = (
        Term(name=TermName.COVERAGE, level=1, weight=1000),
        Term(name=TermName.BALANCE, level=1, weight=500),
    )
    policy = Policy(objective=Objective.WEIGHTED_SUM, terms=terms)
    made = scenario(needs=(need(priority=1),), policy=policy)
    assert planned(made, iterations=0).score.totals == (1000,)
