"""Trying what a change of the scenario would do for one visit, in the part of it that matters."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple

from matcher.formats import digest
from matcher.model import InvalidInput, Limits, Plan, Scenario, Severity
from matcher.recommend import Desk, UnsoundPlan
from matcher.remedy.ground import Ground
from matcher.remedy.occurrences import numberings
from matcher.remedy.records import Remedy, Step
from matcher.remedy.steps import Document, laid
from matcher.replan.cut import Cutter, Part, Stage
from matcher.replan.desk import Key
from matcher.replan.merge import judged, merged, within
from matcher.replan.revise import Revised
from matcher.solve import solve
from matcher.validate import validate

DISTURB = 3
"""Visits that may be moved for one more."""

ROUNDS = 300
"""Of search, where people change too."""

MOMENT = 0.01


class Effort(IntEnum):
    """How much a trial may do to the plan."""

    NOTHING_MOVES = 0
    TIMES = 1
    """Some visits start at other times, with the same people."""
    PEOPLE = 2
    """Some visits have other people and times, none is left out."""


STAGES = {
    Effort.NOTHING_MOVES: Stage.PEOPLE_AND_TIMES,
    Effort.TIMES: Stage.PEOPLE,
    Effort.PEOPLE: Stage.NOTHING,
}


class Trial(NamedTuple):
    """Steps with which a visit found a place in the part of the plan around it.

    Attributes
    ----------
    steps : tuple of Step
    changes : tuple of dict
        The same as changes of a variant's file.
    scenario : Scenario
        The whole with the steps.
    key : (need, occurrence)
        The visit that is new.
    plan : Plan
        Of the whole, not yet checked.
    """

    steps: tuple[Step, ...]
    changes: tuple[Document, ...]
    scenario: Scenario
    key: Key
    plan: Plan


class Clock:
    """Time that is running out.

    Parameters
    ----------
    seconds : float
    """

    def __init__(self, seconds: float) -> None:
        self._until = time.perf_counter() + seconds

    @property
    def left(self) -> float:
        """Seconds; negative when it is over."""
        return self._until - time.perf_counter()

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be tried."""
        return self.left <= 0


class Bench:
    """Tries steps for one unmet visit.

    Parameters
    ----------
    ground : Ground
    key : (need, occurrence)
    clock : Clock
    """

    def __init__(self, ground: Ground, key: Key, clock: Clock) -> None:
        self._ground, self._key, self.clock = ground, key, clock
        self._bases = tuple(numberings(ground.scenario, ground.plan, key))

    def trial(self, steps: tuple[Step, ...], effort: Effort) -> Trial | None:
        """Look for a place for the visit with some steps; None: none was found."""
        try:
            scenario, changes = laid(self._ground.scenario, self._key[0], steps)
        except InvalidInput:
            return None
        for key, base in self._bases:
            part = part_around(scenario, base, key, STAGES[effort])
            for plan in self._plans(part, key, base, effort):
                return Trial(steps, changes, scenario, key, merged(scenario, base, part, plan))
        return None

    def remedy(self, trial: Trial) -> Remedy | None:
        """Give a plan of the whole that comes of a trial; None: the whole does not bear it out.

        The plan has passed `matcher.check`, and serves all that was served before.
        """
        scenario, before = trial.scenario, self._ground.plan
        if any(one.severity is Severity.ERROR for one in validate(scenario)):
            return None
        plan, broken = judged(scenario, trial.plan)
        served = {(one.need, one.occurrence) for one in plan.visits}
        if broken or not self._ground.served | {self._key} <= served:
            return None
        kept = frozenset((one.need, one.crew, one.start) for one in before.visits)
        moved = sum((one.need, one.crew, one.start) not in kept for one in plan.visits) - 1
        return Remedy(
            steps=trial.steps,
            changes=trial.changes,
            scenario=scenario,
            plan=replace(plan, scenario=scenario.id, digest=digest(scenario)),
            visit=next(o for o in plan.visits if (o.need, o.occurrence) == trial.key),
            moved=moved,
        )

    def _plans(self, part: Part, key: Key, base: Plan, effort: Effort) -> Iterator[Plan]:
        """Yield a plan of the part that serves the visit, if there is one."""
        need, occurrence = key
        start = within(part, base)
        if effort is Effort.PEOPLE:
            limits = Limits(max_seconds=max(MOMENT, self.clock.left), max_iterations=ROUNDS)
            try:
                made = solve(part.scenario, limits=limits, engine="search", start=start).plan
            except InvalidInput:
                return
            served = {(one.need, one.occurrence) for one in made.visits}
            if served >= {key, *((one.need, one.occurrence) for one in start.visits)}:
                yield made
            return
        desk = Desk(part.scenario, start)
        disturb = DISTURB if effort is Effort.TIMES else 0
        for fit in desk.recommend(need, occurrence=occurrence, most=1, disturb=disturb):
            try:
                yield desk.apply(fit)[1]
            except UnsoundPlan:
                # The steps made a scenario with errors, in which the old plan is none.
                return


def part_around(scenario: Scenario, plan: Plan, key: Key, stage: Stage) -> Part:
    """Cut out what a visit may change."""
    revised = Revised(
        scenario=scenario, frozen=frozenset(), touched=frozenset({key}), called=frozenset()
    )
    return Cutter(revised, plan).part(stage)
