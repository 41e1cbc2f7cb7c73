"""What one more is worth: by hand, and against gains that are proven."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matcher.engines.bounds import lagrangian, worths
from matcher.instance import compile_instance
from matcher.model import Need, ResourceKind, ResourceLine, Role, Scenario, Window
from matcher.start import sound_start
from matcher.whatif.variants.operations.copy import with_copies
from tests.unit.engines.bounds.test_lagrangian import optimum
from tests.unit.small import at, helper, need, planned, resource, scenario, shift

EXAMPLES = 24
SWEEPS = 60
CLOSE = 0.01


def one_hour(*names: str, **fields: object) -> tuple[Need, ...]:
    return tuple(need(name, minutes=60, priority=4, **fields) for name in names)


def crowded(**fields: object) -> object:
    """Give a helper with two hours where four are asked for, each of weight 8."""
    ann = helper("ann", shift("ann-mon", 480, 600), **fields)
    return scenario(helpers=(ann,), needs=one_hour("a", "b", "c", "d"))


def test_one_more_helper_is_worth_the_visits_that_it_would_serve():
    found = worths(compile_instance(crowded()).arrays, sweeps=SWEEPS)
    assert found.bound == pytest.approx(16, abs=CLOSE)
    assert found.helper.tolist() == pytest.approx([16], abs=CLOSE)
    assert found.shift.tolist() == pytest.approx([16], abs=CLOSE)
    assert found.minute.tolist() == [0]
    assert found.sweeps == SWEEPS


def test_a_limit_is_worth_its_minutes_and_a_new_helper_brings_its_own():
    ann = helper("ann", shift("early", 480, 600), shift("late", 660, 780), max_minutes_day=120)
    made = scenario(helpers=(ann,), needs=one_hour("a", "b", "c", "d"))
    found = worths(compile_instance(made).arrays, sweeps=400)
    assert found.bound == pytest.approx(16, abs=0.1)
    # A minute of the day is an hour's weight by sixty.
    assert found.minute.tolist() == pytest.approx([8 / 60], abs=0.01)
    assert found.helper.tolist() == pytest.approx([16], abs=0.2)
    assert found.shift.sum() < found.helper[0] - 1


def test_one_more_unit_of_what_runs_out_is_worth_the_visit_that_waits_for_it():
    parcel = ResourceLine(item="rice", quantity=2)
    made = scenario(
        resources=(resource("rice", ResourceKind.GOODS, 2),),
        needs=tuple(need(name, priority=4, resources=(parcel,)) for name in ("a", "b")),
    )
    found = worths(compile_instance(made).arrays, sweeps=400)
    assert found.resource.tolist() == pytest.approx([4], abs=0.05)
    assert found.helper.tolist() == pytest.approx([0], abs=0.05)


def test_who_would_complete_a_crew_is_worth_the_visit():
    pair = need("pair", priority=4, roles=(Role(count=2),))
    alone = scenario(needs=(pair,))
    assert worths(compile_instance(alone).arrays, sweeps=5).helper.tolist() == [8]
    hopeless = replace(pair, roles=(Role(count=3),))
    nobody = scenario(needs=(hopeless,))
    found = worths(compile_instance(nobody).arrays, sweeps=5)
    assert (found.helper.tolist(), found.lost) == ([0], 8)
    assert worths(compile_instance(alone).arrays, sweeps=5).lost == 0


def test_nothing_is_worth_more_where_everything_is_served():
    found = worths(compile_instance(scenario()).arrays, sweeps=SWEEPS)
    assert found.bound == 0
    assert found.helper.tolist() == pytest.approx([0], abs=CLOSE)


def test_equal_runs_are_equal_and_a_plan_may_begin_them():
    made = crowded()
    arrays = compile_instance(made).arrays
    first, second = (worths(arrays, sweeps=7) for _ in range(2))
    assert first.helper.tolist() == second.helper.tolist()
    assert first.bound == second.bound
    begun = worths(arrays, sweeps=7, start=sound_start(compile_instance(made), planned(made)))
    assert begun.bound <= 16


def test_it_climbs_as_the_bounds_do():
    arrays = compile_instance(crowded()).arrays
    assert worths(arrays, sweeps=9).bound == pytest.approx(
        lagrangian(arrays, sweeps=9, sides=False).totals[0], abs=1
    )


def test_neither_seconds_nor_sweeps_are_refused():
    with pytest.raises(ValueError, match="seconds, sweeps or both"):
        worths(compile_instance(scenario()).arrays)


def drawn(dice: np.random.Generator) -> Scenario:
    """Give a morning of up to five visits and two helpers with too little time for them."""
    helpers = tuple(
        helper(
            name,
            shift(f"{name}-mon", 480, 480 + int(dice.integers(40, 150)), max_visits=2),
            home=at(int(dice.integers(0, 20))),
            max_minutes_week=int(dice.integers(60, 150)),
        )
        for name in ("ann", "bob")
    )
    needs = tuple(
        need(
            f"n{number}",
            place=at(int(dice.integers(0, 20))),
            minutes=int(dice.integers(20, 70)),
            priority=int(dice.integers(1, 6)),
            windows=(Window(start=480, end=480 + int(dice.integers(0, 120))),),
            roles=(Role(count=int(dice.choice([1, 1, 1, 2, 3]))),),
        )
        for number in range(int(dice.integers(2, 6)))
    )
    return scenario(helpers=helpers, needs=needs)


def test_no_proven_gain_is_above_what_the_bound_allows():
    dice, gains, exact = np.random.default_rng(1), 0, 0
    for _ in range(EXAMPLES):
        made = drawn(dice)
        best = optimum(compile_instance(made))[2][0]
        found = worths(compile_instance(made).arrays, sweeps=SWEEPS)
        row = int(dice.integers(0, 2))
        gain = best - optimum(compile_instance(with_copies(made, "helpers", [row])))[2][0]
        assert found.bound <= best
        assert gain <= found.helper[row] + best - found.bound + 1e-6
        gains += gain > 0
        exact += 0 < gain == pytest.approx(found.helper[row], abs=0.5)
    assert gains > EXAMPLES / 2
    assert exact >= 4
