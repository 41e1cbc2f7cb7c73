"""How long it takes to say where one more need fits into a city's plan."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.measure import Figures, Options
from benchmarks.sets import read
from benchmarks.synthetic import SYNTHETIC
from matcher.model import Limits, Need, Plan, Scenario
from matcher.recommend import Desk, Fit
from matcher.solve import solve


def measure(options: Options, file: Path, asked: int) -> Figures:
    """Plan an instance once, then ask for new needs, like ones it has, and for unmet ones."""
    scenario = SYNTHETIC.scenario(read(SYNTHETIC, file), file.stem)
    plan = solve(
        scenario,
        limits=Limits(max_seconds=options.seconds, workers=options.workers),
        engine=options.engine,
        seed=options.seed,
    ).plan
    return {"needs": len(scenario.needs), "unmet": len(plan.unmet)} | times(
        scenario, plan, asked, options.seed
    )


def times(scenario: Scenario, plan: Plan, asked: int, seed: int) -> Figures:
    """Time the load, and then requests: milliseconds that half and 95 in 100 stay below."""
    began = time.perf_counter()
    desk = Desk(scenario, plan)
    figures: Figures = {"load_seconds": round(time.perf_counter() - began, 2)}
    chance = Random(seed)  # noqa: S311 - draws needs
    drawn = chance.sample(scenario.needs, min(asked, len(scenario.needs)))
    new = [replace(need, id=f"{need.id}+") for need in drawn]
    unmet = chance.sample([each.need for each in plan.unmet], min(asked, len(plan.unmet)))
    # The first of all compiles.
    desk.recommend(new[0])
    for name, needs, disturb in (
        ("new", new, 0),
        ("unmet", unmet, 0),
        ("new_disturbing_two", new, 2),
    ):
        figures |= _figures(name, desk, needs, disturb)
    return figures


def _figures(name: str, desk: Desk, needs: Sequence[Need | str], disturb: int) -> Figures:
    found = [_timed(desk, need, disturb) for need in needs]
    milliseconds = [taken for taken, _ in found]
    return {
        f"{name}_asked": len(found),
        f"{name}_fit": sum(bool(fits) for _, fits in found),
        f"{name}_p50_ms": round(float(np.percentile(milliseconds, 50)), 1),
        f"{name}_p95_ms": round(float(np.percentile(milliseconds, 95)), 1),
        f"{name}_most_ms": round(max(milliseconds), 1),
    }


def _timed(desk: Desk, need: Need | str, disturb: int) -> tuple[float, tuple[Fit, ...]]:
    began = time.perf_counter()
    found = desk.recommend(need, disturb=disturb)
    return 1000 * (time.perf_counter() - began), found
