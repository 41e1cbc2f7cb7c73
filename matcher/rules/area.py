"""The place is in the helper's area: by community, by radius, or without limit."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools
from matcher.model import Rule
from matcher.rules.pairs import Facts, PairRule, Pairs
from matcher.travel import great_circle_metres


def _allows(facts: Facts, pairs: Pairs) -> Bools:
    people, demand, travel = facts.people, facts.demand, facts.travel
    need = demand.role_need[pairs.role]
    home, place = people.home[pairs.helper], demand.location[need]
    placed = (home >= 0) & (place >= 0)
    metres = great_circle_metres(
        *(np.degrees(table[spot]) for spot in (home, place) for table in (travel.lat, travel.lon))
    )
    near = placed & (metres <= people.radius[pairs.helper])
    named = facts.asks.area[pairs.helper, demand.community[need]]
    return np.asarray(people.everywhere[pairs.helper] | named | near)


RULE = PairRule(Rule.AREA, _allows)
