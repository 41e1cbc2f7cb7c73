"""Rivals, against every subset of askers."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pytest

from matcher.shortage.contest import PARTS, Contest, rivals

TRIES = 60


def contest(asked, arcs, holds, parent=None):
    """Write a contest down: arcs are (asker, room, most)."""
    asker, room, most = np.array(sorted(arcs), np.int64).reshape(-1, 3).T
    return Contest(
        np.array(asked),
        asker,
        room,
        most,
        np.array(holds),
        np.full(len(holds), -1) if parent is None else np.array(parent),
    )


def given_at_most(made, askers, parts=PARTS):
    """Give what some askers can be given by the smallest of all cuts, every one tried."""
    rooms = range(len(made.holds))
    least = np.inf
    for used in chain.from_iterable(combinations(rooms, n) for n in range(len(rooms) + 1)):
        beyond = sum(
            most
            for asker, room, most in zip(made.asker, made.room, made.most, strict=True)
            if asker in askers and room not in used
        )
        through = sum(
            made.holds[room] * parts / PARTS for room in used if made.parent[room] not in used
        )
        least = min(least, beyond + through)
    return least


def subsets(made):
    askers = range(len(made.asked))
    return chain.from_iterable(combinations(askers, n) for n in range(1, len(askers) + 1))


def drawn(dice):
    askers, rooms = int(dice.integers(1, 6)), int(dice.integers(2, 6))
    linked = [(a, r) for a in range(askers) for r in range(rooms) if dice.random() < 0.5]
    # The last room may be a part of nothing; others may be part of it.
    parent = [rooms - 1 if dice.random() < 0.4 else -1 for _ in range(rooms - 1)] + [-1]
    return contest(
        dice.integers(1, 9, askers),
        [(a, r, int(dice.integers(1, 7))) for a, r in linked],
        dice.integers(1, 10, rooms),
        parent,
    )


def test_three_who_share_two_hours_are_too_many():
    made = contest([60, 60, 60, 60], [(a, a // 3, 60) for a in range(4)], [120, 60])
    (found,) = rivals(made)
    assert found.askers.tolist() == [0, 1, 2]
    assert (found.asked, found.available) == (180, 120)


def test_sets_that_share_nothing_are_told_apart_and_the_worse_comes_first():
    made = contest([5, 5, 9], [(0, 0, 5), (1, 0, 5), (2, 1, 9)], [7, 2])
    assert [(one.askers.tolist(), one.available) for one in rivals(made)] == [([2], 2), ([0, 1], 7)]


def test_a_room_passes_on_no_more_than_what_it_is_part_of_holds():
    made = contest([5, 5], [(0, 0, 5), (1, 1, 5)], [5, 5, 8], [2, 2, -1])
    (found,) = rivals(made)
    assert (found.asked, found.available) == (10, 8)


def test_what_one_may_use_of_a_room_is_bounded():
    (found,) = rivals(contest([4], [(0, 0, 3)], [9]))
    assert (found.asked, found.available) == (4, 3)


def test_who_is_just_enough_is_tight_and_no_more():
    made = contest([10, 9], [(0, 0, 10), (1, 1, 9)], [10, 10])
    assert rivals(made) == ()
    (found,) = rivals(made, parts=9)
    assert (found.askers.tolist(), found.asked, found.available) == ([0], 10, 10)


def test_nobody_asks_for_anything():
    assert rivals(contest([], [], [3])) == ()


def test_rivals_are_the_smallest_set_that_misses_most():
    dice, short = np.random.default_rng(0), 0
    for _ in range(TRIES):
        made = drawn(dice)
        missing = {
            each: made.asked[list(each)].sum() - given_at_most(made, each) for each in subsets(made)
        }
        most = max(missing.values())
        found = rivals(made)
        if most <= 0:
            assert found == ()
            continue
        short += 1
        worst = [set(each) for each, less in missing.items() if less == most]
        together = set(chain.from_iterable(one.askers.tolist() for one in found))
        assert together == set.intersection(*worst)
        assert sum(one.asked - one.available for one in found) == most
        for one in found:
            assert one.available == pytest.approx(given_at_most(made, one.askers.tolist()))
    assert TRIES / 4 < short < TRIES
