"""The place is in the helper's area: by community, by radius, or without limit."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs
from matcher.travel import great_circle_metres


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    arrays, need = facts.arrays, facts.need(pairs)
    allowed = facts.qualities.area[pairs.helper, arrays.need["community"][need]]
    allowed |= arrays.helper["everywhere"][pairs.helper] > 0
    radius = arrays.helper["radius"][pairs.helper]
    home, place = arrays.helper["home"][pairs.helper], arrays.need["location"][need]
    asked = np.flatnonzero(~allowed & np.isfinite(radius) & (home >= 0) & (place >= 0))
    ends = (arrays.travel.location[spot[asked]] for spot in (home, place))
    metres = great_circle_metres(
        *(np.degrees(end[axis]) for end in ends for axis in ("lat", "lon"))
    )
    allowed[asked] = metres <= radius[asked]
    return np.asarray(allowed)


def _asks(facts: Facts) -> Ints:
    need = facts.arrays.need[facts.arrays.role["need"]]
    by_radius = np.isfinite(facts.arrays.helper["radius"]).any()
    return np.column_stack((need["community"], np.where(by_radius, need["location"], -1)))


RULE = PairRule(Rule.AREA, _allows, _asks)
