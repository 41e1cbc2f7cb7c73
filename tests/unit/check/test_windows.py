"""Which window admits a visit, and how late it then is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.check.facts import gather
from matcher.check.reading import read
from matcher.check.windows import Late, lateness, window_lateness
from matcher.model import Window, WindowBounds

from .change import changed
from .example import PLAN, SCENARIO

SOFT = Window(start=0, end=600, soft=True, late_cost=3)


def nurse(*windows, **changes):
    """Read the visit from 600 to 780, with members starting at 600 and 750."""
    scenario = changed(SCENARIO, "needs", "nurse", windows=windows, **changes)
    return read(gather(scenario), PLAN).visits["nurse", 0]


@pytest.mark.parametrize(
    ("bounds", "end", "late"),
    [
        (WindowBounds.START, 600, 0),
        (WindowBounds.START, 590, 10),
        (WindowBounds.ALL_STARTS, 750, 0),
        (WindowBounds.ALL_STARTS, 740, 10),
        (WindowBounds.SERVICE, 780, 0),
        (WindowBounds.SERVICE, 770, 10),
    ],
)
def test_each_bound_looks_at_its_own_times(bounds, end, late):
    hard = Window(start=600, end=end, bounds=bounds)
    soft = replace(hard, soft=True, late_cost=3)

    assert window_lateness(nurse(hard)) == (None if late else Late(0, 0))
    assert window_lateness(nurse(soft)) == Late(3 * late, late)


def test_the_late_cost_of_all_starts_sums_over_the_crew():
    window = replace(SOFT, end=590, bounds=WindowBounds.ALL_STARTS)

    assert window_lateness(nurse(window)) == Late(3 * (10 + 160), 160)


def test_no_window_admits_a_start_before_it():
    assert window_lateness(nurse(replace(SOFT, start=601))) is None


def test_a_need_without_windows_is_never_late():
    assert window_lateness(nurse()) == Late(0, 0)


def test_of_several_windows_the_cheapest_counts_then_the_least_late():
    dear = replace(SOFT, end=599, late_cost=100)
    cheap = replace(SOFT, end=550, late_cost=1)
    as_cheap = replace(SOFT, end=575, late_cost=2)
    shut = Window(start=0, end=10)

    assert window_lateness(nurse(shut, dear, cheap)) == Late(50, 50)
    assert window_lateness(nurse(cheap, as_cheap)) == Late(50, 25)


@pytest.mark.parametrize(("due", "late"), [(600, 0), (570, 30)])
def test_a_due_date_counts_once_and_beside_the_window(due, late):
    window = replace(SOFT, end=590)

    assert lateness(nurse(window, due=due)) == Late(30 + late, max(10, late))


def test_a_crewless_visit_starts_when_it_starts():
    window = Window(start=0, end=790, bounds=WindowBounds.ALL_STARTS, soft=True)
    scenario = changed(SCENARIO, "needs", "parcel", windows=(window,))
    parcel = read(gather(scenario), PLAN).visits["parcel", 0]

    assert window_lateness(parcel) == Late(10, 10)


def test_a_visit_that_no_window_admits_is_refused_not_late():
    assert lateness(nurse(Window(start=0, end=10), due=590)) == Late(10, 10)
