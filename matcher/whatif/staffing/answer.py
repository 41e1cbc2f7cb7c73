"""The answer to a question of staffing: what to get, what it costs, and what it reaches."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matcher.engines.interface import StopRequest, never
from matcher.model import InvalidInput, Plan, Problem, Scenario
from matcher.whatif.staffing.goals import Counts, Goals
from matcher.whatif.staffing.pool import Pool
from matcher.whatif.staffing.question import Question, goals_of, pool_of
from matcher.whatif.staffing.search import Found, Search, StaffingEnded, StaffingProgress
from matcher.whatif.staffing.trial import Bench, Effort, Trial

FINAL_SHARE = 0.1
"""Share of the time that is kept for the plan by the scenario's own policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """Units of one addition."""

    addition: str
    units: int
    cost: int
    """Fen of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What is served of one goal.

    Attributes
    ----------
    target : int
        Position among the question's targets.
    community : str or None
        Of a target that each community is to reach.
    asked, required, before, served : int or None
        Visits asked for, to be served, served without any addition, and served with the mix; None
        where no plan was counted.
    """

    target: int
    community: str | None
    asked: int
    required: int
    before: int | None
    served: int | None

    @property
    def is_reached(self) -> bool:
        """Say whether enough are served."""
        return self.served is not None and self.served >= self.required


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingAnswer:
    """What was found.

    Attributes
    ----------
    question : str
        Its name.
    mix : tuple of Bought or None
        None: no mix was found that is enough.
    cost : int or None
        Fen.
    bound : int or None
        Fen; no mix that is enough costs less. None: there is no such mix.
    ended : StaffingEnded
    goals : tuple of Reached
        With the mix; without one, with everything.
    scenario : Scenario or None
        With the mix.
    plan : Plan or None
        Of that scenario; it reaches every goal.
    solves : int
    seconds : float
    """

    question: str
    mix: tuple[Bought, ...] | None
    cost: int | None
    bound: int | None
    ended: StaffingEnded
    goals: tuple[Reached, ...]
    scenario: Scenario | None
    plan: Plan | None
    solves: int
    seconds: float

    @property
    def is_proven(self) -> bool:
        """Say whether it is proven that nothing cheaper is enough, or nothing at all."""
        return self.ended in {StaffingEnded.PROVEN, StaffingEnded.IMPOSSIBLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """What one share of the question's first target costs.

    Attributes
    ----------
    share : float
    mix, cost, bound, ended
        As in `StaffingAnswer`.
    served : float or None
        The share that the mix's plan serves; of a target that each community is to reach, the
        least of them.
    """

    share: float
    mix: tuple[Bought, ...] | None
    cost: int | None
    bound: int | None
    ended: StaffingEnded
    served: float | None


class Inquiry:
    """A question asked of a scenario; what one answer learns serves the next.

    Parameters
    ----------
    scenario : Scenario
        Without errors.
    question : Question
    effort : Effort, optional
        How each mix is tried.
    listen : callable
        Told of progress.
    stop : callable
        Asked often; once true, the best mix so far is the answer.

    Raises
    ------
    InvalidInput
        If the question does not suit the scenario; all errors at once.
    """

    def __init__(
        self,
        scenario: Scenario,
        question: Question,
        *,
        effort: Effort | None = None,
        listen: Callable[[StaffingProgress], None] = lambda _: None,
        stop: StopRequest = never,
    ) -> None:
        self._began, self._effort = time.perf_counter(), effort or Effort()
        self._question, self._stop = question, stop
        self._pool, self._goals = prepared(scenario, question)
        self._bench = Bench(self._goals, self._effort, stop)
        self._search = Search(self._pool, self._goals, self._bench, listen, stop)

    def answer(self, seconds: float) -> StaffingAnswer:
        """Find the cheapest mix with which a plan reaches every target, in so many seconds."""
        began, required = self._began, self._goals.required
        until = began + (1.0 - FINAL_SHARE) * seconds
        before = self._search.tried(self._pool.nothing, required, until, rounds=1).served
        found = self._search.cheapest(required, until)
        grown, plan, served = None, None, None
        if found.trial is not None:
            grown = self._pool.with_mix(found.trial.mix)
            left = max(1.0, began + seconds - time.perf_counter())
            plan = self._bench.own_plan(
                found.trial, grown, required, seconds=min(self._effort.seconds, left)
            )
            served = self._goals.served(plan)
        elif not self._stop():
            # Which targets fail even with everything is what a planner asks next.
            most = time.perf_counter() + self._effort.seconds
            served = self._search.tried(self._pool.everything, required, most, rounds=1).served
        return StaffingAnswer(
            question=self._question.heading.name,
            mix=self._bought(found),
            cost=None if found.trial is None else found.trial.cost,
            bound=None if found.ended is StaffingEnded.IMPOSSIBLE else found.bound,
            ended=found.ended,
            goals=self._reached(required, before, served),
            scenario=grown,
            plan=plan,
            solves=self._search.solves,
            seconds=round(time.perf_counter() - began, 3),
        )

    def curve(self, shares: Sequence[float], seconds: float) -> tuple[CurvePoint, ...]:
        """Give what each share of the first target costs, the other targets as they are.

        Parameters
        ----------
        shares : sequence of float
            0 to 1.
        seconds : float
            Most seconds of all points together.
        """
        points, end = list[CurvePoint](), time.perf_counter() + seconds
        rising = sorted(set(shares))
        for place, share in enumerate(rising):
            required = self._goals.with_share(0, share).required
            left = max(0.0, end - time.perf_counter()) / (len(rising) - place)
            found = self._search.cheapest(required, time.perf_counter() + left)
            points.append(
                CurvePoint(
                    share=share,
                    mix=self._bought(found),
                    cost=None if found.trial is None else found.trial.cost,
                    bound=None if found.ended is StaffingEnded.IMPOSSIBLE else found.bound,
                    ended=found.ended,
                    served=None if found.trial is None else self._least_share(found.trial),
                )
            )
        return tuple(points)

    def _bought(self, found: Found) -> tuple[Bought, ...] | None:
        if found.trial is None:
            return None
        return tuple(
            Bought(addition=addition.heading.id, units=count, cost=count * addition.heading.cost)
            for addition, count in zip(self._question.additions, found.trial.mix, strict=True)
            if count
        )

    def _reached(
        self, required: Counts, before: Counts | None, served: Counts | None
    ) -> tuple[Reached, ...]:
        return tuple(
            Reached(
                target=goal.target,
                community=goal.community,
                asked=self._goals.asked[place],
                required=required[place],
                before=None if before is None else before[place],
                served=None if served is None else served[place],
            )
            for place, goal in enumerate(self._goals.goals)
        )

    def _least_share(self, trial: Trial) -> float | None:
        if trial.served is None:
            return None
        return min(
            served / asked
            for goal, served, asked in zip(
                self._goals.goals, trial.served, self._goals.asked, strict=True
            )
            if goal.target == 0
        )


def prepared(scenario: Scenario, question: Question) -> tuple[Pool, Goals]:
    """Make a pool and goals of a question.

    Raises
    ------
    InvalidInput
        If the question does not suit the scenario; all errors at once.
    """
    problems, pool, goals = list[Problem](), None, None
    try:
        pool = pool_of(scenario, question)
    except InvalidInput as invalid:
        problems += invalid.problems
    try:
        goals = goals_of(scenario, question)
    except InvalidInput as invalid:
        problems += invalid.problems
    if pool is None or goals is None:
        raise InvalidInput(problems)
    return pool, goals
