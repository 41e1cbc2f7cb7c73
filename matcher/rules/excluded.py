"""No excluded helper comes."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs, is_in


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    key = facts.need(pairs) * len(facts.arrays.helper) + pairs.helper
    return ~is_in(key, facts.qualities.excluded)


def _asks(facts: Facts, role: int) -> Hashable:
    need, helpers = int(facts.arrays.role["need"][role]), len(facts.arrays.helper)
    known = facts.qualities.excluded
    first, stop = np.searchsorted(known, [need * helpers, (need + 1) * helpers])
    return (known[first:stop] - need * helpers).tobytes()


RULE = PairRule(Rule.EXCLUDED, _allows, _asks)
