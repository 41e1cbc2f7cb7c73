"""The totals of the plan in the making, from what the state keeps."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Floats, Ints
from matcher.engines.search.chance import Chance, uniform
from matcher.engines.search.changes import PAY
from matcher.engines.search.frame import Frame
from matcher.engines.search.state import Search, State
from matcher.kernel import entry, kernel
from matcher.model import TermName

MAX_LATENESS, FAIRNESS, MAX_IDLE, BALANCE = (
    tuple(TermName).index(term)
    for term in (
        TermName.MAX_LATENESS,
        TermName.FAIRNESS,
        TermName.MAX_IDLE,
        TermName.BALANCE,
    )
)


@entry
def score(search: Search, totals: Ints) -> None:
    """Write pins not kept, then the totals by level, shape (1 + levels,)."""
    arrays, frame, state = search.arrays, search.frame, search.state
    for level in range(len(totals)):
        totals[level] = 0
    for visit in frame.pinned:
        totals[0] += not state.solution.served[visit]
    for term in range(len(state.values)):
        if frame.counts[term]:
            row = arrays.term[term]
            totals[1 + row.level] += row.weight * term_value(arrays, frame, state, term)


@kernel
def term_value(arrays: Arrays, frame: Frame, state: State, term: int) -> int:
    """Give the value of a term that counts."""
    if term == PAY:
        return state.values[PAY] // 60
    if term == MAX_LATENESS:
        return _largest(state.visit["late_most"])
    if term == MAX_IDLE:
        return _largest(state.route["idle"])
    if term == FAIRNESS:
        return _worst_share(frame.visits, state.unmet)
    if term == BALANCE:
        return _busiest(arrays, state.route["worked"])
    return state.values[term]


@kernel
def _largest(values: Ints) -> int:
    largest = 0
    for value in values:
        largest = max(largest, value)
    return largest


@kernel
def _worst_share(visits: Ints, unmet: Ints) -> int:
    worst = 0
    for community in range(len(visits)):
        if visits[community] > 0:
            worst = max(worst, -((-1000 * unmet[community]) // visits[community]))
    return worst


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
