from __future__ import annotations

import math

import pytest

from matcher.model import Role, Window
from matcher.whatif.simulation import Uncertainty, simulate
from tests.unit.small import helper, need, scenario, shift
from tests.unit.whatif.simulation.plans import plan, visit
from tests.unit.whatif.simulation.test_simulate import is_near


def urgent(made, planned, rate: float):
    return simulate(made, planned, settings=Uncertainty(urgent_per_day=rate), seed=5)


@pytest.mark.parametrize("rate", [0.5, 3.0])
def test_one_idle_helper_takes_the_first_that_ends_in_time(rate) -> None:
    made = scenario(helpers=(helper("ann", shift(max_visits=1)),))
    found = urgent(made, plan(made), rate)
    # From the shift's start at 480 to its last start at 690, both included, of 240 minutes.
    exact = 1 - math.exp(-rate * 211 / 240)
    assert is_near(found.urgent.met, exact)
    assert is_near(found.urgent.asked, rate, math.sqrt(rate))


@pytest.mark.parametrize("fields", [{"roles": (Role(count=2),)}, {"excluded": ("ann",)}])
def test_what_nobody_is_fit_for_is_not_met(fields) -> None:
    made = scenario(needs=(need("tea", **fields),))
    assert urgent(made, plan(made), 2.0).urgent.met == 0.0


def test_the_plan_comes_first() -> None:
    made = scenario(
        helpers=(helper("ann", shift(end=560)), helper("bob", reliability=0.5)),
        needs=(need("tea"), need("talk", minutes=45)),
    )
    planned = plan(made, visit("tea", 515, "ann"), visit("talk", 500, "bob", minutes=45))
    found = urgent(made, planned, 10.0)
    assert found.chances == simulate(made, planned, seed=5).chances
    assert 0 < found.urgent.met < found.urgent.asked


def test_hours_are_kept() -> None:
    made = scenario(helpers=(helper(max_minutes_day=59),), needs=(need("tea"),))
    assert urgent(made, plan(made, visit("tea", 600, "ann")), 50.0).urgent.met == 0.0
    free = scenario(needs=(need("tea"),))
    assert urgent(free, plan(free, visit("tea", 600, "ann")), 50.0).urgent.met > 1.0


def test_windows_do_not_hold_what_is_urgent() -> None:
    made = scenario(needs=(need("tea", windows=(Window(start=490, end=490),)),))
    planned = plan(made, visit("tea", 490, "ann"))
    assert urgent(made, planned, 50.0).urgent.met > 1.0
