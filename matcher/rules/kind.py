"""The helper's kind is among the role's kinds."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    kind = facts.arrays.helper["kind"][pairs.helper]
    return np.asarray(facts.qualities.role_kind[pairs.role, kind])


def _asks(facts: Facts, role: int) -> Hashable:
    return facts.qualities.role_kind[role].tobytes()


RULE = PairRule(Rule.KIND, _allows, _asks)
