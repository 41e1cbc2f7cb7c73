"""The place is in the helper's area: by community, by radius, or without limit."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs
from matcher.travel import great_circle_metres


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    arrays, need = facts.arrays, facts.need(pairs)
    helper = arrays.helper[pairs.helper]
    place = arrays.need["location"][need]
    home = helper["home"]
    points = np.append(arrays.travel.location, np.full(1, np.nan, arrays.travel.location.dtype))
    metres = great_circle_metres(
        *(np.degrees(points[spot][axis]) for spot in (home, place) for axis in ("lat", "lon"))
    )
    named = facts.qualities.area[pairs.helper, arrays.need["community"][need]]
    return np.asarray((helper["everywhere"] > 0) | named | (metres <= helper["radius"]))


RULE = PairRule(Rule.AREA, _allows)
