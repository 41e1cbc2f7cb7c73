"""What insertion finds where the best plan is plain to see."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.engines.insertion.chance import new_chance, uniform
from matcher.engines.insertion.options import find_option
from matcher.engines.insertion.repair import repair
from matcher.engines.insertion.state import new_state
from matcher.engines.interface import Limits
from matcher.instance import compile_instance
from matcher.model import (
    Ended,
    HelperKind,
    PastVisit,
    Policy,
    PublishedVisit,
    Recurrence,
    Role,
    Term,
    TermName,
    Window,
)
from matcher.solve import solve
from tests.unit.small import at, helper, need, planned, scenario, shift


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
        (TermName.CONTINUITY, {"history": (PastVisit(helper="bob"),)}, "bob"),
        (TermName.TRAVEL_TIME, {"place": at(30)}, "bob"),
        (TermName.PAY, {"place": at(30)}, "ann"),
    ],
)
def test_the_term_that_counts_chooses_the_helper(term, fields, expected):
    people = (
        helper("ann", cost_per_hour=0),
        helper("bob", home=at(30), cost_per_hour=900),
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


def test_a_search_of_no_rounds_still_serves_what_fits():
    plan = planned(scenario(needs=tuple(need(f"n{row}") for row in range(4))), iterations=0)
    assert len(plan.visits) == 4
    assert (plan.ended, plan.iterations) == (Ended.ITERATION_LIMIT, 0)


def test_nothing_to_do_is_done_at_once():
    plan = planned(scenario(needs=()))
    assert (plan.ended, plan.score.totals) == (Ended.COMPLETED, (0, 0, 0))


def test_the_clock_ends_a_search():
    plan = solve(scenario(), limits=Limits(max_seconds=0.05), engine="insertion").plan
    assert plan.ended is Ended.TIME_LIMIT
    assert len(plan.visits) == 1


def test_a_stop_after_some_progress_keeps_the_best():
    told = []
    plan = solve(
        scenario(),
        limits=Limits(max_seconds=3600),
        engine="insertion",
        listen=told.append,
        stop=lambda: len(told) >= 3,
    ).plan
    assert plan.ended is Ended.CANCELLED
    assert plan.iterations == told[-1].iterations == 20


def test_a_visit_worth_less_than_it_costs_is_left_out():
    terms = (
        Term(name=TermName.COVERAGE, level=1),
        Term(name=TermName.TRAVEL_TIME, level=1),
    )
    near, far = need("near", place=at(1), priority=3), need("far", place=at(9), priority=3)
    made = scenario(needs=(near, far), policy=Policy(terms=terms))
    assert [visit.need for visit in planned(made).visits] == ["near"]


def options(made, visit=0):
    arrays = compile_instance(made).arrays
    state = new_state(arrays)
    shifts, starts = np.zeros(9, np.int64), np.zeros(9, np.int64)
    before = [array.copy() for array in (*state.solution, state.worked, state.spent)]
    cost, second = find_option(arrays, state, visit, new_chance(0), 0.0, shifts, starts)
    after = (*state.solution, state.worked, state.spent)
    kept = [old for old, new in zip(before, after, strict=True) if (old == new).all()]
    assert len(kept) >= len(before) - 2, "only the unserved visit's times may differ"
    return cost, second, int(shifts[0]), int(starts[0])


def test_the_second_way_is_with_another_helper():
    terms = Term(name=TermName.COVERAGE, level=1), Term(name=TermName.TRAVEL_TIME, level=1)
    people = helper("ann", home=at(3)), helper("bob", home=at(5))
    made = scenario(helpers=people, policy=Policy(terms=terms))
    assert options(made)[:3] == (6.0, 10.0, 0)


def test_there_is_no_second_way_with_one_helper_and_none_with_no_room():
    cost, second, _, start = options(scenario())
    assert (cost < np.inf, second, start) == (True, np.inf, 480)
    nobody = scenario(needs=(need(roles=(Role(licences=("nursing",)),)),))
    assert options(nobody)[:2] == (np.inf, np.inf)


def test_a_visit_that_opens_the_way_for_others_is_followed_by_them():
    needs = need("last", after=("first",)), need("first", recurrence=Recurrence(times=1))
    arrays = compile_instance(scenario(needs=needs)).arrays
    state = new_state(arrays)
    repair(arrays, state, np.arange(2), new_chance(1), 0.0)
    assert state.solution.served.all()


def test_chance_is_even_and_alike_for_one_seed():
    first, again, other = new_chance(3), new_chance(3), new_chance(4)
    numbers = [uniform(first) for _ in range(2000)]
    assert numbers == [uniform(again) for _ in range(2000)]
    assert numbers[0] != uniform(other)
    assert all(0 <= number < 1 for number in numbers)
    assert np.mean(numbers) == pytest.approx(0.5, abs=0.03)
    assert np.histogram(numbers, 10, (0, 1))[0].min() > 150
