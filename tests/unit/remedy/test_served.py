from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.check import check
from matcher.model import (
    Objective,
    Pin,
    Plan,
    Policy,
    Rule,
    Scenario,
    Term,
    TermName,
    UnmetKind,
    Window,
)
from matcher.recommend import Fit, NoSuchVisit, alternatives
from matcher.remedy import Ground, Instead, Lacking, explain_served, explain_unserved
from matcher.replan import ChangeCode
from tests.unit import small
from tests.unit.recommend.brute import best_change
from tests.unit.remedy.asking import ground_of

FAR_AND_NEAR = small.scenario(
    helpers=(
        small.helper("ann", home=small.at(9)),
        small.helper("bob", home=small.at(4)),
        small.helper("cat", home=small.at(2), languages=("mn",)),
    ),
    needs=(
        small.need("tea", windows=(Window(start=500, end=520),), languages=("mn",)),
        small.need("cake", place=small.at(6), windows=(Window(start=500, end=540),)),
        small.need("soup", place=small.at(3), windows=(Window(start=560, end=600),)),
    ),
)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return ground_of(FAR_AND_NEAR)


def without(made: Scenario, plan: Plan, need: str) -> Plan:
    return replace(plan, visits=tuple(one for one in plan.visits if one.need != need))


def added(present: Fit, other: Fit) -> tuple[int, ...]:
    pairs = zip(present.change.totals, other.change.totals, strict=True)
    return tuple(a + b for a, b in pairs)


@pytest.mark.parametrize("need", ["tea", "cake", "soup"])
def test_the_best_alternative_is_the_best_of_all_others(ground: Ground, need: str) -> None:
    present, others = alternatives(ground.scenario, ground.plan, need, 0, most=3)
    bare = without(ground.scenario, ground.plan, need)
    record = next(one for one in ground.scenario.needs if one.id == need)
    best = best_change(ground.scenario, bare, record)
    assert min([present.change.totals, *(added(present, one) for one in others)]) == best
    # Whoever comes now is not there: what is left is the best of those who do not come.
    (now,) = present.crew
    elsewhere = replace(record, excluded=(now.helper,))
    needs = tuple(elsewhere if one.id == need else one for one in ground.scenario.needs)
    rest = best_change(replace(ground.scenario, needs=needs), bare, elsewhere)
    assert added(present, others[0]) == rest


def test_the_present_way_is_told_with_what_speaks_for_and_against_it(ground: Ground) -> None:
    present, others = alternatives(ground.scenario, ground.plan, "tea", 0)
    (visit,) = (one for one in ground.plan.visits if one.need == "tea")
    assert (present.start, present.crew[0].helper) == (visit.start, visit.crew[0].helper)
    # Bob is elsewhere at that time.
    (ann,) = others
    assert (visit.crew[0].helper, ann.crew[0].helper) == ("cat", "ann")
    assert [remark.code.value for remark in ann.cons] == ["wish_not_kept"]
    assert present.cons == ()


def test_a_visit_that_is_not_served_has_no_alternatives(ground: Ground) -> None:
    with pytest.raises(NoSuchVisit):
        alternatives(ground.scenario, ground.plan, "milk", 0)


def test_another_choice_is_planned_and_its_cost_told(ground: Ground) -> None:
    told = explain_served(ground, ("tea", 0), instead=Instead(helper="bob"), seconds=30).forced
    assert told is not None
    assert told.plan is not None
    assert check(ground.scenario, told.plan).ok
    (now,) = (one for one in told.plan.visits if one.need == "tea")
    assert now.crew[0].helper == "bob"
    assert told.change is not None
    pairs = zip(told.plan.score.totals, ground.plan.score.totals, strict=True)
    assert told.change.totals == tuple(a - b for a, b in pairs)
    codes = {one.need: one.code for one in told.changes}
    assert codes["tea"] in {ChangeCode.OTHER_CREW, ChangeCode.MOVED_OTHER_CREW}
    assert ChangeCode.DROPPED not in codes.values()


def test_another_start_is_planned(ground: Ground) -> None:
    told = explain_served(ground, ("soup", 0), instead=Instead(start=599), seconds=30).forced
    assert told is not None
    assert told.plan is not None
    assert {one.start for one in told.plan.visits if one.need == "soup"} == {599}


def test_what_stands_against_another_choice_is_told() -> None:
    made = small.scenario(
        helpers=(small.helper(), small.helper("bob")),
        needs=(small.need(excluded=("bob",), windows=(Window(start=480, end=500),)),),
    )
    ground = ground_of(made)
    told = explain_served(ground, ("tea", 0), instead=Instead(helper="bob")).forced
    assert told is not None
    assert told.plan is None
    assert [lack.code for miss in told.against for lack in miss.lacks] == [Lacking.EXCLUDED]
    told = explain_served(ground, ("tea", 0), instead=Instead(start=501)).forced
    assert told is not None
    assert (told.plan, told.rules) == (None, (Rule.WINDOW,))
    with pytest.raises(NoSuchVisit):
        explain_served(ground, ("tea", 0), instead=Instead(helper="eve"))


def test_a_pin_stands_against_another_choice() -> None:
    made = small.scenario(
        helpers=(small.helper(), small.helper("bob")), pins=(Pin(need="tea", helpers=("ann",)),)
    )
    told = explain_served(ground_of(made), ("tea", 0), instead=Instead(helper="bob")).forced
    assert told is not None
    assert (told.plan, told.rules) == (None, (Rule.PIN,))


def test_what_a_visit_would_displace_is_told() -> None:
    at = (Window(start=480, end=480),)
    needs = (small.need("cake", priority=5, windows=at), small.need(priority=1, windows=at))
    ground = ground_of(small.scenario(needs=needs))
    (unmet,) = ground.plan.unmet
    told = explain_unserved(ground, unmet, instead=Instead(start=480)).forced
    assert told is not None
    assert {(one.need, one.code) for one in told.changes} == {
        ("cake", ChangeCode.DROPPED),
        ("tea", ChangeCode.ADDED),
    }
    assert told.change is not None
    assert told.change.terms[0].name is TermName.COVERAGE
    assert told.change.terms[0].change == 15


def test_what_is_not_worth_it_is_told_with_its_price() -> None:
    policy = Policy(
        objective=Objective.WEIGHTED_SUM,
        terms=(
            Term(name=TermName.COVERAGE, level=1),
            Term(name=TermName.TRAVEL_TIME, level=1, weight=10),
        ),
    )
    ground = ground_of(small.scenario(policy=policy, needs=(small.need(place=small.at(30)),)))
    (unmet,) = ground.plan.unmet
    assert unmet.kind is UnmetKind.NOT_WORTH_IT
    told = explain_unserved(ground, unmet)
    assert told.fit is not None
    assert told.forced is not None
    assert told.forced.change is not None
    assert {one.name: one.change for one in told.forced.change.terms} == {
        TermName.COVERAGE: -4,
        TermName.TRAVEL_TIME: 60,
    }
    assert told.forced.change.totals == (596,)
