"""Week after week: plan, carry out, age what is left, plan again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np

from matcher.engines.interface import StopRequest, never
from matcher.model import Limits, Need, PastVisit, Plan, Scenario, Visit
from matcher.model.ladder import escalations
from matcher.roll.carry import (
    a_week_later,
    minutes_between,
    new_names,
    next_week,
    refilled,
    remembered,
    still_owed,
    visits_of,
)
from matcher.roll.records import Rolled, RollSettings, Week
from matcher.roll.story import Stories, made_of, oldest_days, overdue
from matcher.solve import solve
from matcher.whatif.simulation.settings import Uncertainty
from matcher.whatif.simulation.trial import trial_of

TURNS_UP, ARRIVES = range(2)
"""What chance decides in a week, each from a stream of its own."""


def roll(
    scenario: Scenario,
    *,
    settings: RollSettings | None = None,
    limits: Limits | None = None,
    engine: str = "auto",
    keep: Callable[[Week, Scenario, Plan], None] = lambda *_: None,
    stop: StopRequest = never,
) -> Rolled:
    """Play several weeks; docs/escalation.md says how.

    Parameters
    ----------
    scenario : Scenario
        The first week.
    settings : RollSettings, optional
    limits : Limits, optional
        Of each week's solve. Only with limits in iterations is the same seed the same roll.
    engine : str
    keep : callable
        Handed each week that is over, with its scenario and plan.
    stop : callable
        Asked often; when true, the week in hand is given up and those before are returned.

    Raises
    ------
    InvalidInput
        If the scenario has errors.
    UnknownEngine, UnsupportedScenario
        If the engine asked for does not exist or cannot take the scenario.
    """
    course = _Course(scenario, settings or RollSettings())
    while course.weeks_left > 0:
        plan = solve(
            course.scenario, limits=limits, engine=engine, seed=course.settings.seed, stop=stop
        ).plan
        if stop():
            break
        played = course.scenario
        keep(course.carry_out(plan), played, plan)
    return course.rolled()


def took_place(scenario: Scenario, plan: Plan, seed: int) -> tuple[Visit, ...]:
    """Give the visits of a plan that take place, where helpers turn up as reliably as they do."""
    trial = trial_of(scenario, plan, Uncertainty(), seed)
    held = trial.run(np.zeros(0, np.int64), 1).held > 0
    visit, needs = trial.instance.arrays.visit, scenario.needs
    keys = zip(visit["need"][held].tolist(), visit["occurrence"][held].tolist(), strict=True)
    happened = {(needs[need].id, occurrence) for need, occurrence in keys}
    return tuple(each for each in plan.visits if (each.need, each.occurrence) in happened)


class _Course:
    """The weeks so far, and the scenario of the one that comes."""

    def __init__(self, base: Scenario, settings: RollSettings) -> None:
        self._base, self.settings, self.scenario = base, settings, base
        self._weeks: list[Week] = []
        self._stories = Stories()
        self._history: dict[str, tuple[PastVisit, ...]] = {}
        self._asked, self._carried = len(base.needs), 0
        for need in base.needs:
            self._stories.ask(base, need, need.id)
            self._history[need.id] = need.history

    @property
    def weeks_left(self) -> int:
        """Weeks that are still to be played."""
        return self.settings.weeks + 1 - self._number

    @property
    def _number(self) -> int:
        """The week that is to be played, from 1."""
        return 1 + len(self._weeks) * (minutes_between(self._base) // (7 * 1440))

    def rolled(self) -> Rolled:
        """Sum up the weeks so far."""
        return Rolled(
            scenario=self._base.id,
            settings=self.settings,
            weeks=tuple(self._weeks),
            needs=self._stories.logs(),
        )

    def carry_out(self, plan: Plan) -> Week:
        """Carry a plan of the week out, and go on to the next."""
        scenario = self.scenario
        held = took_place(scenario, plan, self._seed(TURNS_UP))
        made = made_of(held)
        left = [
            rest
            for need in scenario.needs
            if (rest := still_owed(need, made.get(need.id, ()))) is not None
        ]
        moved = *escalations(scenario, held), *escalations(replace(scenario, needs=tuple(left)), ())
        by_tier = Counter(entry.tier for entry in self._stories.climb(scenario, moved))
        self._tell(plan, made)
        week = Week(
            week=self._number,
            start=scenario.start.date(),
            asked=self._asked,
            carried=self._carried,
            visits=sum(map(visits_of, scenario.needs)),
            planned=len(plan.visits),
            served=len(held),
            no_shows=len(plan.visits) - len(held),
            left=len(left),
            overdue=overdue(scenario, left),
            oldest_days=oldest_days(scenario, left),
            escalations=tuple(by_tier[tier] for tier in range(len(scenario.policy.escalation))),
            totals=plan.score.totals,
            ended=plan.ended,
        )
        self._weeks.append(week)
        self._go_on(plan, left, made)
        return week

    def _tell(self, plan: Plan, made: dict[str, list[Visit]]) -> None:
        """Write down what came of each need."""
        planned = Counter(visit.need for visit in plan.visits)
        for need in self.scenario.needs:
            visits = made.get(need.id, [])
            moments = [self.scenario.start + timedelta(minutes=visit.start) for visit in visits]
            failed = planned[need.id] - len(visits)
            self._stories.plan(self._number, need.id, failed, moments)
            if len(visits) == visits_of(need):
                self._stories.close(need.id)
            origin = self._stories.origin(need.id)
            self._history[origin] = remembered(self._history[origin], visits, self.scenario)

    def _go_on(self, plan: Plan, left: list[Need], made: dict[str, list[Visit]]) -> None:
        """Make the scenario of the next week."""
        waiting, later = {need.id for need in left}, minutes_between(self.scenario)
        again = self._arriving(waiting)
        needs = [
            replace(
                a_week_later(need, later),
                after=tuple(name for name in need.after if name in waiting),
                history=self._history[self._stories.origin(need.id)],
            )
            for need in left
        ]
        by_visit = {(each.need, each.occurrence): each for own in made.values() for each in own}
        following = next_week(self.scenario, (*needs, *again.values()), by_visit, plan.allocations)
        self.scenario = refilled(following, self._base) if self.settings.refill else following
        for origin, need in again.items():
            self._stories.ask(self.scenario, need, origin)
        self._carried, self._asked = len(needs), len(again)

    def _arriving(self, taken: set[str]) -> dict[str, Need]:
        """Draw which needs are asked for again, by the need of the base that they repeat."""
        chance = np.random.default_rng(self._seed(ARRIVES)).random(len(self._base.needs))
        drawn = [
            need
            for need, value in zip(self._base.needs, chance.tolist(), strict=True)
            if value < self.settings.arrivals
        ]
        known = taken | {need.id for need in self._base.needs}
        names = new_names((need.id for need in drawn), self._number, known)
        return {
            need.id: replace(
                need,
                id=names[need.id],
                after=tuple(names[name] for name in need.after if name in names),
                history=self._history[need.id],
            )
            for need in drawn
        }

    def _seed(self, of: int) -> int:
        sequence = np.random.SeedSequence([self.settings.seed, self._number, of])
        return int(sequence.generate_state(1, np.uint64)[0])
