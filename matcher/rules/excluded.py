"""No excluded helper comes."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs, is_in


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    key = facts.need(pairs) * len(facts.arrays.helper) + pairs.helper
    return ~is_in(key, facts.qualities.excluded)


def _asks(facts: Facts) -> Ints:
    need = facts.arrays.role["need"]
    picky = np.isin(need, facts.qualities.excluded // max(1, len(facts.arrays.helper)))
    return np.asarray(np.where(picky, need, -1)[:, None])


RULE = PairRule(Rule.EXCLUDED, _allows, _asks)
