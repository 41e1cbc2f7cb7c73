"""Where required, each crew member has the gender wished."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    needs, need = facts.arrays.need, facts.need(pairs)
    same = facts.arrays.helper["gender"][pairs.helper] == needs["gender"][need]
    return np.asarray(same | (needs["gender_required"][need] == 0))


def _asks(facts: Facts, role: int) -> Hashable:
    need = facts.arrays.need[facts.arrays.role["need"][role]]
    return int(need["gender"]) if need["gender_required"] else None


RULE = PairRule(Rule.GENDER, _allows, _asks)
