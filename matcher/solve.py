"""The one pipeline: validate, compile, solve, build, explain, check."""

from __future__ import annotations

import time

from matcher import __version__
from matcher.build import build_plan
from matcher.check import check
from matcher.collector import collector_at_rest
from matcher.engines import choose
from matcher.engines.interface import Limits, Listener, StopRequest, ignore, never
from matcher.explain import explain_unmet
from matcher.formats import digest
from matcher.instance import compile_instance
from matcher.model import Ended, InvalidInput, Plan, Result, Rule, Run, Scenario, Severity
from matcher.objective import evaluate
from matcher.validate import validate


class PlanRefused(RuntimeError):
    """An engine's plan did not pass the independent check; a defect of ours, never of the input."""


def solve(
    scenario: Scenario,
    *,
    limits: Limits | None = None,
    engine: str = "auto",
    seed: int = 0,
    listen: Listener = ignore,
    stop: StopRequest = never,
) -> Result:
    """Plan a scenario.

    Parameters
    ----------
    scenario : Scenario
        Its policy says what is better.
    limits : Limits, optional
        Default: 30 seconds, one worker.
    engine : str
        A name of `matcher.engines.ENGINES`, or ``auto``.
    seed : int
        The only source of randomness.
    listen : callable
        Told of progress.
    stop : callable
        Asked often; when true, the best plan so far is returned.

    Returns
    -------
    Result
        A plan that has passed `matcher.check`, and how it was made.

    Raises
    ------
    InvalidInput
        If the scenario has errors; all of them at once.
    UnknownEngine, UnsupportedScenario
        If the engine asked for does not exist or cannot take the scenario.
    PlanRefused
        If the engine broke a rule.
    """
    began = time.perf_counter()
    limits = limits or Limits()
    with collector_at_rest():
        problems = validate(scenario)
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise InvalidInput(problems)
        instance = compile_instance(scenario)
        chosen = choose(engine, instance)
    answer = chosen.solve(instance, limits, seed, listen, stop)
    with collector_at_rest():
        plan = build_plan(
            instance,
            answer,
            score=evaluate(instance, answer.solution),
            unmet=explain_unmet(instance, answer.solution),
            digest=digest(scenario),
            engine=chosen.name,
            seed=seed,
        )
        # The checker's own tables take the place of the engine's.
        del instance, answer
        _refuse_if_broken(scenario, plan)
    run = Run(
        version=__version__,
        engine=chosen.name,
        seed=seed,
        workers=limits.workers,
        max_seconds=limits.max_seconds,
        max_iterations=limits.max_iterations,
        seconds=round(time.perf_counter() - began, 3),
    )
    return Result(plan=plan, run=run)


def _refuse_if_broken(scenario: Scenario, plan: Plan) -> None:
    """Let the independent checker judge; pins may be missed only where the plan says so."""
    broken = check(scenario, plan).violations
    if plan.ended is Ended.INFEASIBLE_PINS:
        broken = tuple(violation for violation in broken if violation.rule is not Rule.PIN)
    if broken:
        raise PlanRefused("; ".join(str(violation) for violation in broken[:5]))
