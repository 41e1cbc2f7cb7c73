"""The helper's kind is among the role's kinds, or a tier of the ladder opens the role to it."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    kind = facts.arrays.helper["kind"][pairs.helper]
    return np.asarray(facts.qualities.role_kind[pairs.role, kind])


def _asks(facts: Facts) -> Ints:
    return facts.qualities.role_kind.astype(np.int64)


RULE = PairRule(Rule.KIND, _allows, _asks)
