"""Putting visits in, those first that would lose most by waiting (regret)."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Bools, Floats, Ints
from matcher.arrays.candidate import candidate_of
from matcher.engines.insertion.admit import admit
from matcher.engines.insertion.chance import Chance
from matcher.engines.insertion.options import find_option
from matcher.engines.insertion.spots import PIN_BONUS
from matcher.engines.insertion.state import State
from matcher.kernel import compiled, kernel
from matcher.model import TermName

COVERAGE = tuple(TermName).index(TermName.COVERAGE)

URGENCY = 1e-3
"""Share of a visit's worth that counts beside its regret, so that worthier visits go first."""


@compiled
def repair(arrays: Arrays, state: State, pending: Ints, chance: Chance, noise: float) -> None:
    """Put pending visits in until none fits or is worth its cost."""
    count = len(pending)
    room = 1
    for visit in pending:
        row = arrays.visit[visit]
        room = max(room, row.member_stop - row.member_first + 1)
    shifts, starts = np.zeros((count, room), np.int64), np.zeros((count, room), np.int64)
    cost, second = np.full(count, np.inf), np.full(count, np.inf)
    is_open, is_stale = np.ones(count, np.bool_), np.zeros(count, np.bool_)
    may_fit = np.ones(count, np.bool_)
    while True:
        chosen = _most_regret(arrays, pending, is_open, cost, second)
        if chosen < 0 or is_stale[chosen]:
            again = np.flatnonzero(is_open & may_fit) if chosen < 0 else np.array([chosen])
            if len(again) == 0:
                return
            for i in again:
                cost[i], second[i] = find_option(
                    arrays, state, pending[i], chance, noise, shifts[i], starts[i]
                )
                is_stale[i] = may_fit[i] = False
            continue
        row = arrays.visit[pending[chosen]]
        crew = row.member_stop - row.member_first
        admit(
            arrays,
            state,
            pending[chosen],
            starts[chosen, crew],
            shifts[chosen, :crew],
            starts[chosen, :crew],
        )
        is_open[chosen] = False
        _mark_stale(arrays, pending, chosen, shifts[chosen, :crew], is_stale, may_fit)


@kernel
def _most_regret(
    arrays: Arrays, pending: Ints, is_open: Bools, cost: Floats, second: Floats
) -> int:
    """Give the visit to put in next by what is known of it, stale or not; -1 for none."""
    chosen, most = -1, -np.inf
    for i in range(len(pending)):
        worth = _worth(arrays, pending[i])
        if is_open[i] and cost[i] < worth:
            regret = min(second[i], worth) - cost[i] + URGENCY * worth
            if regret > most:
                chosen, most = i, regret
    return chosen


@kernel
def _worth(arrays: Arrays, visit: int) -> float:
    row = arrays.visit[visit]
    if row.pinned:
        return PIN_BONUS
    return arrays.term[COVERAGE].factor * arrays.need[row.need].weight


@kernel
def _mark_stale(
    arrays: Arrays, pending: Ints, chosen: int, shifts: Ints, is_stale: Bools, may_fit: Bools
) -> None:
    """Mark the visits whose ways may have changed.

    Where a helper, project or supply is shared, there can only be less room than before; an
    occurrence or a predecessor now served may also open a way (`may_fit`).
    """
    done = arrays.visit[pending[chosen]]
    project = arrays.need[done.need].project
    for i in range(len(pending)):
        row = arrays.visit[pending[i]]
        need = arrays.need[row.need]
        opened = row.need == done.need
        for link in range(need.after_first, need.after_stop):
            opened = opened or arrays.link[link] == done.need
        may_fit[i] = may_fit[i] or opened
        stale = is_stale[i] or opened or (project >= 0 and need.project == project)
        stale = stale or (done.ask_first < done.ask_stop and row.ask_first < row.ask_stop)
        for shift in shifts:
            helper = arrays.helper[arrays.shift[shift].helper]
            # Limits of a day or a week bind all shifts of a helper.
            for other in range(helper.shift_first, helper.shift_stop):
                for role in range(need.role_first, need.role_stop):
                    stale = stale or candidate_of(arrays, role, other) >= 0
        is_stale[i] = stale
