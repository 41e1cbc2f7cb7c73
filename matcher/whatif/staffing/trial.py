"""A mix tried: the scenario with it is solved again, and what is served is counted."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

from matcher.arrays import Ints
from matcher.engines.interface import StopRequest
from matcher.model import Ended, Limits, Plan, Progress, Scenario
from matcher.solve import solve
from matcher.whatif.staffing.goals import Counts, Goals, reaches
from matcher.whatif.staffing.pool import Mix
from matcher.whatif.staffing.rescored import rescored
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


class Bench:
    """Where mixes are tried.

    Parameters
    ----------
    goals : Goals
    effort : Effort
    stop : callable
        Asked often.
    """

    def __init__(self, goals: Goals, effort: Effort, stop: StopRequest) -> None:
        self._goals, self._effort, self._stop = goals, effort, stop

    def try_mix(
        self,
        trial: Trial,
        scenario: Scenario,
        required: Counts,
        *,
        start: Plan | None,
        until: float,
        rounds: int = ROUNDS,
    ) -> int:
        """Solve the scenario with the mix until it is enough, or proven not to be, or given up.

        Parameters
        ----------
        trial : Trial
            Written to.
        scenario : Scenario
            With the mix.
        required : tuple of int
        start : Plan, optional
            A plan of another mix to begin with.
        until : float
            When time is over, by `time.perf_counter`.
        rounds : int
            Most solves; with fewer than `ROUNDS` the mix is not given up.

        Returns
        -------
        int
            How many solves it took.
        """
        importance, least = [1] * len(required), math.inf
        for done in range(rounds):
            began = time.perf_counter()
            seconds = min(self._effort.seconds, until - time.perf_counter())
            if seconds <= 0 or self._stop():
                return done
            weight = weights_of(self._goals, importance)
            served = self._solve(trial, scenario, required, weight, start=start, seconds=seconds)
            if trial.is_enough(required) or trial.is_short(self._goals, required):
                return done + 1
            slow = time.perf_counter() - began >= self._effort.seconds
            missing = _missing(served, required)
            if slow and missing >= least:
                # More weight did not help, and time is dear.
                trial.asked.append(required)
                return done + 1
            least = missing
            importance = [
                value * MORE if have < need else value
                for value, have, need in zip(importance, served, required, strict=True)
            ]
        if rounds == ROUNDS:
            trial.asked.append(required)
        return rounds

    def _solve(
        self,
        trial: Trial,
        scenario: Scenario,
        required: Counts,
        weight: Ints,
        *,
        start: Plan | None,
        seconds: float,
    ) -> Counts:
        """Solve once, note what is learned, and give what is served."""
        look = _Look(trial, self._goals, required, self._stop)
        plan = solve(
            steered(scenario, weight),
            limits=Limits(max_seconds=seconds, workers=self._effort.workers),
            seed=self._effort.seed,
            start=trial.plan or start,
            listen=look.listen,
            stop=look.is_over,
            offer=look.offer,
            offer_seconds=OFFER_SECONDS,
        ).plan
        served = self._goals.served(plan)
        trial.take(plan, served, required)
        if plan.bound is not None and plan.ended is not Ended.INFEASIBLE_PINS:
            trial.facts.append(Fact(weight=weight, unmet=plan.bound[0]))
        return served

    def own_plan(
        self, trial: Trial, scenario: Scenario, required: Counts, *, seconds: float
    ) -> Plan:
        """Give a plan by the scenario's own policy that is enough too.

        It is the last that is enough of those found on the way from the trial's plan to the
        policy's best.

        Parameters
        ----------
        trial : Trial
            With a plan that is enough.
        scenario : Scenario
            With the mix.
        required : tuple of int
        seconds : float

        Raises
        ------
        ValueError
            If the trial has no plan.
        """
        if trial.plan is None:
            raise ValueError("the mix has not been tried")
        kept = [rescored(scenario, trial.plan)]

        def offer(plan: Plan) -> None:
            if reaches(self._goals.served(plan), required):
                kept.append(plan)

        last = solve(
            scenario,
            limits=Limits(max_seconds=seconds, workers=self._effort.workers),
            seed=self._effort.seed,
            start=kept[0],
            stop=self._stop,
            offer=offer,
            offer_seconds=OFFER_SECONDS,
        ).plan
        offer(last)
        return kept[-1]


class _Look:
    """Looks at a solve at work, and ends it once its first level says all there is to say."""

    def __init__(self, trial: Trial, goals: Goals, required: Counts, stop: StopRequest) -> None:
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
