"""The helper has each skill of the role at its level."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    held, asked = facts.qualities.skill, facts.qualities.role_skill
    allowed, judged = np.ones(len(pairs.role), np.bool_), np.zeros(len(asked), np.bool_)
    judged[pairs.role] = True
    for skill in np.flatnonzero(asked[judged].any(axis=0)):
        allowed &= held[pairs.helper, skill] >= asked[pairs.role, skill]
    return allowed


def _asks(facts: Facts) -> Ints:
    return facts.qualities.role_skill


RULE = PairRule(Rule.SKILL, _allows, _asks)
