"""A plan told by another policy."""

from __future__ import annotations

from matcher.arrays import empty_solution
from matcher.build import build_plan
from matcher.check import check
from matcher.engines import Answer
from matcher.explain import explain_unmet
from matcher.formats import digest
from matcher.instance import compile_instance
from matcher.model import Ended, Plan, Rule, Scenario
from matcher.objective import evaluate
from matcher.solve import PlanRefused
from matcher.start import sound_start


def rescored(scenario: Scenario, plan: Plan) -> Plan:
    """Give the same visits as a plan of a scenario of other priorities and policy.

    Raises
    ------
    PlanRefused
        If it does not keep the scenario's rules.
    """
    instance = compile_instance(scenario)
    solution = sound_start(instance, plan)
    if solution is None:
        solution = empty_solution(instance.arrays)
    pins_missed = plan.ended is Ended.INFEASIBLE_PINS
    ended = Ended.INFEASIBLE_PINS if pins_missed else Ended.COMPLETED
    made = build_plan(
        instance,
        Answer(solution=solution, ended=ended, iterations=plan.iterations),
        score=evaluate(instance, solution),
        unmet=explain_unmet(instance, solution),
        digest=digest(scenario),
        engine=plan.engine,
        seed=plan.seed,
    )
    broken = [
        violation
        for violation in check(scenario, made).violations
        if not (pins_missed and violation.rule is Rule.PIN)
    ]
    if broken:
        raise PlanRefused("; ".join(str(violation) for violation in broken[:5]))
    return made
