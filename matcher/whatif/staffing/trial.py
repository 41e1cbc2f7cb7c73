"""A mix tried: the scenario with it is solved again, and what is served is counted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from matcher.arrays import empty_solution
from matcher.build import build_plan
from matcher.check import check
from matcher.engines import Answer
from matcher.explain import explain_unmet
from matcher.formats import digest
from matcher.instance import compile_instance
from matcher.model import Ended, Limits, Plan, Progress, Rule, Scenario
from matcher.objective import evaluate
from matcher.solve import PlanRefused, solve
from matcher.start import sound_start
from matcher.whatif.staffing.goals import Counts, Goals, reaches
from matcher.whatif.staffing.pool import Mix
from matcher.whatif.staffing.steering import Fact, steered, weights_of

ROUNDS = 4
"""How often a mix is solved, each time with more weight on the goals that were missed."""

MORE = 4
"""How much more a goal weighs once it is missed."""

OFFER_SECONDS = 1.0
"""Between two plans that are counted while a solve is at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How a mix is tried.

    Attributes
    ----------
    seconds : float
        Most seconds of one solve.
    workers : int
    seed : int
    """

    seconds: float = 10.0
    workers: int = 1
    seed: int = 0


@dataclass(slots=True, kw_only=True)
class Trial:
    """What is known of a mix.

    Attributes
    ----------
    mix : Mix
    cost : int
    served : tuple of int or None
        Visits of each goal in the plan that came nearest; None before there was one.
    plan : Plan or None
        That plan; its score and priorities are those of the steering.
    facts : list of Fact
        What holds of every plan.
    asked : list of tuple of int
        What it was tried for, and not enough for.
    """

    mix: Mix
    cost: int
    served: Counts | None = None
    plan: Plan | None = None
    facts: list[Fact] = field(default_factory=list)
    asked: list[Counts] = field(default_factory=list)
    _ruled_out: dict[tuple[Counts, int], bool] = field(default_factory=dict)

    def is_enough(self, required: Counts) -> bool:
        """Say whether its plan serves so many visits of each goal."""
        return self.served is not None and reaches(self.served, required)

    def was_tried(self, required: Counts) -> bool:
        """Say whether it was tried in vain for no more than this."""
        return any(reaches(required, before) for before in self.asked)

    def is_short(self, goals: Goals, required: Counts) -> bool:
        """Say whether no plan of the mix serves so many visits of each goal."""
        known = (required, len(self.facts))
        if known not in self._ruled_out:
            short = not self.is_enough(required)
            self._ruled_out[known] = short and any(
                fact.rules_out(goals, required) for fact in self.facts
            )
        return self._ruled_out[known]

    def take(self, plan: Plan, served: Counts, required: Counts) -> None:
        """Keep a plan if it comes nearer."""
        if self.served is None or _missing(served, required) < _missing(self.served, required):
            self.served, self.plan = served, plan


def try_mix(
    trial: Trial,
    scenario: Scenario,
    goals: Goals,
    required: Counts,
    *,
    effort: Effort,
    start: Plan | None,
    until: float,
    stop: Callable[[], bool],
    rounds: int = ROUNDS,
) -> int:
    """Solve the scenario with the mix until it is enough, or proven not to be, or given up.

    Parameters
    ----------
    trial : Trial
        Written to.
    scenario : Scenario
        With the mix.
    goals : Goals
    required : tuple of int
    effort : Effort
    start : Plan, optional
        A plan of another mix to begin with.
    until : float
        When time is over, by `time.perf_counter`.
    stop : callable
    rounds : int
        Most solves; with fewer than `ROUNDS` the mix is not given up.

    Returns
    -------
    int
        How many solves it took.
    """
    importance = [1] * len(goals.goals)
    for done in range(rounds):
        weight = weights_of(goals, importance)
        seconds = min(effort.seconds, until - time.perf_counter())
        if seconds <= 0 or stop():
            return done
        look = _Look(trial, goals, required, stop)
        plan = solve(
            steered(scenario, weight),
            limits=Limits(max_seconds=seconds, workers=effort.workers),
            seed=effort.seed,
            start=trial.plan or start,
            listen=look.listen,
            stop=look.is_over,
            offer=look.offer,
            offer_seconds=OFFER_SECONDS,
        ).plan
        served = goals.served(plan)
        trial.take(plan, served, required)
        if plan.bound is not None and plan.ended is not Ended.INFEASIBLE_PINS:
            trial.facts.append(Fact(weight=weight, unmet=plan.bound[0]))
        if trial.is_enough(required) or trial.is_short(goals, required):
            return done + 1
        missed = [have < need for have, need in zip(served, required, strict=True)]
        importance = [
            value * MORE if more else value
            for value, more in zip(importance, missed, strict=True)
        ]
    if rounds == ROUNDS:
        trial.asked.append(required)
    return rounds


class _Look:
    """Looks at a solve at work, and ends it once its first level says all there is to say."""

    def __init__(
        self, trial: Trial, goals: Goals, required: Counts, stop: Callable[[], bool]
    ) -> None:
        self._trial, self._goals, self._required, self._stop = trial, goals, required, stop
        self._settled = False

    def listen(self, progress: Progress) -> None:
        totals, bound = progress.totals, progress.bound
        self._settled = totals is not None and bound is not None and totals[0] <= bound[0]

    def offer(self, plan: Plan) -> None:
        self._trial.take(plan, self._goals.served(plan), self._required)

    def is_over(self) -> bool:
        return self._settled or self._trial.is_enough(self._required) or self._stop()


def _missing(served: Counts, required: Counts) -> int:
    return sum(max(0, need - have) for have, need in zip(served, required, strict=True))


def own_plan(
    trial: Trial,
    scenario: Scenario,
    goals: Goals,
    required: Counts,
    *,
    effort: Effort,
    stop: Callable[[], bool],
) -> Plan:
    """Give a plan by the scenario's own policy that is enough too.

    It begins with the trial's, and is the last that is enough of those found on the way to the
    policy's best.

    Parameters
    ----------
    trial : Trial
        With a plan that is enough.
    scenario : Scenario
        With the mix.
    goals : Goals
    required : tuple of int
    effort : Effort
    stop : callable
    """
    if trial.plan is None:
        raise ValueError("the mix has not been tried")
    kept = [rescored(scenario, trial.plan)]

    def offer(plan: Plan) -> None:
        if reaches(goals.served(plan), required):
            kept.append(plan)

    last = solve(
        scenario,
        limits=Limits(max_seconds=effort.seconds, workers=effort.workers),
        seed=effort.seed,
        start=kept[0],
        stop=stop,
        offer=offer,
        offer_seconds=OFFER_SECONDS,
    ).plan
    offer(last)
    return kept[-1]


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
