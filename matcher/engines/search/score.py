"""The totals of the plan in the making, from what the state keeps."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Floats, Ints
from matcher.engines.search.changes import PAY
from matcher.engines.search.chance import Chance, uniform
from matcher.engines.search.frame import Frame
from matcher.engines.search.state import State
from matcher.kernel import compiled, kernel, maker
from matcher.model import TermName
from matcher.objective import fairness

MAX_LATENESS, FAIRNESS, MAX_IDLE, BALANCE = (
    tuple(TermName).index(term)
    for term in (
        TermName.MAX_LATENESS,
        TermName.FAIRNESS,
        TermName.MAX_IDLE,
        TermName.BALANCE,
    )
)


@maker
def score(arrays: Arrays, frame: Frame, state: State) -> Ints:
    """Give pins not kept, then the totals by level, shape (1 + levels,)."""
    sums = np.zeros(1 + arrays.levels, np.int64)
    for visit in frame.pinned:
        sums[0] += not state.solution.served[visit]
    for term in range(len(state.values)):
        if frame.counts[term]:
            row = arrays.term[term]
            sums[1 + row.level] += row.weight * _value(arrays, state, term)
    return sums


@compiled
def totals_of(arrays: Arrays, frame: Frame, state: State) -> Ints:
    """Give the same, for Python."""
    return score(arrays, frame, state)


@maker
def _value(arrays: Arrays, state: State, term: int) -> int:
    if term == PAY:
        return state.values[PAY] // 60
    if term == MAX_LATENESS:
        return _largest(state.late_most)
    if term == MAX_IDLE:
        return _largest(state.idle)
    if term == FAIRNESS:
        return fairness.value(arrays, state.solution, state.routes)
    if term == BALANCE:
        return _busiest(arrays, state.worked)
    return state.values[term]


@kernel
def _largest(values: Ints) -> int:
    largest = 0
    for value in values:
        largest = max(largest, value)
    return largest


@kernel
def _busiest(arrays: Arrays, worked: Ints) -> int:
    busiest = 0
    for helper in range(len(arrays.helper)):
        minutes = 0
        for shift in range(arrays.helper[helper].shift_first, arrays.helper[helper].shift_stop):
            minutes += worked[shift]
        busiest = max(busiest, minutes)
    return busiest


@kernel
def is_taken(fresh: Ints, current: Ints, heat: Floats, chance: Chance) -> bool:
    """Say whether a change is taken: the first level that differs decides, by its temperature."""
    for level in range(len(fresh)):
        worse = fresh[level] - current[level]
        if worse < 0:
            return True
        if worse > 0:
            return heat[level] > 0 and uniform(chance) < np.exp(-worse / heat[level])
    return True


@kernel
def is_better(fresh: Ints, best: Ints) -> bool:
    """Say whether the first level that differs is better."""
    for level in range(len(fresh)):
        if fresh[level] != best[level]:
            return bool(fresh[level] < best[level])
    return False
