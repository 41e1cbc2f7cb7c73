"""Ending a run early, and what is said of it."""

from __future__ import annotations

import json

import pytest
from pydantic import TypeAdapter

from matcher import ending
from matcher.ending import Ending
from matcher.engines.gap import gap
from matcher.engines.interface import ignore, never
from matcher.model import Ended, Limits, Progress, Run
from matcher.solve import solve
from tests.unit.small import at, helper, need, scenario


@pytest.mark.parametrize(
    ("totals", "bound", "expected"),
    [
        ((8, 200), None, None),
        ((8, 200), (8, 200), 0.0),
        ((8, 200), (8, 150), 0.25),
        ((8, 200), (6, 0), 0.25),
        ((0, 200), (0, 0), 1.0),
        ((-4, 0), (-5, 0), 0.25),
        ((), (), 0.0),
    ],
)
def test_the_gap_is_that_of_the_first_level_that_is_open(totals, bound, expected):
    assert gap(totals, bound) == expected


def standing(*totals, bound=None):
    return Progress(engine="told", iterations=0, seconds=0.0, totals=totals or None, bound=bound)


def test_it_stops_at_the_gap_and_not_before():
    watch = Ending(Limits(max_gap=0.1), ignore, never)
    for progress in (standing(), standing(8, 100), standing(8, 100, bound=(8, 89))):
        watch.listen(progress)
        assert not watch.stop()
    watch.listen(standing(8, 100, bound=(8, 90)))
    assert watch.stop()
    assert watch.ended(Ended.CANCELLED) is Ended.GAP_REACHED


def test_it_stops_when_nothing_better_has_come_for_so_long(monkeypatch):
    now = 100.0
    monkeypatch.setattr(ending.time, "perf_counter", lambda: now)
    watch = Ending(Limits(max_unimproved_seconds=5), ignore, never)
    assert not watch.stop()
    watch.listen(standing(8, 100))
    now = 104.0
    watch.listen(standing(8, 99))
    now = 108.0
    watch.listen(standing(8, 99))
    assert not watch.stop()
    now = 109.0
    assert watch.stop()
    assert watch.ended(Ended.CANCELLED) is Ended.UNIMPROVED


def test_who_asks_from_outside_is_heard_and_told_of_everything():
    told = []
    watch = Ending(Limits(max_gap=0.1, max_unimproved_seconds=1), told.append, lambda: True)
    assert watch.stop()
    watch.listen(standing(8, bound=(8,)))
    assert watch.ended(Ended.CANCELLED) is Ended.CANCELLED
    assert told == [standing(8, bound=(8,))]


def test_how_an_engine_says_it_ended_stands_unless_it_was_stopped():
    watch = Ending(Limits(max_gap=0.1), ignore, never)
    watch.listen(standing(8, bound=(8,)))
    for ended in set(Ended) - {Ended.CANCELLED}:
        assert watch.ended(ended) is ended


def test_where_nothing_stops_it_nobody_is_asked():
    assert Ending(Limits(), ignore, never).stop is never


MADE = scenario(
    helpers=tuple(helper(f"h{row}", home=at(9 * row)) for row in range(3)),
    needs=tuple(need(f"n{row}", place=at(7 * row)) for row in range(8)),
)


def test_a_solve_without_a_better_plan_ends_and_says_so():
    limits = Limits(max_seconds=3600, max_unimproved_seconds=0.3)
    result = solve(MADE, limits=limits, engine="search")
    assert result.plan.ended is Ended.UNIMPROVED
    assert (result.run.max_gap, result.run.max_unimproved_seconds) == (None, 0.3)


def test_a_solve_whose_gap_is_small_enough_ends_and_says_so():
    limits = Limits(max_seconds=600, max_gap=1.0)
    result = solve(MADE, limits=limits, engine="exact")
    assert result.plan.ended is Ended.GAP_REACHED
    assert gap(result.plan.score.totals, result.plan.bound) <= 1.0
    assert result.run.max_gap == 1.0


def test_runs_recorded_before_are_still_read():
    fields = {"version": "0", "engine": "search", "seed": 0, "workers": 1, "seconds": 1.0}
    read = TypeAdapter(Run).validate_python(fields | {"max_seconds": 30.0, "max_iterations": None})
    assert (read.max_gap, read.max_unimproved_seconds) == (None, None)
    assert json.loads(TypeAdapter(Run).dump_json(read))["max_gap"] is None
