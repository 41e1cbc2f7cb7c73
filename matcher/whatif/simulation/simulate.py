"""Carrying a plan out many times, each time otherwise."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Floats, Ints
from matcher.model import Plan, Scenario
from matcher.whatif.simulation.replicate import Tally
from matcher.whatif.simulation.results import (
    Bar,
    ExposedCommunity,
    ExposedNeed,
    KeyHelper,
    Simulated,
    Spread,
    Urgent,
    VisitChance,
)
from matcher.whatif.simulation.settings import Uncertainty
from matcher.whatif.simulation.trial import Trial, trial_of

WORST_SHARE = 20
"""One replication in so many is in the worst part: 5 %."""

BARS = 20


def simulate(
    scenario: Scenario, plan: Plan, *, settings: Uncertainty | None = None, seed: int = 0
) -> Simulated:
    """Carry a plan out many times, each time otherwise; docs/simulation.md says how.

    Parameters
    ----------
    scenario : Scenario
        Without errors.
    plan : Plan
        For this scenario. Visits that the scenario does not have are left out, and so are those
        whose crew it does not permit.
    settings : Uncertainty, optional
    seed : int
        The only source of chance: the same seed gives the same figures.
    """
    trial = trial_of(scenario, plan, settings or Uncertainty(), seed)
    tally = trial.run(np.zeros(0, np.int64), trial.settings.replications)
    return _result(trial, tally, seed)


def spread_of(values: Ints) -> Spread:
    """Sum up a figure of all replications."""
    ordered = np.sort(values)
    tail = ordered[: -(-len(ordered) // WORST_SHARE)]
    deviation = float(ordered.std(ddof=1)) if len(ordered) > 1 else 0.0
    return Spread(
        mean=float(ordered.mean()),
        error=deviation / len(ordered) ** 0.5,
        worst=int(tail[-1]),
        tail=float(tail.mean()),
        least=int(ordered[0]),
        most=int(ordered[-1]),
    )


def _result(trial: Trial, tally: Tally, seed: int) -> Simulated:
    arrays, served = trial.instance.arrays, trial.solution.served
    weight = arrays.need["weight"][arrays.visit["need"]]
    chance = tally.held / len(tally.weight)
    planned, asked = int(weight[served].sum()), int(weight.sum())
    spread = spread_of(tally.weight)
    urgent = Urgent(asked=float(tally.asked.mean()), met=float(tally.met.mean()))
    return Simulated(
        settings=trial.settings,
        seed=seed,
        asked_visits=len(weight),
        asked_weight=asked,
        planned_visits=int(served.sum()),
        planned_weight=planned,
        visits=spread_of(tally.visits),
        weight=spread,
        share=spread.mean / asked if asked else 1.0,
        nothing_fails=float((tally.visits == served.sum()).mean()),
        histogram=_histogram(tally.weight),
        chances=_chances(trial, served, chance, weight),
        needs=_needs(trial, served, chance, weight),
        communities=_communities(trial, served, chance, weight),
        helpers=_helpers(trial, weight),
        urgent=urgent if trial.settings.urgent_per_day > 0 else None,
    )


def _histogram(values: Ints) -> tuple[Bar, ...]:
    least, most = int(values.min()), int(values.max())
    width = -(-(most - least + 1) // BARS)
    counts = np.bincount((values - least) // width)
    return tuple(
        Bar(start=start, end=start + width - 1, replications=count)
        for start, count in zip(range(least, most + 1, width), counts.tolist(), strict=True)
    )


def _chances(trial: Trial, served: Bools, chance: Floats, weight: Ints) -> tuple[VisitChance, ...]:
    needs, visit = trial.instance.scenario.needs, trial.instance.arrays.visit
    lost = weight * (1.0 - chance)
    return tuple(
        VisitChance(
            need=needs[visit["need"][row]].id,
            occurrence=int(visit["occurrence"][row]),
            chance=float(chance[row]),
            lost=float(lost[row]),
        )
        for row in np.flatnonzero(served).tolist()
    )


def _needs(trial: Trial, served: Bools, chance: Floats, weight: Ints) -> tuple[ExposedNeed, ...]:
    owner, needs = trial.instance.arrays.visit["need"], trial.instance.scenario.needs
    visits = np.bincount(owner[served], minlength=len(needs))
    expected = np.bincount(owner, chance, len(needs))
    lost = np.bincount(owner[served], (weight * (1.0 - chance))[served], len(needs))
    return tuple(
        ExposedNeed(
            need=needs[row].id,
            resident=needs[row].resident,
            community=needs[row].community,
            visits=int(visits[row]),
            expected=float(expected[row]),
            lost=float(lost[row]),
        )
        for row in np.argsort(-lost, kind="stable").tolist()
        if visits[row]
    )


def _communities(
    trial: Trial, served: Bools, chance: Floats, weight: Ints
) -> tuple[ExposedCommunity, ...]:
    arrays, places = trial.instance.arrays, trial.instance.scenario.communities
    owner = arrays.need["community"][arrays.visit["need"]]
    asked, planned, expected = (
        np.bincount(owner, part, len(places)) for part in (weight, weight * served, weight * chance)
    )
    share = expected / np.maximum(asked, 1.0)
    return tuple(
        ExposedCommunity(
            community=places[row].id,
            asked=int(asked[row]),
            planned=int(planned[row]),
            expected=float(expected[row]),
            share=float(share[row]),
        )
        for row in np.argsort(share, kind="stable").tolist()
        if asked[row]
    )


def _helpers(trial: Trial, weight: Ints) -> tuple[KeyHelper, ...]:
    arrays, people = trial.instance.arrays, trial.instance.scenario.helpers
    crew = trial.solution.shift >= 0
    pairs = np.stack(
        [arrays.shift["helper"][trial.solution.shift[crew]], arrays.member["visit"][crew]]
    )
    # Who takes two roles of one visit counts once.
    helper, visit = np.unique(pairs, axis=1)
    visits = np.bincount(helper, minlength=len(people))
    hanging = np.bincount(helper, weight[visit], len(people))
    lost = hanging * (1.0 - np.array([person.reliability for person in people]))
    return tuple(
        KeyHelper(
            helper=people[row].id,
            reliability=people[row].reliability,
            visits=int(visits[row]),
            weight=int(hanging[row]),
            lost=float(lost[row]),
        )
        for row in np.lexsort((-hanging, -lost)).tolist()
        if visits[row]
    )
