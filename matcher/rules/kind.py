"""The helper's kind is among the role's kinds."""

from __future__ import annotations

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    return facts.asks.kind[pairs.role, facts.people.kind[pairs.helper]]


RULE = PairRule(Rule.KIND, _allows)
