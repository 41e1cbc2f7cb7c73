"""Bottlenecks by hand, and against plans proven to be the best."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.instance import compile_instance
from matcher.model import Need, Role, Window
from matcher.shortage.bottlenecks import Measure, find_rivalries
from matcher.shortage.ground import ground_of
from tests.unit.engines.bounds.test_lagrangian import optimum
from tests.unit.engines.bounds.test_worth import drawn
from tests.unit.small import helper, need, scenario, shift

EXAMPLES = 24


def rivalries(made):
    return find_rivalries(ground_of(compile_instance(made)))


def hours(*names: str, minutes: int = 60, **fields: object) -> tuple[Need, ...]:
    return tuple(need(name, minutes=minutes, **fields) for name in names)


def test_three_hours_do_not_fit_into_two():
    made = scenario(
        helpers=(helper("ann", shift("ann-mon", 480, 600)),), needs=hours("a", "b", "c")
    )
    minutes = rivalries(made)[0]
    assert minutes.proven
    assert (minutes.measure, minutes.asked, minutes.available) == (Measure.MINUTES, 180, 120)
    assert minutes.unserved == 1
    assert minutes.visits.tolist() == [0, 1, 2]
    assert minutes.shifts.tolist() == [0]
    assert minutes.half_days.tolist() == [0, 1, 2]


def test_overtime_is_time_that_there_is():
    ann = helper("ann", shift("ann-mon", 480, 600, max_overtime=60))
    found = rivalries(scenario(helpers=(ann,), needs=hours("a", "b", "c")))
    assert [one.proven for one in found] == [False]


def test_visits_at_one_hour_compete_though_the_shift_is_long():
    windows = (Window(start=540, end=540),)
    found = rivalries(scenario(needs=hours("a", "b", windows=windows)))
    assert [(one.measure, one.asked, one.available) for one in found] == [
        (Measure.MINUTES, 120, 60)
    ]
    assert found[0].half_days.tolist() == [0]


def test_a_shift_makes_so_many_stops():
    ann = helper("ann", shift("ann-mon", 480, 720, max_visits=2))
    (found,) = rivalries(scenario(helpers=(ann,), needs=hours("a", "b", "c", minutes=10)))
    assert (found.measure, found.asked, found.available) == (Measure.STOPS, 3, 2)
    assert found.unserved == 1


def test_no_more_stops_than_the_shortest_visits_leave_time_for():
    ann = helper("ann", shift("ann-mon", 480, 570))
    (found,) = rivalries(scenario(helpers=(ann,), needs=hours("a", "b", minutes=45)))
    assert not found.proven
    (found,) = rivalries(scenario(helpers=(ann,), needs=hours("a", "b", minutes=46)))
    assert found.proven


def test_days_and_weeks_of_a_helper_are_limits():
    for limit in ("max_minutes_day", "max_minutes_week"):
        found = rivalries(scenario(helpers=(helper(**{limit: 100}),), needs=hours("a", "b")))
        assert (found[0].asked, found[0].available) == (120, 100), limit


def test_every_place_of_a_crew_asks():
    pair = Role(count=2)
    people = tuple(helper(name, shift(f"{name}-mon", 480, 540)) for name in ("ann", "bob"))
    made = scenario(helpers=people, needs=hours("a", "b", roles=(pair,)))
    assert (rivalries(made)[0].asked, rivalries(made)[0].available) == (240, 120)


def test_what_nobody_can_serve_competes_with_nothing():
    made = scenario(needs=(*hours("a"), *hours("b", "c", "d", "e", roles=(Role(count=9),))))
    assert rivalries(made) == ()


def test_enough_is_no_bottleneck_and_nearly_all_is_tight():
    found = rivalries(scenario(needs=hours("a", "b", "c")))
    assert found == ()
    (tight,) = rivalries(scenario(needs=hours("a", "b", "c", "d", minutes=57)))
    assert (tight.measure, tight.asked, tight.available) == (Measure.STOPS, 4, 4)
    assert (tight.proven, tight.unserved) == (False, 0)
    (tight,) = rivalries(scenario(needs=(*hours("a", minutes=10), *hours("b", minutes=210))))
    assert (tight.measure, tight.asked, tight.available) == (Measure.MINUTES, 220, 240)
    assert rivalries(scenario(needs=(*hours("a", minutes=6), *hours("b", minutes=210)))) == ()


def test_places_far_apart_may_prove_nothing_but_what_is_proven_holds_of_every_plan():
    dice, proven = np.random.default_rng(2), 0
    for _ in range(EXAMPLES):
        made = drawn(dice)
        instance = compile_instance(made)
        for one in find_rivalries(ground_of(instance)):
            if one.proven:
                proven += 1
                # The objective asks for nothing but these, so that no plan serves more of them.
                names = {made.needs[row].id for row in instance.arrays.visit["need"][one.visits]}
                plan = optimum(compile_instance(only(made, names)))[0]
                assert np.count_nonzero(~plan.served) >= one.unserved > 0
    assert proven > EXAMPLES / 4


def only(made, names):
    """Leave out all other needs, and let those that stay count alike."""
    return replace(
        made,
        needs=tuple(replace(one, priority=3) for one in made.needs if one.id in names),
    )
