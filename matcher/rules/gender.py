"""Where required, each crew member has the gender wished."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    need = facts.demand.role_need[pairs.role]
    same = facts.people.gender[pairs.helper] == facts.demand.gender[need]
    return np.asarray(same | ~facts.demand.gender_required[need])


RULE = PairRule(Rule.GENDER, _allows)
