"""Questions of staffing: a district with too few helpers, and a part of it tried in full."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Figures, Options, peak_megabytes
from benchmarks.sets import read, write
from benchmarks.shared import data, script
from benchmarks.synthetic import SYNTHETIC
from matcher.check import check
from matcher.formats import read_scenario
from matcher.instance.effective import Catalogue
from matcher.model import Limits, Need, Scenario
from matcher.solve import solve
from matcher.whatif.staffing import (
    Effort,
    Inquiry,
    Question,
    StaffingAnswer,
    StaffingProgress,
    parse_question,
)
from matcher.whatif.staffing.goals import Counts, Goals
from matcher.whatif.staffing.pool import Mix, Pool
from matcher.whatif.staffing.question import goals_of, pool_of
from matcher.whatif.staffing.steering import steered, weights_of
from scenarios import path

GENERATOR_SEED = 1
GONE = 1 / 3
"""Share of the helpers that are taken away, so that there is something to ask."""

TARGETS = (
    {"share": 0.95, "needs": {"priority": [4, 5]}},
    {"share": 0.85, "each": "community"},
)
"""What is to be reached."""

DAYS = 7
SOLVE_SECONDS = 10.0
PROOF_SECONDS = 30.0
"""Of one mix of the part that is tried in full."""

PART_NEEDS = 20
"""Most needs of that part."""


def measure(options: Options, name: str) -> Figures:
    """Answer the question on a district, then on a part of it, where every mix is tried too.

    Parameters
    ----------
    options : Options
        Its seconds are the answer's.
    name : str
        ``district``, made by the generator of the synthetic weeks, or a scenario of Linli's own.
    """
    scenario = thinned(_scenario(name, options.out), options.seed)
    question = question_for(scenario, TARGETS, most=(2, 3))
    figures = _figures(scenario, _answer(scenario, question, options))
    print(figures, flush=True)
    return figures | {"part": _part(scenario, options)}


def _scenario(name: str, folder: Path) -> Scenario:
    if name != "district":
        return read_scenario(path(name)).scenario
    generator, file = script(data("bench", "synthetic") / "gen.py"), folder / f"{name}.json"
    write(generator.make(name, GENERATOR_SEED), file)
    return SYNTHETIC.scenario(read(SYNTHETIC, file), name)


def thinned(scenario: Scenario, seed: int, share: float = GONE) -> Scenario:
    """Take away a share of the helpers."""
    dice, count = np.random.default_rng(seed), len(scenario.helpers)
    gone = set(dice.permutation(count)[: round(share * count)].tolist())
    return replace(
        scenario,
        helpers=tuple(one for at, one in enumerate(scenario.helpers) if at not in gone),
    )


def question_for(
    scenario: Scenario, targets: Sequence[dict[str, Any]], *, most: tuple[int, int]
) -> Question:
    """Ask for social workers and volunteers by community, for training and for longer hours.

    Parameters
    ----------
    scenario : Scenario
    targets : sequence of dict
        As in a question's file.
    most : (int, int)
        Social workers and volunteers of each community.
    """
    catalogue = Catalogue.of(scenario)
    asked = Counter(
        skill.skill
        for need in scenario.needs
        for role in catalogue.roles(need)
        for skill in role.skills
    )
    common = [skill for skill, _ in asked.most_common()]
    additions = [
        addition
        for community in dict.fromkeys(need.community for need in scenario.needs)
        for addition in (
            _newcomer(scenario, "social_worker", community, common, 150_000, most[0]),
            _newcomer(scenario, "volunteer", community, common[:6], 30_000, most[1]),
        )
    ]
    additions += [_training(skill) for skill in common[6:10]]
    document = {"name": "staffing", "additions": additions, "targets": list(targets)}
    return parse_question(document, scenario.start)


def _newcomer(
    scenario: Scenario, kind: str, community: str, skills: Sequence[str], cost: int, most: int
) -> dict[str, Any]:
    name, end = f"{kind}-{community}", 21 if kind == "social_worker" else 19
    shifts = [
        {
            "id": f"{name}/{day}",
            "start": (scenario.start + timedelta(days=day, hours=8)).isoformat("T", "minutes"),
            "end": (scenario.start + timedelta(days=day, hours=end)).isoformat("T", "minutes"),
            "max_visits": 6 if kind == "social_worker" else 3,
        }
        for day in range(DAYS)
    ]
    helper = {
        "id": name,
        "kind": kind,
        "home": _middle([need for need in scenario.needs if need.community == community]),
        "communities": [community],
        "mode": "bike",
        "skills": [{"skill": skill, "level": 5} for skill in skills],
        "shifts": shifts,
        "max_minutes_week": 2400,
    }
    changes = [{"op": "add", "helpers": [helper]}]
    return {"id": name, "cost": cost, "most": most, "changes": changes}


def _middle(needs: Sequence[Need]) -> dict[str, float]:
    places = [need.place for need in needs if need.place is not None]
    lat = np.mean([place.lat for place in places if place.lat is not None])
    lon = np.mean([place.lon for place in places if place.lon is not None])
    return {"lat": round(float(lat), 6), "lon": round(float(lon), 6)}


def _training(skill: str) -> dict[str, Any]:
    change = {
        "op": "change",
        "helpers": {"kind": "volunteer", "most": 20},
        "append": {"skills": [{"skill": skill, "level": 5}]},
    }
    return {"id": f"training-{skill}", "cost": 40_000, "most": 2, "changes": [change]}


def _answer(scenario: Scenario, question: Question, options: Options) -> StaffingAnswer:
    effort = Effort(seconds=SOLVE_SECONDS, workers=options.workers, seed=options.seed)
    inquiry = Inquiry(scenario, question, effort=effort, listen=_tell)
    return inquiry.answer(options.seconds)


def _tell(progress: StaffingProgress) -> None:
    print(
        f"{progress.seconds:8.1f} s  cost {progress.cost}  bound {progress.bound}"
        f"  solves {progress.solves}",
        flush=True,
    )


def _figures(scenario: Scenario, found: StaffingAnswer) -> Figures:
    broken = None
    if found.scenario is not None and found.plan is not None:
        broken = len(check(found.scenario, found.plan).violations)
    missed = [goal for goal in found.goals if not goal.is_reached]
    before = [g for g in found.goals if g.before is not None and g.before < g.required]
    return {
        "scenario": scenario.id,
        "needs": len(scenario.needs),
        "helpers": len(scenario.helpers),
        "mix": None if found.mix is None else {one.addition: one.units for one in found.mix},
        "cost": found.cost,
        "bound": found.bound,
        "ended": found.ended.value,
        "goals": len(found.goals),
        "missed_before": len(before),
        "missed": len(missed),
        "least_share": min(
            (goal.served / goal.asked for goal in found.goals if goal.served is not None),
            default=None,
        ),
        "violations": broken,
        "solves": found.solves,
        "seconds": found.seconds,
        "peak_mb": peak_megabytes(),
    }


def _part(scenario: Scenario, options: Options) -> Figures:
    """Compare the answer with trying every mix, on the needs of one community."""
    part = _cut(scenario)
    question = question_for(part, [{"share": 0.95}], most=(2, 3))
    question = replace(question, additions=question.additions[:3])
    found = _answer(part, question, options)
    began = time.perf_counter()
    tried, least = _exhaustive(pool_of(part, question), goals_of(part, question), options)
    return {
        "needs": len(part.needs),
        "helpers": len(part.helpers),
        "mixes": tried,
        "cheapest_of_all": least,
        "cost": found.cost,
        "bound": found.bound,
        "ended": found.ended.value,
        "solves": found.solves,
        "seconds": found.seconds,
        "seconds_of_all": round(time.perf_counter() - began, 1),
    }


def _cut(scenario: Scenario) -> Scenario:
    """Keep the community with most needs of those with few enough, and who serves it."""
    count = Counter(need.community for need in scenario.needs)
    chosen = max(
        (name for name in count if count[name] <= PART_NEEDS), key=lambda name: (count[name], name)
    )
    return replace(
        scenario,
        id=f"{scenario.id}-{chosen}"[:100],
        needs=tuple(need for need in scenario.needs if need.community == chosen),
        helpers=tuple(helper for helper in scenario.helpers if chosen in helper.communities),
        pins=(),
        published=(),
    )


def _exhaustive(pool: Pool, goals: Goals, options: Options) -> tuple[int, int | None]:
    """Try mixes, the cheapest first; give how many, and what the first costs that is enough.

    All that cost more are tried no more: whatever they reach, they are not the cheapest.
    """
    ranges = [range(most + 1) for most in pool.everything]
    for tried, mix in enumerate(sorted(product(*ranges), key=pool.cost), 1):
        if _is_enough(pool, goals, mix, goals.required, options):
            return tried, pool.cost(mix)
    return tried, None


def _is_enough(pool: Pool, goals: Goals, mix: Mix, required: Counts, options: Options) -> bool:
    scenario = steered(pool.with_mix(mix), weights_of(goals, [1]))
    limits = Limits(max_seconds=PROOF_SECONDS, workers=options.workers)
    plan = solve(scenario, limits=limits, engine="exact", seed=options.seed).plan
    served = goals.served(plan)
    enough = served >= required
    if not enough and (plan.bound is None or plan.bound[0] <= goals.asked[0] - required[0]):
        print(f"mix {mix} is unproven: {served} of {required}", flush=True)
    return enough
