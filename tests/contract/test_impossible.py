"""What nobody can serve is known without a search."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matcher.model import InvalidInput, UnmetKind
from matcher.solve import find_impossible
from tests.contract.engines import planned
from tests.strategies import random_scenarios, scenarios
from tests.unit.small import scenario


def test_it_is_what_every_plan_leaves_out_as_such_for_the_same_reasons():
    found = []

    @settings(random_scenarios, max_examples=100)
    @given(scenarios())
    def each(scenario):
        impossible = find_impossible(scenario)
        unmet = planned("search", scenario).unmet
        assert impossible == tuple(one for one in unmet if one.kind is UnmetKind.NO_CANDIDATE)
        found.extend(impossible)

    each()
    assert len(found) > 50
    assert all(unmet.reasons for unmet in found)


def test_an_invalid_scenario_brings_all_its_errors_at_once():
    with pytest.raises(InvalidInput) as caught:
        find_impossible(replace(scenario(), days=0))
    assert "horizon_empty" in {problem.code for problem in caught.value.problems}
