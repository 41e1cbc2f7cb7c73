"""The one pipeline: validate, compile, solve, build, explain, check."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from matcher import __version__
from matcher.build import build_plan
from matcher.check import check
from matcher.collector import collector_at_rest
from matcher.ending import Ending
from matcher.engines import Answer, Engine, Executors, choose
from matcher.engines.interface import Listener, StopRequest, decline, ignore, never
from matcher.explain import explain_impossible, explain_unmet
from matcher.formats import digest
from matcher.instance import Instance, compile_instance
from matcher.model import (
    Limits,
    Plan,
    Result,
    Run,
    Scenario,
    Unmet,
)
from matcher.objective import evaluate
from matcher.offers import Offers
from matcher.start import sound_start
from matcher.validate import refuse_errors


class PlanRefused(RuntimeError):
    """An engine's plan did not pass the independent check; a defect of ours, never of the input."""


def solve(  # noqa: PLR0913 - all but the first have a default
    scenario: Scenario,
    *,
    limits: Limits | None = None,
    engine: str = "auto",
    seed: int = 0,
    listen: Listener = ignore,
    stop: StopRequest = never,
    start: Plan | None = None,
    offer: Callable[[Plan], None] | None = None,
    offer_seconds: float = 5.0,
    executors: Executors | None = None,
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
    start : Plan, optional
        A plan to begin with, of this scenario or of one like it. What the scenario does not know or
        its rules do not allow is left out; the result is never worse than what remains.
    offer : callable, optional
        Handed plans while the engine is at work: complete, checked, each better than the one
        before, with `Ended.CANCELLED` and the bound so far. From any thread, one at a time.
    offer_seconds : float
        Least time before the first and between two; more where making them would take over a
        twentieth of the time.
    executors : callable, optional
        Gives, for a number of workers, the `concurrent.futures.Executor` that independent parts
        are solved by, in the place of threads: `matcher.engines.portfolio.ClusterExecutor`.

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
        If the engine broke a rule, in a plan offered or the last.
    """
    began = time.perf_counter()
    limits = limits or Limits()
    with collector_at_rest():
        maker = _Maker(_compiled(scenario), engine, seed, executors)
        begun = None if start is None else sound_start(maker.instance, start)
    offers = decline if offer is None else maker.offers(offer, offer_seconds)
    ending = Ending(limits, listen, stop)
    answer = maker.engine.solve(
        maker.instance, limits, seed, ending.listen, ending.stop, offers, begun
    )
    answer = replace(answer, ended=ending.ended(answer.ended))
    with collector_at_rest():
        plan = maker.plan(answer)
        # The checker's own tables take the place of the engine's.
        del maker, begun, offers, answer
        _refuse_if_broken(scenario, plan)
    run = Run(
        version=__version__,
        engine=plan.engine,
        seed=seed,
        workers=limits.workers,
        max_seconds=limits.max_seconds,
        max_iterations=limits.max_iterations,
        max_gap=limits.max_gap,
        max_unimproved_seconds=limits.max_unimproved_seconds,
        seconds=round(time.perf_counter() - began, 3),
    )
    return Result(plan=plan, run=run)


def find_impossible(scenario: Scenario) -> tuple[Unmet, ...]:
    """Find the visits that nobody and nothing in a scenario can serve, without planning it.

    Returns
    -------
    tuple of Unmet
        Those that every plan leaves out as `UnmetKind.NO_CANDIDATE`, for the same reasons; in order
        of need and occurrence.

    Raises
    ------
    InvalidInput
        If the scenario has errors; all of them at once.
    """
    with collector_at_rest():
        return explain_impossible(_compiled(scenario))


def _compiled(scenario: Scenario) -> Instance:
    refuse_errors(scenario)
    return compile_instance(scenario)


class _Maker:
    """Makes plans of what the engine for an instance answers.

    Parameters
    ----------
    instance : Instance
    engine : str
        As asked for.
    seed : int
    executors : callable or None
    """

    def __init__(
        self, instance: Instance, engine: str, seed: int, executors: Executors | None
    ) -> None:
        self.instance = instance
        self.engine: Engine = choose(engine, instance, executors)
        self._seed = seed

    @cached_property
    def _digest(self) -> str:
        return digest(self.instance.scenario)

    def plan(self, answer: Answer) -> Plan:
        """Write an answer as a plan, scored and explained, but not yet checked."""
        return build_plan(
            self.instance,
            answer,
            score=evaluate(self.instance, answer.solution),
            unmet=explain_unmet(self.instance, answer.solution),
            digest=self._digest,
            engine=self.engine.name,
            seed=self._seed,
        )

    def offers(self, hand: Callable[[Plan], None], seconds: float) -> Offers:
        """Give what an engine is to tell its best to."""
        return Offers(self.instance.arrays, self._checked, hand, seconds)

    def _checked(self, answer: Answer) -> Plan:
        with collector_at_rest():
            plan = self.plan(answer)
            _refuse_if_broken(self.instance.scenario, plan)
        return plan


def _refuse_if_broken(scenario: Scenario, plan: Plan) -> None:
    """Let the independent checker judge; pins may be missed only where the plan says so."""
    broken = check(scenario, plan).unexcused(plan)
    if broken:
        raise PlanRefused("; ".join(str(violation) for violation in broken[:5]))
