"""Carrying a plan out many times."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Arrays, Floats, Ints
from matcher.kernel import by_reference, entry, kernel
from matcher.whatif.simulation.course import Course
from matcher.whatif.simulation.draws import (
    DELAY,
    IS_LATE,
    TURNS_UP,
    WAIT,
    WANTED,
    draw,
    exponential,
    key_of,
)
from matcher.whatif.simulation.progress import Odds, carry_out
from matcher.whatif.simulation.recourse import serve_urgent, spare_work
from matcher.whatif.simulation.state import State, begin


@by_reference
class Tally(NamedTuple):
    """What came of it.

    Attributes
    ----------
    weight, visits : array of int, shape (replications,)
        Of the visits of the plan that took place.
    asked, met : array of int, shape (replications,)
        Urgent visits, and those served.
    held : array of int, shape (visits,)
        In how many replications a visit took place.
    promise : array of float, shape (helpers,)
        Expected weight that a helper could save of the plan as it is, each visit by itself; empty:
        not asked for. Where it is, everybody turns up.
    """

    weight: Ints
    visits: Ints
    asked: Ints
    met: Ints
    held: Ints
    promise: Floats


@entry
def replicate(
    arrays: Arrays, course: Course, state: State, odds: Odds, tally: Tally, key: np.uint64
) -> None:
    """Carry a plan out as often as the tally has room for.

    Parameters
    ----------
    arrays : Arrays
        With the candidates that may be called on at any hour.
    course : Course
    state : State
        Overwritten.
    odds : Odds
    tally : Tally
        Added to.
    key : uint64
        Of the seed.
    """
    parts = len(course.part)
    for number in range(len(tally.weight)):
        own = key_of(key, number)
        begin(arrays, course, state)
        _draw_helpers(course, state, odds, tally, own)
        asked, when = 0, _next_urgent(course, odds, own, 0, 0.0)
        for part in range(parts + 1):
            until = course.part[part].start if part < parts else FOREVER
            while _minute(course, when) < until:
                need = course.wanted[int(draw(own, WANTED, asked) * len(course.wanted))]
                tally.met[number] += serve_urgent(
                    arrays, course, state, need, _minute(course, when)
                )
                asked += 1
                when = _next_urgent(course, odds, own, asked, when)
            if part < parts:
                if len(tally.promise) > 0:
                    _note_promise(arrays, course, state, tally, part)
                if carry_out(arrays, course, state, odds, own, part):
                    _note_visit(arrays, tally, number, course.part[part].visit)
        tally.asked[number] = asked


@kernel
def _draw_helpers(course: Course, state: State, odds: Odds, tally: Tally, key: np.uint64) -> None:
    """Draw who turns up, and who is late."""
    everybody = len(tally.promise) > 0
    for i in range(len(course.drawn)):
        shift = course.drawn[i]
        turns_up = draw(key, TURNS_UP, shift) < course.ready[shift].reliability
        state.here[shift] = turns_up or everybody
        if draw(key, IS_LATE, shift) < odds.late_share:
            state.delay[shift] = round(odds.late_minutes * exponential(key, DELAY, shift))
            state.free[shift] += state.delay[shift]


@kernel
def _next_urgent(course: Course, odds: Odds, key: np.uint64, number: int, when: float) -> float:
    """Give the next time an urgent visit is asked for, in days on which somebody is at work."""
    if odds.urgent_per_day <= 0.0 or len(course.wanted) == 0:
        return float(len(course.day))
    return when + exponential(key, WAIT, number) / odds.urgent_per_day


@kernel
def _minute(course: Course, when: float) -> int:
    """Give the minute of a time in days; FOREVER when they are over."""
    if when >= len(course.day):
        return FOREVER
    day = course.day[int(when)]
    return day.start + int((when - int(when)) * (day.end - day.start))


@kernel
def _note_visit(arrays: Arrays, tally: Tally, number: int, visit: int) -> None:
    """Note that a visit took place."""
    tally.weight[number] += arrays.need[arrays.visit[visit].need].weight
    tally.visits[number] += 1
    tally.held[visit] += 1


@kernel
def _note_promise(arrays: Arrays, course: Course, state: State, tally: Tally, part: int) -> None:
    """Note who would have time for a place in the crew, and what hangs on it."""
    for member in range(course.part[part].first, course.part[part].stop):
        place, duty = arrays.member[member].role, course.duty[member]
        role = arrays.role[place]
        loss = arrays.need[role.need].weight * (1.0 - course.ready[duty.shift].reliability)
        if loss <= 0.0:
            continue
        for candidate in range(role.candidate_first, role.candidate_stop):
            shift = arrays.candidate[candidate].shift
            if spare_work(arrays, course, state, shift, place, duty.start) >= 0:
                helper = arrays.shift[shift].helper
                tally.promise[helper] += loss * course.ready[shift].reliability
