"""Where required, each crew member has the gender wished."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    needs, need = facts.arrays.need, facts.need(pairs)
    same = facts.arrays.helper["gender"][pairs.helper] == needs["gender"][need]
    return np.asarray(same | (needs["gender_required"][need] == 0))


def _asks(facts: Facts) -> Ints:
    need = facts.arrays.need[facts.arrays.role["need"]]
    return np.asarray(np.where(need["gender_required"], need["gender"], 0)[:, None])


RULE = PairRule(Rule.GENDER, _allows, _asks)
