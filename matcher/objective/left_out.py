"""What visits that are left out add to the objective."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Ints
from matcher.instance.compile import TERMS
from matcher.model import TermName


def values_left_out(arrays: Arrays) -> dict[TermName, Ints]:
    """Give what each visit adds to each term if it is left out, shape (visits,)."""
    visit = arrays.visit
    told = visit["published_weight"] * (1 + visit["published_stop"] - visit["published_first"])
    return {
        TermName.COVERAGE: arrays.need["weight"][visit["need"]],
        TermName.DISRUPTION: np.where(visit["published_start"] >= 0, told, 0),
    }


def costs_left_out(arrays: Arrays) -> Ints:
    """Give what each visit adds to each level if it is left out.

    Returns
    -------
    array of int, shape (levels, visits)
        Summed over visits it is what the plan that serves nothing costs.
    """
    costs = np.zeros((arrays.levels, len(arrays.visit)), np.int64)
    for name, value in values_left_out(arrays).items():
        term = arrays.term[TERMS.index(name)]
        if term["level"] >= 0:
            costs[term["level"]] += term["weight"] * value
    return costs
