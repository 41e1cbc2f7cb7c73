"""Which helpers to put on call, so that the worst case gets better."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.arrays import Ints
from matcher.model import Plan, Scenario
from matcher.whatif.simulation.results import Spread, Standby
from matcher.whatif.simulation.settings import Uncertainty
from matcher.whatif.simulation.simulate import spread_of
from matcher.whatif.simulation.trial import Trial, trial_of

POOL = 24
"""Most helpers that are tried, those who could save most first."""

TRIES = 2_000
"""Most replications of a try; those chosen are measured with all."""


def suggest_standbys(
    scenario: Scenario,
    plan: Plan,
    *,
    most: int,
    settings: Uncertainty | None = None,
    seed: int = 0,
) -> tuple[Standby, ...]:
    """Choose helpers to put on call, one after the other, each the best addition.

    A helper on call stands in for a crew member who does not turn up, in the time that the plan
    leaves in their own shifts. The best is who lifts the mean of the worst twentieth most, then the
    mean. All are tried with the same draws.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
    most : int
        Fewer are given where nobody more lifts anything.
    settings : Uncertainty, optional
    seed : int
        As for `simulate`.
    """
    trial = trial_of(scenario, plan, settings or Uncertainty(), seed)
    chosen = _choose(trial, most)
    shifts, people = _shifts(trial), scenario.helpers
    before = _measure(trial, shifts, [], trial.settings.replications)
    found: list[Standby] = []
    for count, helper in enumerate(chosen, start=1):
        after = _measure(trial, shifts, chosen[:count], trial.settings.replications)
        found.append(
            Standby(
                helper=people[helper].id,
                mean_lift=after.mean - before.mean,
                worst_lift=float(after.worst - before.worst),
                tail_lift=after.tail - before.tail,
                weight=after,
            )
        )
        before = after
    return tuple(found)


def _choose(trial: Trial, most: int) -> list[int]:
    """Give helpers by row, the best first."""
    promise = trial.promise().promise
    pool = [row for row in np.argsort(-promise, kind="stable")[:POOL].tolist() if promise[row] > 0]
    tries, shifts = min(TRIES, trial.settings.replications), _shifts(trial)
    lift = dict.fromkeys(pool, (np.inf, np.inf))
    chosen: list[int] = []
    now = _measure(trial, shifts, chosen, tries)
    while lift and len(chosen) < most:
        tried: list[int] = []
        # What somebody lifts grows hardly ever by others who stand by: who lifted less than the
        # best does now need not be tried again.
        for row in sorted(lift, key=lift.__getitem__, reverse=True):
            if tried and lift[row] <= max(lift[other] for other in tried):
                break
            with_row = _measure(trial, shifts, [*chosen, row], tries)
            lift[row] = with_row.tail - now.tail, with_row.mean - now.mean
            tried.append(row)
        best = max(tried, key=lift.__getitem__)
        if lift.pop(best) <= (0.0, 0.0):
            break
        chosen.append(best)
        now = _measure(trial, shifts, chosen, tries)
    return chosen


def _shifts(trial: Trial) -> list[Ints]:
    """Give each helper's shifts."""
    owner = trial.instance.arrays.shift["helper"]
    people = range(len(trial.instance.arrays.helper))
    return [np.flatnonzero(owner == helper) for helper in people]


def _measure(
    trial: Trial, shifts: Sequence[Ints], helpers: Sequence[int], replications: int
) -> Spread:
    on_call = [np.zeros(0, np.int64), *(shifts[helper] for helper in helpers)]
    return spread_of(trial.run(np.concatenate(on_call), replications).weight)
