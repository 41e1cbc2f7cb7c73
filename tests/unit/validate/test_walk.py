"""What is looked for column by column is found where a look at every entry finds it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from matcher.model import Scenario
from matcher.validate.texts import TEXTS
from matcher.validate.walk import failing, values, with_pointers
from tests.strategies import scenarios


@settings(max_examples=30, deadline=None, derandomize=True)
@given(scenarios(most_needs=6))
def test_values_and_their_pointers_are_in_one_order(scenario: Scenario):
    for path in TEXTS:
        pointed = list(with_pointers(scenario, path))
        assert [value for _, value in pointed] == values(scenario, path)
        assert len({pointer for pointer, _ in pointed}) == len(pointed)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(scenarios(most_needs=6))
def test_what_several_share_is_blamed_on_each(scenario: Scenario):
    shared = scenario.helpers[0].shifts
    made = replace(scenario, helpers=tuple(replace(h, shifts=shared) for h in scenario.helpers))
    wrong = [shift.id for shift in shared[:1]]

    found = [
        pointer
        for pointer, _ in failing(made, "helpers/*/shifts/*", lambda shift: shift.id not in wrong)
    ]

    assert found == [f"/helpers/{i}/shifts/0" for i in range(len(made.helpers)) if shared]
