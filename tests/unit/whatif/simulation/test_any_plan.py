"""Any plan of any scenario: where everybody turns up in time, all of it takes place."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from matcher.whatif.simulation import Uncertainty, simulate, suggest_standbys
from tests.strategies import random_scenarios, scenarios
from tests.unit.small import planned


def test_what_goes_as_planned_serves_what_is_planned() -> None:
    served = []

    @settings(random_scenarios, max_examples=60)
    @given(scenarios())
    def each(drawn) -> None:
        people = tuple(replace(helper, reliability=1.0) for helper in drawn.helpers)
        made = replace(drawn, helpers=people)
        plan = planned(made, iterations=5)
        served.append(len(plan.visits))
        found = simulate(made, plan, settings=Uncertainty(replications=1))
        assert found.planned_visits == len(plan.visits)
        assert found.nothing_fails == 1.0

    each()
    assert sum(served) > 100


def test_standbys_and_urgent_visits_never_make_it_worse() -> None:
    lifts = []

    @settings(random_scenarios, max_examples=40)
    @given(scenarios())
    def each(drawn) -> None:
        people = tuple(
            replace(helper, reliability=0.5 + row % 2 / 4)
            for row, helper in enumerate(drawn.helpers)
        )
        made = replace(drawn, helpers=people)
        plan = planned(made, iterations=5)
        few, busy = Uncertainty(replications=40), Uncertainty(replications=40, urgent_per_day=4.0)
        calm, urgent = (simulate(made, plan, settings=each) for each in (few, busy))
        assert calm.weight == urgent.weight
        assert urgent.urgent is not None
        assert urgent.urgent.met <= urgent.urgent.asked
        found = suggest_standbys(made, plan, most=1, settings=few)
        lifts.extend(each.mean_lift for each in found)

    each()
    assert len(lifts) > 5
    assert min(lifts) > 0
