"""How the contract suite runs an engine."""

from __future__ import annotations

import json

from matcher.engines import ENGINES
from matcher.formats import plan_document
from matcher.instance import compile_instance
from matcher.model import Limits, Plan, Scenario
from matcher.solve import solve
from tests.contract.doubled import doubled
from tests.contract.plain import plain

NAMES = tuple(engine.name for engine in ENGINES)

ITERATIONS = {"search": 20, "exact": 1, "portfolio": 2}
"""Rounds, or units of deterministic time: no clock, so that equal runs are equal."""


def limits(engine: str) -> Limits:
    return Limits(max_seconds=None, max_iterations=ITERATIONS.get(engine, 20))


def suited(engine: str, scenario: Scenario) -> Scenario:
    """Make of a scenario one that an engine takes, mostly."""
    made = {"flow": plain, "portfolio": doubled}.get(engine)
    return made(scenario) if made else scenario


def takes(engine: str, scenario: Scenario) -> bool:
    """Say whether an engine takes a scenario."""
    instance = compile_instance(scenario)
    return all(each.unsupported(instance) is None for each in ENGINES if each.name == engine)


def planned(engine: str, scenario: Scenario, seed: int = 0) -> Plan:
    """Solve with limits that no clock decides; raises if the plan breaks a rule."""
    return solve(scenario, limits=limits(engine), engine=engine, seed=seed).plan


def written(plan: Plan) -> str:
    """Give a plan as it stands in a file."""
    return json.dumps(plan_document(plan), ensure_ascii=False)
