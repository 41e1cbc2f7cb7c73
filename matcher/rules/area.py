"""The place is in the helper's area: by community, by radius, or without limit."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Bools, Ints
from matcher.kernel import entry
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs
from matcher.travel import straight_metres


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    arrays, need = facts.arrays, facts.need(pairs)
    allowed = facts.qualities.area[pairs.helper, arrays.need["community"][need]]
    allowed |= arrays.helper["everywhere"][pairs.helper] > 0
    _allow_near(arrays, need, pairs.helper, allowed)
    return np.asarray(allowed)


@entry
def _allow_near(arrays: Arrays, needs: Ints, helpers: Ints, allowed: Bools) -> None:
    """Allow what lies within the helper's radius; without coordinates, nothing does."""
    for pair in range(len(needs)):
        helper, place = arrays.helper[helpers[pair]], arrays.need[needs[pair]].location
        if not allowed[pair] and helper.home >= 0 and place >= 0:
            metres = straight_metres(arrays.travel, helper.home, place)
            allowed[pair] = metres <= helper.radius


def _asks(facts: Facts) -> Ints:
    need = facts.arrays.need[facts.arrays.role["need"]]
    by_radius = np.isfinite(facts.arrays.helper["radius"]).any()
    return np.column_stack((need["community"], np.where(by_radius, need["location"], -1)))


RULE = PairRule(Rule.AREA, _allows, _asks)
