"""The objective's terms, one file each, and the reference evaluator.

Each term is a compiled function (arrays, solution, routes) to a whole number; less is better. A
new term is a new file, its name in `TermName`, and its line in `measure`.
"""

from __future__ import annotations

from itertools import compress

import numpy as np

from matcher.arrays import Arrays, Bools, Ints, Solution, routes_of
from matcher.instance import Instance
from matcher.instance.compile import TERMS
from matcher.kernel import compiled
from matcher.model import Score, TermName, TermValue
from matcher.objective import (
    balance,
    continuity,
    coverage,
    disruption,
    fairness,
    lateness,
    max_idle,
    max_lateness,
    missed_breaks,
    no_shows,
    overtime,
    pay,
    preferences,
    shortfall,
    tier,
    travel_distance,
    travel_time,
    waiting,
)


@compiled
def measure(arrays: Arrays, solution: Solution) -> Ints:
    """Compute every term of a solution, in the order of `TermName`.

    Returns
    -------
    array of int, shape (terms,)
    """
    routes = routes_of(arrays, solution)
    return np.array(
        [
            coverage.value(arrays, solution, routes),
            lateness.value(arrays, solution, routes),
            max_lateness.value(arrays, solution, routes),
            fairness.value(arrays, solution, routes),
            continuity.value(arrays, solution, routes),
            preferences.value(arrays, solution, routes),
            tier.value(arrays, solution, routes),
            no_shows.value(arrays, solution, routes),
            missed_breaks.value(arrays, solution, routes),
            shortfall.value(arrays, solution, routes),
            travel_time.value(arrays, solution, routes),
            travel_distance.value(arrays, solution, routes),
            waiting.value(arrays, solution, routes),
            max_idle.value(arrays, solution, routes),
            overtime.value(arrays, solution, routes),
            pay.value(arrays, solution, routes),
            balance.value(arrays, solution, routes),
            disruption.value(arrays, solution, routes),
        ],
        dtype=np.int64,
    )


@compiled
def totals(arrays: Arrays, values: Ints) -> Ints:
    """Sum weight x value within each level, most important level first."""
    sums = np.zeros(arrays.levels, np.int64)
    for term in range(len(values)):
        if arrays.term[term].level >= 0:
            sums[arrays.term[term].level] += arrays.term[term].weight * values[term]
    return sums


def counting(arrays: Arrays) -> Bools:
    """Say which terms have a level and a weight, in the order of `TermName`."""
    counts: Bools = (arrays.term["level"] >= 0) & (arrays.term["weight"] > 0)
    return counts


def counted_terms(arrays: Arrays) -> frozenset[TermName]:
    """Give the terms that have a level and a weight."""
    return frozenset(compress(TERMS, counting(arrays)))


def rank(arrays: Arrays, solution: Solution) -> tuple[int, ...]:
    """Give how many pinned visits are left out, then the totals; of two plans less is better."""
    missed = int(np.count_nonzero(arrays.visit["pinned"] * ~solution.served))
    return missed, *map(int, totals(arrays, measure(arrays, solution)))


def evaluate(instance: Instance, solution: Solution) -> Score:
    """Score a solution by the scenario's policy."""
    values = measure(instance.arrays, solution)
    return Score(
        terms=tuple(
            TermValue(
                name=term.name,
                level=term.level,
                weight=term.weight,
                value=int(values[TERMS.index(term.name)]),
            )
            for term in instance.scenario.policy.terms
        ),
        totals=tuple(int(total) for total in totals(instance.arrays, values)),
    )
