"""Who comes by virtue of a tier of the ladder comes once the need has moved up to it."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    kind = facts.arrays.helper["kind"][pairs.helper]
    qualities, start = facts.qualities, facts.arrays.shift["start"][pairs.shift]
    # Kinds to which it opens in no time of the horizon are refused as such.
    never = ~qualities.role_kind[pairs.role, kind]
    return np.asarray(never | (start >= qualities.role_opens[pairs.role, kind]))


def _asks(facts: Facts) -> Ints:
    return facts.qualities.role_opens


RULE = PairRule(Rule.ESCALATION, _allows, _asks, by_shift=True)
