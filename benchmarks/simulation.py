"""How long it takes to carry a synthetic week's plan out thousands of times."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from benchmarks.measure import Figures, Options, Stopwatch, peak_megabytes
from benchmarks.sets import read, write
from benchmarks.shared import data, script
from benchmarks.synthetic import SYNTHETIC, scenario
from matcher.model import Helper, HelperKind, Limits, Scenario
from matcher.solve import solve
from matcher.whatif.simulation import Uncertainty, simulate, suggest_standbys

T = TypeVar("T")

RELIABILITY = {HelperKind.VOLUNTEER: (0.75, 0.98), HelperKind.SOCIAL_WORKER: (0.95, 0.995)}
"""Between which chances to turn up a helper's is drawn evenly; the set has none."""


def measure(options: Options, size: str, replications: int, standbys: int) -> Figures:
    """Have a week made, plan it, and simulate the plan.

    Parameters
    ----------
    options : Options
        `out` is the folder of the week; the seed is the generator's, of the reliabilities, the
        search and the simulation.
    size : str
        Of the set, like ``district``.
    replications : int
    standbys : int
        How many are suggested.

    Returns
    -------
    dict
        Seconds of no-shows alone (`seconds`), of everything at once (`seconds_all`) and of the
        standbys, each from the records to the figures, with the kernels compiled beforehand.

    Raises
    ------
    MissingData
        If the generator is not there.
    """
    watch = Stopwatch()
    with watch.phase("build"):
        made = build(options, size)
    with watch.phase("solve"):
        limits = Limits(max_seconds=options.seconds, workers=options.workers)
        plan = solve(made, limits=limits, engine=options.engine, seed=options.seed).plan
    alone = Uncertainty(replications=replications)
    everything = replace(alone, late_share=0.2, duration_spread=0.2, urgent_per_day=5.0)
    with watch.phase("compile"):
        simulate(made, plan, settings=replace(everything, replications=1))
    seed = options.seed
    seconds, found = _timed(lambda: simulate(made, plan, settings=alone, seed=seed))
    seconds_all, worse = _timed(lambda: simulate(made, plan, settings=everything, seed=seed))
    seconds_standbys, reserve = _timed(
        lambda: suggest_standbys(made, plan, most=standbys, settings=alone, seed=seed)
    )
    return {
        "instance": made.id,
        "replications": replications,
        "visits": found.planned_visits,
        "seconds": seconds,
        "seconds_all": seconds_all,
        "seconds_standbys": seconds_standbys,
        "planned_weight": found.planned_weight,
        "mean": round(found.weight.mean, 2),
        "error": round(found.weight.error, 3),
        "worst": found.weight.worst,
        "tail": round(found.weight.tail, 2),
        "mean_all": round(worse.weight.mean, 2),
        "tail_lifts": [round(each.tail_lift, 2) for each in reserve],
        "phases": watch.seconds,
        "peak_mb": peak_megabytes(),
    }


def build(options: Options, size: str) -> Scenario:
    """Have a week made by the set's generator, and say it with helpers who may stay away."""
    generator = script(data("bench", "synthetic") / "gen.py")
    file = options.out / f"{size}.json"
    write(generator.make(size, options.seed), file)
    made = scenario(read(SYNTHETIC, file), size)
    chance = random.Random(options.seed)  # noqa: S311 - no secret
    return replace(made, helpers=tuple(_unsure(helper, chance) for helper in made.helpers))


def _unsure(helper: Helper, chance: random.Random) -> Helper:
    return replace(helper, reliability=round(chance.uniform(*RELIABILITY[helper.kind]), 3))


def _timed(action: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = action()
    return round(time.perf_counter() - began, 2), done
