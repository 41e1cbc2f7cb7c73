"""When plans are handed out: in time, only better ones, and not at much cost."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from matcher import offers
from matcher.instance import compile_instance
from matcher.model import Ended, Limits
from matcher.offers import Offers
from matcher.solve import PlanRefused, solve
from tests.unit.small import answer as serving
from tests.unit.small import helper, need, scenario
from tests.unit.test_solve import Told

MADE = scenario(helpers=(helper("ann"), helper("bob")), needs=(need("n0"), need("n1")))
INSTANCE = compile_instance(MADE)
NOTHING = serving(INSTANCE)
ONE = serving(INSTANCE, (0, [(0, 500)]))
BOTH = serving(INSTANCE, (0, [(0, 500)]), (1, [(1, 500)]))


class Clock:
    """A clock that is set by hand."""

    def __init__(self, monkeypatch):
        self.now = 100.0
        monkeypatch.setattr(offers.time, "perf_counter", lambda: self.now)


class Desk:
    """Offers whose plans are the solutions, and take so many seconds to make."""

    def __init__(self, clock, seconds, takes=0.0):
        self.handed = []
        self._clock, self._takes = clock, takes
        self.offers = Offers(INSTANCE.arrays, self._make, self.handed.append, seconds)

    def _make(self, solution):
        self._clock.now += self._takes
        return solution

    def tell(self, solution, wait=0.0):
        """Say after a while what is the best; give how many plans were handed out until now."""
        self._clock.now += wait
        self.offers(lambda: Told(solution).answer)
        return len(self.handed)


def test_the_first_comes_after_the_interval_and_the_next_after_another(monkeypatch):
    desk = Desk(Clock(monkeypatch), seconds=5.0)
    assert desk.tell(NOTHING) == 0
    assert desk.tell(NOTHING, wait=4.9) == 0
    assert desk.tell(NOTHING, wait=0.1) == 1
    assert desk.tell(BOTH, wait=4.9) == 1
    assert desk.tell(BOTH, wait=0.1) == 2


def test_what_is_no_better_is_not_handed_out_and_what_is_comes_at_once(monkeypatch):
    desk = Desk(Clock(monkeypatch), seconds=5.0)
    desk.tell(ONE, wait=5.0)
    assert desk.tell(ONE, wait=5.0) == 1
    assert desk.tell(NOTHING, wait=1.0) == 1
    assert desk.tell(BOTH, wait=1.0) == 2
    assert [plan.solution for plan in desk.handed] == [ONE, BOTH]


def test_plans_that_take_long_to_make_come_seldom(monkeypatch):
    desk = Desk(Clock(monkeypatch), seconds=5.0, takes=2.0)
    desk.tell(NOTHING, wait=5.0)
    assert desk.tell(ONE, wait=39.9) == 1
    assert desk.tell(ONE, wait=0.2) == 2


def test_nobody_waits_for_a_plan_of_another_thread(monkeypatch):
    desk = Desk(Clock(monkeypatch), seconds=0.0)
    handed = []

    def best():
        other = threading.Thread(target=desk.offers, args=(lambda: handed.append("asked"),))
        other.start()
        other.join(10)
        assert not other.is_alive()
        return Told(ONE).answer

    desk.offers(best)
    assert handed == []
    assert len(desk.handed) == 1


def test_an_offered_plan_is_complete_checked_and_says_how_far_the_run_is(monkeypatch):
    handed = []
    limits = Limits(max_seconds=None, max_iterations=3)
    last = solve(MADE, limits=limits, engine="search", offer=handed.append, offer_seconds=0.0).plan
    assert handed
    for plan in handed:
        assert plan == replace(last, ended=Ended.CANCELLED, iterations=plan.iterations)


def test_an_offer_that_breaks_a_rule_is_refused(monkeypatch):
    class Hasty(Told):
        def solve(self, instance, limits, seed, listen, stop, offer, start=None):
            offer(lambda: self.answer)
            raise AssertionError("it was taken")

    too_soon = serving(INSTANCE, (0, [(0, 400)]))
    monkeypatch.setattr("matcher.engines.ENGINES", (Hasty(too_soon),))
    with pytest.raises(PlanRefused, match="shift_hours"):
        solve(MADE, engine="told", offer=lambda _: None, offer_seconds=0.0)
