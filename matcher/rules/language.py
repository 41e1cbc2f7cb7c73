"""Where required, each crew member speaks one of the languages wished."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def speaks(facts: Facts, pairs: Pairs) -> Bools:
    """Say which helpers speak one of the languages that the need wishes."""
    need = facts.demand.role_need[pairs.role]
    common = facts.people.language[pairs.helper] & facts.demand.language[need]
    return np.asarray(common.any(axis=1))


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    need = facts.demand.role_need[pairs.role]
    return np.asarray(speaks(facts, pairs) | ~facts.demand.language_required[need])


RULE = PairRule(Rule.LANGUAGE, _allows)
