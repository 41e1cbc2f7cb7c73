"""Who works when, and for how long."""

from __future__ import annotations

import pytest

from matcher.engines.portfolio.turns import Turn, fair_share, turns_of


def test_the_smallest_go_first_each_with_one_worker():
    assert turns_of([3, 1, 2, 2], workers=2) == [
        Turn(1, 1, 1),
        Turn(2, 2, 1),
        Turn(3, 2, 1),
        Turn(0, 3, 1),
    ]


def test_a_large_part_has_all_workers():
    assert turns_of([1, 7, 1], workers=2) == [Turn(0, 1, 1), Turn(2, 1, 1), Turn(1, 7, 2)]


@pytest.mark.parametrize(
    ("sizes", "workers"), [([5, 5, 5], [1, 1, 2]), ([5], [2]), ([5, 5], [1, 1]), ([9, 1], [2, 2])]
)
def test_no_worker_is_left_over(sizes, workers):
    assert [turn.workers for turn in turns_of(sizes, workers=2)] == workers


def test_a_turn_has_the_share_of_its_size():
    waiting = [Turn(0, 10, 1), Turn(1, 20, 1), Turn(2, 30, 2)]
    # Of 70 parts: 40 while the second is at work, whose twin waits for it, and 30 for the third.
    assert fair_share(waiting, 2, 70.0) == pytest.approx(10.0)
    assert fair_share(waiting[1:], 2, 70.0) == pytest.approx(20.0)
    assert fair_share(waiting[2:], 2, 70.0) == pytest.approx(35.0)


def test_equal_parts_take_turns_of_equal_length():
    waiting = turns_of([5] * 8, workers=2)
    assert fair_share(waiting, 2, 2 * 30.0) == pytest.approx(30.0 / 4)
    assert fair_share(waiting[1:], 2, 2 * 30.0 - 7.5) == pytest.approx(30.0 / 4)
