"""Shortage maps of a week with too few helpers: how fast, how true, and what worths are worth."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import fmean
from typing import TypeVar

import numpy as np

from benchmarks.measure import Figures
from benchmarks.refute import is_infeasible
from benchmarks.sets import read
from benchmarks.staffing import thinned
from benchmarks.synthetic import SYNTHETIC
from matcher.instance import compile_instance
from matcher.model import Limits
from matcher.shortage import Verified, Worth, find_shortages, verify
from matcher.shortage.askings import lines_of
from matcher.shortage.bottlenecks import find_rivalries
from matcher.shortage.ground import ground_of
from matcher.shortage.spread import spread_of
from matcher.solve import solve
from matcher.whatif.runs import Request

T = TypeVar("T")

ALL = 1_000_000
"""Types of helpers, more than there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for.

    Attributes
    ----------
    file : Path
        An instance of the synthetic weeks, of which a third of the helpers is taken away.
    tried : int
        So many of the most valuable types, and as many drawn ones, are planned with one more.
    seconds, bound_seconds, solve_seconds : float
        For the plan, for the climb to the bound, and for each plan with one more.
    workers, seed : int
    """

    file: Path
    tried: int
    seconds: float
    bound_seconds: float
    solve_seconds: float
    workers: int
    seed: int


def measure(asked: Asked) -> Figures:
    """Time the parts, prove each bottleneck anew, and hold worths against gains."""
    scenario = thinned(SYNTHETIC.scenario(read(SYNTHETIC, asked.file), asked.file.stem), asked.seed)
    limits = Limits(max_seconds=asked.seconds, workers=asked.workers)
    plan = solve(scenario, limits=limits, seed=asked.seed).plan
    compile_seconds, instance = _timed(lambda: compile_instance(scenario))
    ground = ground_of(instance)
    map_seconds, spread = _timed(lambda: spread_of(ground, lines_of(instance), None))
    cut_seconds, rivalries = _timed(lambda: find_rivalries(ground))
    whole_seconds, found = _timed(
        lambda: find_shortages(scenario, plan, seconds=asked.bound_seconds, top=ALL)
    )
    proven = [one for one in rivalries if one.proven]
    figures: Figures = {
        "needs": len(scenario.needs),
        "helpers": len(scenario.helpers),
        "unmet": len(plan.unmet),
        "impossible": found.impossible,
        "phases": {
            "compile": round(compile_seconds, 2),
            "map": round(map_seconds, 3),
            "bottlenecks": round(cut_seconds, 3),
            "all": round(whole_seconds, 2),
        },
        "cells": int(np.count_nonzero(spread.demand)),
        "cells_short": int(np.count_nonzero(spread.demand > spread.supply)),
        "bottlenecks": len(proven),
        "bottlenecks_tight": len(rivalries) - len(proven),
        "bottlenecks_confirmed": sum(
            is_infeasible(instance, one.visits.tolist()) for one in proven
        ),
        "proven_unserved": sum(one.unserved for one in proven),
    }
    print(figures, flush=True)
    value = found.valuation
    if value is None or not asked.tried:
        return figures
    best, drawn = _chosen(value.helpers, asked)
    base = Request(
        name="base",
        scenario=scenario,
        limits=Limits(max_seconds=asked.solve_seconds),
        seed=asked.seed,
        start=plan,
    )
    tried = verify(base, value, (*best, *drawn), workers=asked.workers)
    return figures | {
        "bound": value.bound,
        "reached": value.reached,
        "types": len(value.helpers),
        "beyond_proven": sum(
            one.proven_most is not None and one.gained > one.proven_most for one in tried
        ),
        "best": _gains(tried[: len(best)]),
        "drawn": _gains(tried[len(best) :]),
    }


def _timed(action: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = action()
    return time.perf_counter() - began, found


def _chosen(types: Sequence[Worth], asked: Asked) -> tuple[Sequence[Worth], Sequence[Worth]]:
    """Give the most valuable types, and some of the others by chance."""
    rest = types[asked.tried :]
    dice = Random(asked.seed)  # noqa: S311 - a draw of types
    return types[: asked.tried], dice.sample(rest, min(asked.tried, len(rest)))


def _gains(tried: Sequence[Verified]) -> Figures:
    if not tried:
        return {"types": 0}
    return {
        "types": len(tried),
        "estimate_mean": round(fmean(one.points for one in tried), 2),
        "gained_mean": round(fmean(one.gained for one in tried), 2),
        "pairs": [(one.points, one.gained) for one in tried],
    }
