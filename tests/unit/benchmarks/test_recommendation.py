from __future__ import annotations

from benchmarks.recommendation import times
from tests.unit.small import helper, need, planned, scenario


def test_new_needs_and_those_left_out_are_timed() -> None:
    made = scenario(
        helpers=(helper(), helper("bob")), needs=(need("tea"), need("long", minutes=400))
    )
    figures = times(made, planned(made), 5, seed=1)
    assert (figures["new_asked"], figures["new_fit"]) == (2, 1)
    assert (figures["unmet_asked"], figures["unmet_fit"]) == (1, 0)
    assert figures["new_disturbing_two_fit"] == 1
    milliseconds = [value for name, value in figures.items() if name.endswith("_ms")]
    assert len(milliseconds) == 9
    assert all(isinstance(value, float) and value >= 0 for value in milliseconds)
