"""Breaks are placed wherever a look at every position finds a place for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.arrays import Solution
from matcher.engines.search.changes import load_solution
from matcher.engines.search.frame import frame_of
from matcher.engines.search.state import new_search
from matcher.instance import Instance, compile_instance
from matcher.model import Break, Place, TravelMatrix, TravelSettings
from tests.unit.kernels import timed
from tests.unit.small import answer, helper, need, rest, scenario, shift

START = 480
PLACES = 4


@dataclass(frozen=True)
class Case:
    """A route of one shift: its stops in order of time, and its breaks."""

    end: int
    travel: tuple[tuple[int, ...], ...]
    stops: tuple[tuple[int, int, int], ...]
    """Place, start, minutes."""
    breaks: tuple[Break, ...]
    gaps: tuple[tuple[int, int, int], ...] = field(init=False)
    """From, until, minutes of travel."""

    def __post_init__(self) -> None:
        places = [0, *(place for place, _, _ in self.stops), 0]
        begins = [START, *(start + minutes for _, start, minutes in self.stops)]
        ends = [*(start for _, start, _ in self.stops), self.end]
        legs = [self.travel[a][b] for a, b in pairwise(places)]
        object.__setattr__(self, "gaps", tuple(zip(begins, ends, legs, strict=True)))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    travel = tuple(
        tuple(0 if a == b else draw(st.integers(0, 9)) for b in range(PLACES))
        for a in range(PLACES)
    )
    stops: list[tuple[int, int, int]] = []
    place, free = 0, START
    for target in draw(st.lists(st.integers(0, PLACES - 1), min_size=1, max_size=3)):
        start = free + travel[place][target] + draw(st.integers(0, 12))
        minutes = draw(st.integers(1, 5))
        stops.append((target, start, minutes))
        place, free = target, start + minutes
    end = free + travel[place][0] + draw(st.integers(0, 12))
    breaks: list[Break] = []
    opens = START
    for _ in range(draw(st.integers(1, 3))):
        opens += draw(st.integers(0, 12))
        closes = min(end, opens + draw(st.integers(1, 14)))
        if closes <= opens:
            break
        minutes = draw(st.integers(1, closes - opens))
        breaks.append(rest(opens, closes, minutes, mandatory=draw(st.booleans())))
        opens = closes
    return Case(end=end, travel=travel, stops=tuple(stops), breaks=tuple(breaks))


def build(case: Case) -> tuple[Instance, Solution]:
    names = tuple(f"p{place}" for place in range(PLACES))
    matrix = TravelMatrix(places=names, minutes=case.travel, metres=case.travel)
    made = scenario(
        travel=TravelSettings(matrices=(matrix,)),
        helpers=(helper("ann", shift(start=START, end=case.end, breaks=case.breaks)),),
        needs=tuple(
            need(f"n{row}", place=Place(key=f"p{place}"), minutes=minutes)
            for row, (place, _, minutes) in enumerate(case.stops)
        ),
    )
    instance = compile_instance(made)
    stops = [(row, [(0, start)]) for row, (_, start, _) in enumerate(case.stops)]
    return instance, answer(instance, *stops)


def place_in(instance: Instance, solution: Solution) -> tuple[bool, list[int]]:
    """Let the search time the only route, with its stops where they are."""
    frame = frame_of(instance.arrays)
    search = new_search(instance.arrays, frame._replace(floats=np.zeros_like(frame.floats)))
    load_solution(search, solution)
    return timed(search, 0), search.state.solution.rest.tolist()


def place(case: Case) -> tuple[bool, list[int]]:
    instance, solution = build(case)
    return place_in(instance, solution)


def holds(case: Case, starts: tuple[int, ...]) -> bool:
    """Say whether breaks at these times, -1 for none, leave every way its time."""
    taken = [(s, s + b.minutes) for s, b in zip(starts, case.breaks, strict=True) if s >= 0]
    inside = all(any(a <= s and e <= b for a, b, _ in case.gaps) for s, e in taken)
    return inside and all(
        any(
            all(leave + minutes <= s or leave >= e for s, e in taken)
            for leave in range(begins, ends - minutes + 1)
        )
        for begins, ends, minutes in case.gaps
    )


def every_placing(case: Case) -> Iterator[tuple[int, ...]]:
    """Give every way to take the mandatory breaks and no others."""
    choices = [range(b.start, b.end - b.minutes + 1) if b.mandatory else (-1,) for b in case.breaks]
    return (starts for starts in product(*choices) if holds(case, starts))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(cases())
def test_breaks_are_placed_wherever_they_can_be(case):
    done, starts = place(case)
    assert done == any(True for _ in every_placing(case))
    if done:
        assert holds(case, tuple(starts))
        for start, own in zip(starts, case.breaks, strict=True):
            assert start >= 0 or not own.mandatory
            assert start < 0 or own.start <= start <= own.end - own.minutes


@settings(max_examples=200, deadline=None, derandomize=True)
@given(cases())
def test_a_voluntary_break_alone_is_taken_if_it_can_be(case):
    for own in case.breaks:
        only = replace(own, mandatory=False)
        alone = replace(case, breaks=(only,))
        times = range(only.start, only.end - only.minutes + 1)
        done, starts = place(alone)
        assert done
        assert (starts[0] >= 0) == any(holds(alone, (start,)) for start in times)


def test_an_unused_shift_takes_no_break():
    breaks = (rest(500, 530, 20),)
    instance = compile_instance(scenario(helpers=(helper("ann", shift(breaks=breaks)),)))
    solution = answer(instance)
    solution.rest[:] = 505
    assert place_in(instance, solution) == (True, [-1])


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        ((480, 720), 480),  # before the first stop
        ((481, 720), 580),  # between the two, as late as can be
        ((581, 720), 630),  # after the last
    ],
)
def test_a_break_is_taken_in_the_first_wait_that_holds_it(interval, expected):
    made = scenario(
        helpers=(helper("ann", shift(breaks=(rest(*interval, 20),))),),
        needs=(need("a"), need("b")),
    )
    instance = compile_instance(made)
    solution = answer(instance, (0, [(0, 500)]), (1, [(0, 600)]))
    assert place_in(instance, solution) == (True, [expected])
