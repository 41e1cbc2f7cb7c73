"""Where helpers are required, the first role is filled from them."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs, is_in


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    key = pairs.role * len(facts.arrays.helper) + pairs.helper
    chosen = is_in(key, facts.qualities.required)
    return np.asarray(chosen | ~facts.qualities.role_choosy[pairs.role])


def _asks(facts: Facts) -> Ints:
    choosy = facts.qualities.role_choosy
    return np.asarray(np.where(choosy, np.arange(1, len(choosy) + 1), 0)[:, None])


RULE = PairRule(Rule.REQUIRED, _allows, _asks)
