"""No excluded helper comes."""

from __future__ import annotations

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs, is_in


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    need = facts.demand.role_need[pairs.role]
    return ~is_in(need * len(facts.people.kind) + pairs.helper, facts.asks.excluded)


RULE = PairRule(Rule.EXCLUDED, _allows)
