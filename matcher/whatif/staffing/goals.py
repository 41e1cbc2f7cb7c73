"""The shares to be reached, counted in visits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Plan, Scenario

Counts = tuple[int, ...]
"""Visits of each goal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Needs of which a share of the visits is to be served.

    Attributes
    ----------
    target : int
        Position of the question's target that it is, or is a part of.
    needs : tuple of int
        Positions in the scenario.
    share : float
    community : str or None
        Of a target that each community is to reach.
    """

    target: int
    needs: tuple[int, ...]
    share: float
    community: str | None = None


class Goals:
    """The goals of a question.

    Parameters
    ----------
    scenario : Scenario
    goals : sequence of Goal

    Attributes
    ----------
    goals : tuple of Goal
    holds : array of bool, shape (goals, needs)
    asked : tuple of int
        Visits of each.
    """

    def __init__(self, scenario: Scenario, goals: Sequence[Goal]) -> None:
        self._scenario, self.goals = scenario, tuple(goals)
        self._row = {need.id: row for row, need in enumerate(scenario.needs)}
        self.times = np.array(
            [need.recurrence.times if need.recurrence else 1 for need in scenario.needs], np.int64
        )
        self.holds: Bools = np.zeros((len(self.goals), len(scenario.needs)), np.bool_)
        for place, goal in enumerate(self.goals):
            self.holds[place, list(goal.needs)] = True
        self.asked = self._counts(self.times)

    @property
    def required(self) -> Counts:
        """Visits of each goal that must be served."""
        return tuple(
            math.ceil(Fraction(repr(goal.share)) * asked)
            for goal, asked in zip(self.goals, self.asked, strict=True)
        )

    def with_share(self, target: int, share: float) -> Goals:
        """Give the goals with another share of one target."""
        return Goals(
            self._scenario,
            [replace(g, share=share) if g.target == target else g for g in self.goals],
        )

    def served(self, plan: Plan) -> Counts:
        """Count the visits that a plan serves of each goal."""
        times = np.zeros_like(self.times)
        for visit in plan.visits:
            times[self._row[visit.need]] += 1
        return self._counts(times)

    def _counts(self, times: Ints) -> Counts:
        return tuple(int(count) for count in self.holds @ times)


def reaches(served: Counts, required: Counts) -> bool:
    """Say whether so many visits served are enough for every goal."""
    return all(have >= need for have, need in zip(served, required, strict=True))
