"""Some window lets the helper come from the shift's start place and be back in time."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Bools, Ints
from matcher.kernel import entry, leaf
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs
from matcher.rules.window import ALL_STARTS, SERVICE
from matcher.travel import out_and_home


@entry
def _set_fits(arrays: Arrays, roles: Ints, shifts: Ints, fits: Bools) -> None:
    for i in range(len(roles)):
        role, shift = roles[i], arrays.shift[shifts[i]]
        # Most shifts are of another day: only the others are worth working out the way for.
        if some_window(arrays, role, shift.start, shift.latest):
            place = arrays.need[arrays.role[role].need].location
            out, _, home, _ = out_and_home(
                arrays.travel, shift.profile, shift.origin, place, shift.target
            )
            fits[i] = some_window(arrays, role, shift.start + out, shift.latest - home)


@leaf
def some_window(arrays: Arrays, role: int, soonest: int, until: int) -> bool:
    """Say whether some window lets the role begin at `soonest` or later and end by `until`."""
    minutes, need = arrays.role[role].minutes, arrays.need[arrays.role[role].need]
    latest = min(until, arrays.horizon) - minutes
    lag_min, lag_max = 0, 0
    for other in range(need.role_first + 1, role + 1):
        lag_min += arrays.role[other].lag_min
        lag_max += arrays.role[other].lag_max
    found = False
    for w in range(need.window_first, need.window_stop):
        window = arrays.window[w]
        last = window.end + window.max_late
        if window.bounds == SERVICE:
            last -= minutes
        elif window.bounds != ALL_STARTS:
            last += lag_max
        found = found or max(soonest, window.start + lag_min) <= min(latest, last)
    return found


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    fits = np.zeros(len(pairs.role), np.bool_)
    _set_fits(facts.arrays, pairs.role, pairs.shift, fits)
    return fits


RULE = PairRule(Rule.SHIFT_HOURS, _allows, None, by_shift=True)
