"""What is bounded: some of the objective's terms, each with a weight.

Terms of which a relaxed plan knows nothing count as nothing, which they never fall below.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Floats, Ints
from matcher.engines.bounds.market import Market
from matcher.model import TermName
from matcher.objective.left_out import values_left_out

TERMS = tuple(TermName)

COUNTED = frozenset(
    {
        TermName.COVERAGE,
        TermName.PREFERENCES,
        TermName.TIER,
        TermName.NO_SHOWS,
        TermName.TRAVEL_TIME,
        TermName.TRAVEL_DISTANCE,
        TermName.OVERTIME,
        TermName.PAY,
        TermName.DISRUPTION,
    }
)
"""Terms that count; of disruption, what dropping a visit costs."""


class Aim(NamedTuple):
    """What things cost.

    Attributes
    ----------
    stake : array of float, shape (visits,)
        Leaving a visit unmet.
    offer : array of float, shape (offers,)
        Taking an offer.
    minute : array of float, shape (shifts,)
        A minute of travel.
    metre, late : float
        A metre of travel, a minute of overtime.
    rounding : float
        What the rounding down of a term may take off the sum.
    """

    stake: Floats
    offer: Floats
    minute: Floats
    metre: float
    late: float
    rounding: float


def policy_weights(arrays: Arrays, level: int) -> Ints:
    """Give the weights of the terms of one level, in the order of `TermName`."""
    term = arrays.term
    return np.where(term["level"] == level, term["weight"], 0)


def weights_of(weights: dict[TermName, int]) -> Ints:
    """Give the weights of all terms, 0 where none is given."""
    return np.array([weights.get(term, 0) for term in TERMS], np.int64)


def aim_of(arrays: Arrays, market: Market, weights: Ints) -> Aim:
    """Price what a relaxed plan is made of.

    Parameters
    ----------
    arrays : Arrays
    market : Market
    weights : array of int, shape (terms,)
        In the order of `TermName`.
    """
    weight = dict(zip(TERMS, weights.tolist(), strict=True))
    hours, stake = arrays.shift, np.zeros(len(arrays.visit))
    for term, value in values_left_out(arrays).items():
        stake += weight[term] * value
    pay = weight[TermName.PAY] * arrays.helper["cost_per_hour"][hours["helper"]] / 60.0
    candidate = arrays.candidate[market.offer["candidate"]]
    offer = weight[TermName.PREFERENCES] * candidate["wishes"]
    offer = offer + weight[TermName.TIER] * candidate["tier"]
    need = arrays.visit["need"][market.task["visit"][market.offer["task"]]]
    at_risk = (
        arrays.need["weight"][need] * arrays.helper["absent"][hours["helper"]][candidate["shift"]]
    )
    offer = offer + weight[TermName.NO_SHOWS] * at_risk
    return Aim(
        stake=stake,
        offer=offer + pay[candidate["shift"]] * market.offer["minutes"],
        minute=weight[TermName.TRAVEL_TIME] + pay,
        metre=float(weight[TermName.TRAVEL_DISTANCE]),
        late=float(weight[TermName.OVERTIME]),
        rounding=weight[TermName.PAY] * 59.0 / 60.0,
    )
