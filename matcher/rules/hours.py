"""Some window lets the helper come from the shift's start place and be back in time."""

from __future__ import annotations

import numpy as np
from numba import njit

from matcher.arrays import Bools, Demand, Ints, People
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs
from matcher.rules.window import ALL_STARTS, SERVICE
from matcher.travel import Travel, travel


@njit(cache=True)
def _fits(
    people: People, demand: Demand, table: Travel, horizon: int, role: Ints, shift: Ints
) -> Bools:
    fits = np.zeros(len(role), np.bool_)
    for i in range(len(role)):
        need = demand.role_need[role[i]]
        place, profile = demand.location[need], people.profile[people.shift_helper[shift[i]]]
        if place < 0 or people.shift_from[shift[i]] < 0 or people.shift_to[shift[i]] < 0:
            continue
        out, _ = travel(table, profile, people.shift_from[shift[i]], place)
        home, _ = travel(table, profile, place, people.shift_to[shift[i]])
        minutes = demand.role_minutes[role[i]]
        soonest = people.shift_start[shift[i]] + out
        latest = min(people.shift_latest[shift[i]] - home, horizon) - minutes
        lag_min, lag_max = 0, 0
        for other in range(demand.role_ptr[need] + 1, role[i] + 1):
            lag_min += demand.role_lag_min[other]
            lag_max += demand.role_lag_max[other]
        for w in range(demand.window_ptr[need], demand.window_ptr[need + 1]):
            end = demand.window_end[w] + demand.window_max_late[w]
            last = end + lag_max
            if demand.window_bounds[w] == ALL_STARTS:
                last = end
            elif demand.window_bounds[w] == SERVICE:
                last = end - minutes
            if max(soonest, demand.window_start[w] + lag_min) <= min(latest, last):
                fits[i] = True
                break
    return fits


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    fits: Bools = _fits(
        facts.people, facts.demand, facts.travel, facts.horizon, pairs.role, pairs.shift
    )
    return fits


RULE = PairRule(Rule.SHIFT_HOURS, _allows, by_shift=True)
