"""The station's week, planned; then each of its days, proved."""

from __future__ import annotations

import time

from benchmarks.cut import one_day
from benchmarks.measure import Figures, Options, Outcome, run
from matcher.check import check
from matcher.formats import read_scenario
from matcher.model import Limits, Plan, Scenario
from matcher.solve import solve
from scenarios import path


def measure(options: Options, day_seconds: float) -> Figures:
    """Plan station-week, then let the exact engine prove the best plan of each day.

    Parameters
    ----------
    options : Options
    day_seconds : float
        Limit of the exact engine for one day.
    """
    outcome = run(lambda: read_scenario(path("station-week")).scenario, options)
    return outcome.figures | {"days": _days(outcome, options, day_seconds)}


def _days(outcome: Outcome, options: Options, seconds: float) -> list[Figures]:
    if outcome.plan is None:
        return []
    days = []
    for day in range(outcome.scenario.days):
        scenario = one_day(outcome.scenario, outcome.plan, day)
        if scenario.needs:
            days.append(_prove(scenario, options, seconds))
            print(f"{scenario.id}: {days[-1]}", flush=True)
    return days


def _prove(scenario: Scenario, options: Options, seconds: float) -> Figures:
    began = time.perf_counter()
    limits = Limits(max_seconds=seconds, workers=options.workers)
    plan = solve(scenario, limits=limits, engine="exact", seed=options.seed).plan
    return {
        "scenario": scenario.id,
        "served": len(plan.visits),
        "ended": plan.ended.value,
        "totals": list(plan.score.totals),
        "bound": _bound(plan),
        "violations": len(check(scenario, plan).violations),
        "seconds": round(time.perf_counter() - began, 1),
    }


def _bound(plan: Plan) -> list[int] | None:
    return None if plan.bound is None else list(plan.bound)
