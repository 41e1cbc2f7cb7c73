"""Repair: the least change that puts a plan in order again."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from matcher.collector import collector_at_rest
from matcher.engines.interface import StopRequest, never
from matcher.formats import digest
from matcher.model import Limits, Plan, Result, Scenario, Unmet, UnmetKind
from matcher.replan.changes import PlanChange, changes_of
from matcher.replan.cut import Cutter, Stage
from matcher.replan.desk import Key
from matcher.replan.events import Event
from matcher.replan.merge import judged, merged, within
from matcher.replan.policy import cost, repair_policy
from matcher.replan.revise import Revised, revised
from matcher.solve import PlanRefused, find_impossible, solve

ROUNDS = {Stage.PEOPLE_AND_TIMES: 100, Stage.PEOPLE: 600, Stage.NOTHING: 2000}
"""Of search in the part, where the limits give no other number."""

DISTURB = 3
"""How many visits that still hold may be changed for those that do not."""

SECONDS, MOMENT = 5.0, 0.01
"""For all of a repair, unless told otherwise; and for a stage whose time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A plan put in order again.

    Attributes
    ----------
    scenario : Scenario
        As it is after the events.
    result : Result
        Its plan, scored by the scenario's own policy and passed by `matcher.check`.
    changes : tuple of PlanChange
        What is not as it was, the most urgent first.
    stage : Stage
        The last that the plan needed.
    """

    scenario: Scenario
    result: Result
    changes: tuple[PlanChange, ...]
    stage: Stage


def repair(  # noqa: PLR0913 - all but the first three have a default
    scenario: Scenario,
    plan: Plan,
    events: Iterable[Event],
    *,
    freeze: int = 0,
    confirmed: Collection[Key] = (),
    disturb: int = DISTURB,
    limits: Limits | None = None,
    seed: int = 0,
    stop: StopRequest = never,
) -> Repair:
    """Put a plan in order after events.

    First all that still holds keeps its people and times, and only what is lost or new finds a
    place. While some of that stays unmet, times may change too, then people, each only where fewer
    or lesser visits are left out than promises broken for it.

    Parameters
    ----------
    scenario : Scenario
        Without errors.
    plan : Plan
        One of this scenario.
    events : iterable of Event
        In any order.
    freeze : int
        Minutes from the horizon's start: nothing before is changed.
    confirmed : collection of (need, occurrence)
        Visits that the residents have confirmed.
    disturb : int
        At most so many visits are changed that the events leave in order.
    limits : Limits, optional
        Default: 5 seconds, of which it seldom takes one; at most so many iterations a stage.
    seed : int
        The only source of chance.
    stop : callable
        Asked often; when true, the best so far is given, which ended as cancelled.

    Raises
    ------
    InvalidInput
        As `revised`.
    PlanRefused
        If the plan found breaks a rule; a defect of ours.
    """
    began = time.perf_counter()
    events = tuple(events)
    with collector_at_rest():
        now = revised(scenario, plan, events, freeze=freeze, confirmed=confirmed)
        limits = limits or Limits(max_seconds=SECONDS)
        climb = _Climb(now, plan, disturb=disturb, limits=limits, seed=seed, stop=stop)
        result, stage = climb.result()
        changes = changes_of(scenario, plan, now.scenario, result.plan, events, freeze=freeze)
    seconds = round(time.perf_counter() - began, 3)
    result = replace(result, run=replace(result.run, seconds=seconds))
    return Repair(scenario=now.scenario, result=result, changes=changes, stage=stage)


class _Climb:
    """One repair.

    Parameters
    ----------
    now : Revised
    plan : Plan
    disturb : int
    limits : Limits
    seed : int
    stop : callable
    """

    def __init__(
        self,
        now: Revised,
        plan: Plan,
        *,
        disturb: int,
        limits: Limits,
        seed: int,
        stop: StopRequest,
    ) -> None:
        self._began = time.perf_counter()
        self._now, self._plan, self._disturb = now, plan, disturb
        self._limits, self._seed, self._stop = limits, seed, stop

    def result(self) -> tuple[Result, Stage]:
        """Give the result, and the last stage that it needed."""
        cutter, scenario = Cutter(self._now, self._plan), self._now.scenario
        best, reached, plan = self._in(cutter, Stage.PEOPLE_AND_TIMES, self._plan)
        for stage in (Stage.PEOPLE, Stage.NOTHING):
            if not self._may_be_better(plan):
                break
            found, _, other = self._in(cutter, stage, plan)
            if cost(found.plan) < cost(best.plan) and self._disturbs_few(other):
                best, reached, plan = found, stage, other
        plan, broken = judged(scenario, self._explained(cutter, plan))
        if broken:
            # The plan given was not in order elsewhere: what holds of it is a beginning.
            return self._whole(), Stage.NOTHING
        return self._told(best, plan), reached

    def _in(self, cutter: Cutter, stage: Stage, plan: Plan) -> tuple[Result, Stage, Plan]:
        """Give the result of a stage in its part, and the plan of the whole that comes of it."""
        part = cutter.part(stage)
        found = solve(
            part.scenario,
            limits=self._limits_of(stage),
            engine="search",
            seed=self._seed,
            stop=self._stop,
            start=within(part, plan),
        )
        return found, stage, merged(self._now.scenario, self._plan, part, found.plan)

    def _explained(self, cutter: Cutter, plan: Plan) -> Plan:
        """Say of visits that nobody can come to what stands against all there are."""
        nobody = UnmetKind.NO_CANDIDATE
        if not any(self._is_touched(one) and one.kind is nobody for one in plan.unmet):
            return plan
        impossible = find_impossible(cutter.alone())
        known = {(one.need, one.occurrence): one for one in impossible}
        return replace(
            plan, unmet=tuple(known.get((one.need, one.occurrence), one) for one in plan.unmet)
        )

    def _is_touched(self, unmet: Unmet) -> bool:
        return (unmet.need, unmet.occurrence) in self._now.touched

    def _may_be_better(self, plan: Plan) -> bool:
        """Say whether there is time, and a visit left out that somebody could come to."""
        may_go_on = self._seconds_left() > 0 and not self._stop()
        return may_go_on and any(
            self._is_touched(one) and one.kind is not UnmetKind.NO_CANDIDATE for one in plan.unmet
        )

    def _disturbs_few(self, plan: Plan) -> bool:
        """Say whether a plan changes few of the visits that still hold."""
        made = {(one.need, one.occurrence): one for one in plan.visits}
        asked = made.keys() | {(one.need, one.occurrence) for one in plan.unmet}
        asked -= self._now.touched
        changed = [
            key
            for one in self._plan.visits
            if (key := (one.need, one.occurrence)) in asked and made.get(key) != one
        ]
        return len(changed) <= self._disturb

    def _whole(self) -> Result:
        scenario = self._now.scenario
        found = solve(
            replace(scenario, policy=repair_policy(scenario.policy)),
            limits=replace(self._limits, max_seconds=max(MOMENT, self._seconds_left())),
            seed=self._seed,
            stop=self._stop,
            start=self._plan,
        )
        plan, broken = judged(scenario, replace(found.plan, bound=None))
        if broken:
            raise PlanRefused("; ".join(str(one) for one in broken[:5]))
        return self._told(found, plan)

    def _told(self, found: Result, plan: Plan) -> Result:
        """Give the result of the whole."""
        run = replace(
            found.run,
            max_seconds=self._limits.max_seconds,
            max_iterations=self._limits.max_iterations,
        )
        return Result(plan=replace(plan, digest=digest(self._now.scenario)), run=run)

    def _limits_of(self, stage: Stage) -> Limits:
        rounds = self._limits.max_iterations
        return replace(
            self._limits,
            max_seconds=max(MOMENT, self._seconds_left()),
            max_iterations=ROUNDS[stage] if rounds is None else rounds,
        )

    def _seconds_left(self) -> float:
        spent = time.perf_counter() - self._began
        return (self._limits.max_seconds or SECONDS) - spent
