"""Where helpers are required, the first role is filled from them."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs, is_in


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    key = pairs.role * len(facts.people.kind) + pairs.helper
    return np.asarray(is_in(key, facts.asks.required) | ~facts.asks.has_required[pairs.role])


RULE = PairRule(Rule.REQUIRED, _allows)
