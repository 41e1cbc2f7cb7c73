"""The helper holds each licence of the role, valid on the day the shift starts."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    held, asked = facts.qualities.licence, facts.qualities.role_licence
    day = facts.arrays.shift["day"][pairs.shift]
    allowed = np.ones(len(pairs.role), np.bool_)
    for licence in range(held.shape[1]):
        allowed &= (held[pairs.helper, licence] >= day) | ~asked[pairs.role, licence]
    return allowed


def _asks(facts: Facts) -> Ints:
    return facts.qualities.role_licence.astype(np.int64)


RULE = PairRule(Rule.LICENCE, _allows, _asks, by_shift=True)
