"""Medians, gaps and times to a target, by exact values."""

import math
from dataclasses import replace

import pytest

from benchmarks.hhcrsp import HHCRSP
from benchmarks.summary import (
    Reference,
    Run,
    number,
    percent,
    reference,
    seconds_to_reach,
    sum_up,
    table,
)
from benchmarks.synthetic import SYNTHETIC

TRACE = ((0.5, 900.0), (1.5, 990.0), (4.0, 1000.0))
KNOWN = Reference(value=1000.0, origin="best known")


def run(value: float | None, **given: object) -> Run:
    return Run(**({"time_limit": 5.0, "value": value} | given))


def test_the_middle_the_worst_and_the_best_of_what_is_to_be_most() -> None:
    runs = [run(980.0, seconds=6.0, peak_mb=300), run(990.0, seconds=5.0), run(950.0, seconds=7.5)]
    row = sum_up(SYNTHETIC, "week", runs, KNOWN, 0.01)
    assert (row.median, row.worst, row.best) == (980.0, 950.0, 990.0)
    assert (row.gap, row.seconds, row.peak_mb) == (0.02, 6.0, 300)
    assert (row.instance, row.time_limit, row.runs, row.failed) == ("week", 5.0, 3, 0)


def test_less_than_the_best_known_cost_is_a_gap_below_zero() -> None:
    row = sum_up(HHCRSP, "care", [run(950.0), run(970.0), run(980.0), run(1100.0)], KNOWN, 0.01)
    assert (row.median, row.worst, row.best, row.gap) == (975.0, 1100.0, 950.0, -0.025)


def test_a_run_without_a_value_is_worse_than_any() -> None:
    runs = [run(980.0, trace=TRACE), run(None)]
    for kind in (SYNTHETIC, HHCRSP):
        row = sum_up(kind, "x", runs, KNOWN, 0.01)
        assert (row.median, row.worst, row.best) == (None, None, 980.0)
        assert (row.gap, row.failed, row.seconds) == (None, 1, None)


@pytest.mark.parametrize(
    ("within", "seconds"), [(0.2, 0.5), (0.1, 0.5), (0.01, 1.5), (0.005, 4.0), (0.0, 4.0)]
)
def test_the_seconds_until_a_plan_is_close_enough(within: float, seconds: float) -> None:
    assert seconds_to_reach(SYNTHETIC, TRACE, KNOWN, within) == seconds


def test_what_is_never_reached_takes_for_ever() -> None:
    assert seconds_to_reach(SYNTHETIC, TRACE, replace(KNOWN, value=2000.0), 0.1) == math.inf
    assert seconds_to_reach(SYNTHETIC, TRACE, None, 0.1) == math.inf
    costs = ((1.0, 1200.0), (2.0, 1009.0))
    assert seconds_to_reach(HHCRSP, costs, KNOWN, 0.01) == 2.0


def test_the_median_of_the_times_counts_runs_that_never_came_close() -> None:
    late = ((3.0, 995.0),)
    row = sum_up(SYNTHETIC, "x", [run(1.0, trace=each) for each in (TRACE, late, ())], KNOWN, 0.01)
    assert (row.reached, row.seconds_to_reach) == (2, 3.0)
    row = sum_up(SYNTHETIC, "x", [run(1.0, trace=each) for each in (TRACE, (), ())], KNOWN, 0.01)
    assert (row.reached, row.seconds_to_reach) == (1, None)


def test_what_plans_are_held_against() -> None:
    runs = [
        run(950.0, bound=1100.0),
        run(960.0, bound=1000.0, time_limit=60.0),
        run(940.0, bound=1000.0, time_limit=20.0),
    ]
    assert reference(SYNTHETIC, None, runs) == Reference(value=1000.0, origin="bound of 20 s")
    assert reference(HHCRSP, None, runs) == Reference(value=1100.0, origin="bound of 5 s")
    assert reference(HHCRSP, 9.5, runs) == Reference(value=9.5, origin="best known")
    unbounded = [replace(each, bound=None) for each in runs]
    assert reference(HHCRSP, None, unbounded) == Reference(value=940.0, origin="best plan, of 20 s")
    assert reference(SYNTHETIC, None, [run(None)]) is None


def test_a_table_can_be_pasted() -> None:
    runs = [run(980.0, seconds=6.25, peak_mb=1300, trace=TRACE), run(None)]
    lines = table([sum_up(SYNTHETIC, "week", [*runs, runs[0]], KNOWN, 0.005)]).splitlines()
    assert lines[0].split(" | ")[8] == "seconds to within 0.5 %"
    assert lines[1] == "|" + " --- |" * 11
    assert lines[2] == (
        "| week | 5 s | 3 (1 without a value) | 980 | - | 980 | 1,000 (best known) | +2.000 % |"
        " 4 (2 of 3) | 6.2 | 1,300 MB |"
    )


@pytest.mark.parametrize(
    ("value", "written"), [(None, "-"), (1434.0, "1,434"), (1434 + 2 / 3, "1,434.67")]
)
def test_figures_are_written_as_the_results_have_them(value: float | None, written: str) -> None:
    assert number(value) == written


def test_a_gap_of_next_to_nothing_has_no_sign() -> None:
    assert [percent(share) for share in (None, -1e-9, -0.0292)] == ["-", "0 %", "-2.920 %"]
