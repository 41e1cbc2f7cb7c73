"""Where required, each crew member speaks one of the languages wished."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs


def speaks(facts: Facts, pairs: Pairs) -> Bools:
    """Say which helpers speak one of the languages that the need wishes."""
    wished = facts.qualities.need_language[facts.need(pairs)]
    return np.asarray((facts.qualities.language[pairs.helper] & wished).any(axis=1))


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    required = facts.arrays.need["language_required"][facts.need(pairs)]
    return np.asarray(speaks(facts, pairs) | (required == 0))


def _asks(facts: Facts) -> Ints:
    need = facts.arrays.role["need"]
    required = facts.arrays.need["language_required"][need][:, None]
    return np.hstack((required, facts.qualities.need_language[need] * required))


RULE = PairRule(Rule.LANGUAGE, _allows, _asks)
