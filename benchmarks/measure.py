"""Runs the public pipeline on a scenario and tells what it cost and what came out."""

from __future__ import annotations

import json
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.coverage import Coverage, coverage, write_coverage
from matcher.check import check
from matcher.formats import write_plan, write_scenario
from matcher.model import Limits, Plan, Result, Scenario, Severity, Tier
from matcher.solve import solve
from matcher.validate import validate

Figures = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line asks for."""

    out: Path
    seconds: float
    seed: int
    workers: int
    engine: str = "auto"
    build_only: bool = False
    trace: bool = False
    """Whether to tell how the plan got better, where that can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a measured run leaves; no plan where only the scenario was built."""

    scenario: Scenario
    plan: Plan | None
    figures: Figures


class Stopwatch:
    """Seconds of each phase, in order."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time what is inside, and say so when it is over."""
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 2)
        print(f"{name:>10} {self.seconds[name]:8.2f} s", flush=True)


def run(build: Callable[[], Scenario], options: Options) -> Outcome:
    """Build, validate, solve and check; write scenario.json, plan.json and coverage.csv.

    Parameters
    ----------
    build : callable
        Makes the scenario.
    options : Options

    Returns
    -------
    Outcome
        With the counts, seconds and memory that end up in the results' table.
    """
    options.out.mkdir(parents=True, exist_ok=True)
    watch = Stopwatch()
    with watch.phase("build"):
        scenario = build()
    figures = sizes(scenario)
    with watch.phase("validate"):
        problems = validate(scenario)
    severities = Counter(problem.severity for problem in problems)
    figures |= {"errors": severities[Severity.ERROR], "warnings": severities[Severity.WARNING]}
    with watch.phase("write"):
        write_scenario(scenario, options.out / "scenario.json")
    plan = None
    if not options.build_only:
        with watch.phase("solve"):
            result = _solve(scenario, options)
        plan = result.plan
        with watch.phase("check"):
            report = check(scenario, plan)
        figures |= plan_figures(scenario, plan) | {"violations": len(report.violations)}
        write_plan(plan, options.out / "plan.json")
        write_coverage(coverage(scenario, plan), options.out / "coverage.csv")
    figures |= {"seconds": watch.seconds, "peak_mb": peak_megabytes()}
    return Outcome(scenario=scenario, plan=plan, figures=figures)


def sizes(scenario: Scenario) -> Figures:
    """Count what a scenario holds."""
    return {
        "scenario": scenario.id,
        "days": scenario.days,
        "communities": len(scenario.communities),
        "organisations": len(scenario.organisations),
        "helpers": len(scenario.helpers),
        "shifts": sum(len(helper.shifts) for helper in scenario.helpers),
        "resources": len(scenario.resources),
        "needs": len(scenario.needs),
        "visits": sum(n.recurrence.times if n.recurrence else 1 for n in scenario.needs),
    }


def plan_figures(scenario: Scenario, plan: Plan) -> Figures:
    """Tell how much is served, how well, and which kinds of unmet there are."""
    rows = coverage(scenario, plan)
    wide = [row for row in rows if row.community.tier is Tier.COUNTY and row.asked]
    return {
        "served": len(plan.visits),
        "unmet": dict(Counter(unmet.kind.value for unmet in plan.unmet)),
        "totals": list(plan.score.totals),
        "ended": plan.ended.value,
        "engine": plan.engine,
        "iterations": plan.iterations,
        "coverage": {row.community.name: _rounded(row) for row in wide},
    }


def peak_megabytes() -> int:
    """Give the peak resident memory of this process and of its largest child together."""
    kilobytes = sum(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return round(kilobytes / 1024)


def last_line(figures: Figures) -> str:
    """Put the figures into one line of JSON."""
    return json.dumps(figures, ensure_ascii=False)


def _solve(scenario: Scenario, options: Options) -> Result:
    limits = Limits(max_seconds=options.seconds, workers=options.workers)
    return solve(scenario, limits=limits, engine=options.engine, seed=options.seed)


def _rounded(row: Coverage) -> float:
    return round(row.served / row.asked, 3)
