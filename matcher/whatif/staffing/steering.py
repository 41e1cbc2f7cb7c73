"""A scenario whose policy puts the goals first, and what bounds on it prove."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linprog

from matcher.arrays import Ints
from matcher.model import Policy, Scenario, Term, TermName
from matcher.whatif.staffing.goals import Counts, Goals

CLASSES = 5
"""Priorities there are; one stands for needs that no goal is about."""

FIRST = (
    Term(name=TermName.COVERAGE, level=1),
    Term(name=TermName.TRAVEL_TIME, level=2),
)
"""The terms of a plan that is to show what can be served."""

ROUNDING = 1e-4
"""What the solver may err by in the weight that may be left unmet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is known of every plan of a mix: it leaves at least so much weight unmet.

    Attributes
    ----------
    weight : array of int, shape (needs,)
        Of one visit.
    unmet : int
    """

    weight: Ints
    unmet: int

    def rules_out(self, goals: Goals, required: Counts) -> bool:
        """Say whether no plan that serves so many visits of each goal leaves as much unmet."""
        spare = np.array(goals.asked) - np.array(required)
        # Needs of one weight in the same goals are alike.
        key = np.vstack([goals.holds, self.weight]).T
        alike, group = np.unique(key.astype(np.float64), axis=0, return_inverse=True)
        visits = np.bincount(group.reshape(-1), weights=goals.times, minlength=len(alike))
        most = linprog(
            -alike[:, -1],
            A_ub=alike[:, :-1].T,
            b_ub=spare.astype(np.float64),
            bounds=[(0.0, float(count)) for count in visits],
        )
        # Visits and weights are whole.
        return most.fun is not None and math.floor(ROUNDING - most.fun) < self.unmet


def weights_of(goals: Goals, importance: Sequence[int]) -> Ints:
    """Weigh each need by the goals it is in, with no more different weights than priorities."""
    weight = np.array(importance, np.int64) @ goals.holds
    values = np.unique(weight[weight > 0])
    while len(values) >= CLASSES:
        # The two that differ least, as a ratio, become one.
        near = int(np.argmin(values[1:] / values[:-1]))
        weight[weight == values[near]] = values[near + 1]
        values = np.delete(values, near)
    return np.asarray(weight)


def steered(scenario: Scenario, weight: Ints) -> Scenario:
    """Give a scenario that serves most weight first, and then travels little.

    Its plans keep the same rules: priorities decide on nothing but what is served first.
    """
    values = [0, *np.unique(weight[weight > 0]).tolist()]
    padded = (*values, *[0] * CLASSES)[:CLASSES]
    weights = (padded[0], padded[1], padded[2], padded[3], padded[4])
    needs = tuple(
        replace(need, priority=values.index(own) + 1)
        for need, own in zip(scenario.needs, weight.tolist(), strict=True)
    )
    policy = Policy(
        terms=FIRST,
        priority_weights=weights,
        ignored_rules=scenario.policy.ignored_rules,
        escalation=tuple(replace(tier, priority=0) for tier in scenario.policy.escalation),
    )
    return replace(scenario, needs=needs, policy=policy, published=())
