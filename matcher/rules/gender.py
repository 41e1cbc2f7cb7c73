"""Where required, each crew member has the gender wished."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    need = facts.arrays.need[facts.need(pairs)]
    same = facts.arrays.helper["gender"][pairs.helper] == need["gender"]
    return np.asarray(same | (need["gender_required"] == 0))


RULE = PairRule(Rule.GENDER, _allows)
