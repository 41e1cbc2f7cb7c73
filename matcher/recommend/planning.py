"""A solution with one more visit written as a plan."""

from __future__ import annotations

from matcher.arrays import Solution
from matcher.build import build_plan
from matcher.engines import Answer
from matcher.explain import explain_unmet
from matcher.formats import digest
from matcher.instance import Instance
from matcher.model import Ended, Plan
from matcher.objective import evaluate


def plan_of(instance: Instance, solution: Solution, before: Plan) -> Plan:
    """Write a solution as a plan; engine, seed and iterations are those of the one before."""
    misses_pins = bool((instance.arrays.visit["pinned"] * ~solution.served).any())
    ended = Ended.INFEASIBLE_PINS if misses_pins else Ended.COMPLETED
    return build_plan(
        instance,
        Answer(solution=solution, ended=ended, iterations=before.iterations),
        score=evaluate(instance, solution),
        unmet=explain_unmet(instance, solution),
        digest=digest(instance.scenario),
        engine=before.engine,
        seed=before.seed,
    )
