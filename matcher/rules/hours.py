"""Some window lets the helper come from the shift's start place and be back in time."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Bools, Ints
from matcher.kernel import compiled
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs
from matcher.rules.window import ALL_STARTS, SERVICE
from matcher.travel import travel


@compiled
def _fits(arrays: Arrays, roles: Ints, shifts: Ints) -> Bools:
    fits = np.zeros(len(roles), np.bool_)
    for i in range(len(roles)):
        role, shift = arrays.role[roles[i]], arrays.shift[shifts[i]]
        need = arrays.need[role.need]
        out, _ = travel(arrays.travel, shift.profile, shift.origin, need.location)
        home, _ = travel(arrays.travel, shift.profile, need.location, shift.target)
        soonest = shift.start + out
        latest = min(shift.latest - home, arrays.horizon) - role.minutes
        lag_min, lag_max = 0, 0
        for other in range(need.role_first + 1, roles[i] + 1):
            lag_min += arrays.role[other].lag_min
            lag_max += arrays.role[other].lag_max
        for w in range(need.window_first, need.window_stop):
            window = arrays.window[w]
            last = window.end + window.max_late
            if window.bounds == SERVICE:
                last -= role.minutes
            elif window.bounds != ALL_STARTS:
                last += lag_max
            if max(soonest, window.start + lag_min) <= min(latest, last):
                fits[i] = True
                break
    return fits


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    fits: Bools = _fits(facts.arrays, pairs.role, pairs.shift)
    return fits


RULE = PairRule(Rule.SHIFT_HOURS, _allows, by_shift=True)
