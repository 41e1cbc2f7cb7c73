"""What every engine promises of the plans it offers while at work."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from matcher.solve import solve
from tests.contract.engines import NAMES, limits, planned, suited, takes
from tests.contract.test_plans import assert_checked
from tests.strategies import random_scenarios, scenarios


@pytest.mark.parametrize("engine", NAMES)
def test_every_plan_offered_keeps_every_rule_and_offering_changes_nothing(engine):
    offered = []

    @settings(random_scenarios, max_examples=15 if engine == "portfolio" else 40)
    @given(scenarios(most_needs=6))
    def each(drawn):
        scenario = suited(engine, drawn)
        if not takes(engine, scenario):
            return
        handed = []
        plan = solve(
            scenario, limits=limits(engine), engine=engine, offer=handed.append, offer_seconds=0.0
        ).plan
        assert plan == planned(engine, scenario)
        for one in handed:
            assert_checked(scenario, one)
        offered.extend(handed)

    each()
    assert len(offered) > (5 if engine == "portfolio" else 20), (
        "too few plans are offered to be judged"
    )
