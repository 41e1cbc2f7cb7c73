"""The helper has each skill of the role at its level."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    allowed = np.ones(len(pairs.role), np.bool_)
    for skill in range(facts.asks.skill.shape[1]):
        least = facts.asks.skill[pairs.role, skill]
        allowed &= facts.people.skill[pairs.helper, skill] >= least
    return allowed


RULE = PairRule(Rule.SKILL, _allows)
