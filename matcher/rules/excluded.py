"""No excluded helper comes."""

from __future__ import annotations

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs, is_in


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    key = facts.need(pairs) * len(facts.arrays.helper) + pairs.helper
    return ~is_in(key, facts.qualities.excluded)


RULE = PairRule(Rule.EXCLUDED, _allows)
