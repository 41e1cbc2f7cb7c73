"""Half-days begin at midnight, noon and six."""

from __future__ import annotations

import numpy as np

from matcher.shortage.halfdays import half_day_bounds, half_day_of, half_days_between, minutes_in


def test_each_minute_is_of_the_half_day_that_has_begun():
    minutes = np.array([0, 719, 720, 1079, 1080, 1439, 1440])
    assert half_day_of(minutes, 2).tolist() == [0, 0, 1, 1, 2, 2, 3]
    # What begins when the horizon ends is of its last half-day.
    assert half_day_of(minutes, 1).tolist() == [0, 0, 1, 1, 2, 2, 2]


def test_an_interval_reaches_into_half_days_but_not_into_the_one_where_it_ends():
    start, end = np.array([600, 1100, 1090, 2880]), np.array([720, 1441, 1100, 2880])
    owner, half_day = half_days_between(np.array([0, 1, 1, 2]), start, end, 2)
    # What begins when the horizon ends is of its last half-day.
    assert list(zip(owner, half_day, strict=True)) == [(0, 0), (1, 2), (1, 3), (2, 5)]


def test_half_days_follow_one_another_to_the_horizon_s_end():
    first, last = half_day_bounds(2)
    assert first.tolist() == [0, 720, 1080, 1440, 2160, 2520]
    assert last.tolist() == [720, 1080, 1440, 2160, 2520, 2880]


def test_minutes_of_an_interval_are_shared_among_its_half_days():
    found = minutes_in(np.array([660, 1430]), np.array([1090, 1450]), 2)
    assert found.tolist() == [[60, 360, 10, 0, 0, 0], [0, 0, 10, 10, 0, 0]]
