"""The helper holds each licence of the role, valid on the day the shift starts."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    allowed = np.ones(len(pairs.role), np.bool_)
    day = facts.people.shift_day[pairs.shift]
    for licence in range(facts.asks.licence.shape[1]):
        valid = facts.people.licence[pairs.helper, licence] >= day
        allowed &= valid | ~facts.asks.licence[pairs.role, licence]
    return allowed


RULE = PairRule(Rule.LICENCE, _allows, by_shift=True)
