"""A hundred cancelled shifts of a synthetic week: how fast, how calm and how good repairs are."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.measure import Figures
from benchmarks.sets import read
from benchmarks.synthetic import SYNTHETIC, worth
from matcher.model import Limits, Plan, Route, Scenario
from matcher.replan import Repair, repair
from matcher.replan.events import HelperCancelsShift
from matcher.solve import solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for.

    Attributes
    ----------
    file : Path
        An instance of the synthetic weeks.
    cancellations : int
    resolved : int
        How many of them are also planned anew, from the plan that was.
    seconds, resolve_seconds : float
        For the plan that is published, and for each new one.
    workers, seed : int
    """

    file: Path
    cancellations: int
    resolved: int
    seconds: float
    resolve_seconds: float
    workers: int
    seed: int


def measure(asked: Asked) -> Figures:
    """Plan once; then cancel one used shift at a time, and repair."""
    instance = read(SYNTHETIC, asked.file)
    scenario = SYNTHETIC.scenario(instance, asked.file.stem)
    limits = Limits(max_seconds=asked.seconds, workers=asked.workers)
    plan = solve(scenario, limits=limits, seed=asked.seed).plan
    dice = random.Random(asked.seed)  # noqa: S311 - a draw of routes
    drawn = dice.sample(plan.routes, min(asked.cancellations + 1, len(plan.routes)))
    # The first loads what is compiled.
    _repaired(scenario, plan, drawn[0], asked.seed)
    made = [(route, _repaired(scenario, plan, route, asked.seed)) for route in drawn[1:]]
    limits = Limits(max_seconds=asked.resolve_seconds, workers=asked.workers)
    totals, worths = [], []
    for _, one in made[: asked.resolved]:
        anew = solve(one.scenario, limits=limits, seed=asked.seed, start=plan).plan.score.totals
        mine = one.result.plan.score.totals
        totals.append((mine[0] - anew[0]) / anew[0])
        best = worth(instance, anew)
        worths.append((best - worth(instance, mine)) / best)
    seconds = [one.result.run.seconds for _, one in made]
    beyond = [_changed_beyond(route, one) for route, one in made]
    return {
        "cancellations": len(made),
        "seconds_p50": round(quantile(seconds, 50), 3),
        "seconds_p95": round(quantile(seconds, 95), 3),
        "seconds_most": max(seconds),
        "lost": sum(len(route.stops) for route, _ in made),
        "dropped": sum(_dropped(route, one) for route, one in made),
        "changed_beyond_most": max(beyond),
        "changed_beyond_mean": round(fmean(beyond), 3),
        "stages": dict(Counter(one.stage.value for _, one in made)),
        "resolved": len(totals),
        "percent_above_most": _percent(totals),
        "percent_of_objective_most": _percent(worths),
    }


def _repaired(scenario: Scenario, plan: Plan, route: Route, seed: int) -> Repair:
    event = HelperCancelsShift(helper=route.helper, shift=route.shift)
    return repair(scenario, plan, [event], seed=seed)


def _changed_beyond(route: Route, made: Repair) -> int:
    """Count the visits that are not as they were, but for those of the shift cancelled."""
    lost = {(stop.need, stop.occurrence) for stop in route.stops}
    return sum((one.need, one.occurrence) not in lost for one in made.changes)


def _dropped(route: Route, made: Repair) -> int:
    """Count the visits of the shift cancelled that nobody else comes to."""
    lost = {(stop.need, stop.occurrence) for stop in route.stops}
    return len(lost & {(one.need, one.occurrence) for one in made.result.plan.unmet})


def quantile(values: Sequence[float], percent: int) -> float:
    """Give the least value that so many in a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def _percent(shares: Sequence[float]) -> float | None:
    return round(100 * max(shares), 3) if shares else None
