"""Scenarios rolled over several weeks, and whether their ledgers leave anything unsaid."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from pydantic_core import to_jsonable_python

from benchmarks.measure import Figures, Options
from matcher.check import check
from matcher.formats import read_scenario
from matcher.model import Limits, Plan, Scenario
from matcher.roll import Rolled, RollSettings, roll
from matcher.whatif.variants import laid, parse_variant
from scenarios import path

LADDER = {
    "format": "linli.variant/1",
    "name": "ladder",
    "changes": [
        {
            "op": "policy",
            "escalation": [
                {"kinds": ["liaison"], "priority": 1, "cost": 1},
                {"kinds": ["social_worker"], "after_days": 3, "priority": 1, "cost": 3},
                {"kinds": ["specialist"], "after_days": 7, "priority": 2, "cost": 6},
            ],
        },
        {"op": "change", "services": {}, "set": {"service_level_days": 3}},
    ],
}
"""What makes the station's needs move up."""


class Played(NamedTuple):
    """One week as it was played."""

    scenario: Scenario
    plan: Plan


def measure(options: Options, weeks: int, iterations: int) -> Iterator[Figures]:
    """Roll the bundled ladder, and the station's week with one laid over it, each twice."""
    station = read_scenario(path("station-week")).scenario
    laddered = laid(station, parse_variant(LADDER, start=station.start))
    for base in (read_scenario(path("yuehe-ladder")).scenario, laddered):
        yield _figures(base, options, weeks, iterations)


def _figures(base: Scenario, options: Options, weeks: int, iterations: int) -> Figures:
    began = time.perf_counter()
    played: list[Played] = []
    rolled = _rolled(base, options, weeks, iterations, played)
    seconds = round(time.perf_counter() - began, 2)
    again = _rolled(base, options, weeks, iterations, [])
    last, tiers = rolled.weeks[-1], zip(*(week.escalations for week in rolled.weeks), strict=True)
    return {
        "scenario": base.id,
        "weeks": len(rolled.weeks),
        "iterations": iterations,
        "seconds": seconds,
        "visits": sum(week.visits for week in rolled.weeks),
        "planned": sum(week.planned for week in rolled.weeks),
        "served": sum(week.served for week in rolled.weeks),
        "no_shows": sum(week.no_shows for week in rolled.weeks),
        "left": last.left,
        "overdue": last.overdue,
        "oldest_days": last.oldest_days,
        "escalations": [sum(tier) for tier in tiers],
        "unsaid": unsaid(rolled, played),
        "broken": sum(len(check(week.scenario, week.plan).violations) for week in played),
        "same": _text(rolled) == _text(again),
    }


def _rolled(
    base: Scenario, options: Options, weeks: int, iterations: int, played: list[Played]
) -> Rolled:
    return roll(
        base,
        settings=RollSettings(weeks=weeks, refill=True, seed=options.seed),
        limits=Limits(max_seconds=None, max_iterations=iterations, workers=options.workers),
        engine=options.engine,
        keep=lambda _, scenario, plan: played.append(Played(scenario, plan)),
    )


def unsaid(rolled: Rolled, played: Sequence[Played]) -> int:
    """Count the tiers that opened to needs still waiting and are not in the ledger."""
    said = {(log.need, step.tier, step.at) for log in rolled.needs for step in log.steps}
    missing = 0
    for (this, _), (following, _) in pairwise(played):
        over = this.start + timedelta(days=this.days)
        asked = {need.id for need in this.needs}
        promised = {service.id: service.service_level_days for service in this.services}
        for need in following.needs:
            days = need.service_level_days
            days = promised[need.service] if days is None else days
            if need.id not in asked or days is None:
                continue
            requested = following.start + timedelta(minutes=need.requested or 0)
            for number, tier in enumerate(this.policy.escalation):
                at = requested + timedelta(days=days + tier.after_days)
                missing += at < over and (need.id, number, at) not in said
    return missing


def _text(rolled: Rolled) -> str:
    return json.dumps(to_jsonable_python(rolled), ensure_ascii=False)
