"""A scenario and a plan made ready to be carried out many times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Arrays, Ints, Solution
from matcher.instance import Instance, compile_instance
from matcher.model import Plan, Scenario
from matcher.retrace import solution_of
from matcher.whatif.simulation.course import Course, at_any_hour, lay_out, with_standbys
from matcher.whatif.simulation.draws import new_key
from matcher.whatif.simulation.progress import Odds
from matcher.whatif.simulation.replicate import Tally, replicate
from matcher.whatif.simulation.settings import Uncertainty
from matcher.whatif.simulation.state import new_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A scenario and a plan made ready to be carried out many times.

    Attributes
    ----------
    instance : Instance
    solution : Solution
    open_arrays : Arrays
        Where urgent visits are asked for, with candidates at any hour, all else in the same rows;
        otherwise the instance's.
    course : Course
    settings : Uncertainty
    key : uint64
    """

    instance: Instance
    solution: Solution
    open_arrays: Arrays
    course: Course
    settings: Uncertainty
    key: np.uint64

    def run(self, on_call: Ints, replications: int) -> Tally:
        """Carry the plan out, with these shifts on call, the first choice first."""
        return self._run(with_standbys(self.course, on_call), self.settings, replications, 0)

    def promise(self) -> Tally:
        """Carry the plan out once, as planned, to see who could stand in for whom."""
        everybody = np.arange(len(self.instance.arrays.shift))
        course = self.course._replace(drawn=everybody)
        return self._run(course, Uncertainty(), 1, len(self.instance.arrays.helper))

    def _run(self, course: Course, settings: Uncertainty, replications: int, helpers: int) -> Tally:
        odds = Odds(
            late_share=settings.late_share,
            late_minutes=float(settings.late_minutes),
            duration_spread=settings.duration_spread,
            urgent_per_day=settings.urgent_per_day,
        )
        tally = Tally(
            **{name: np.zeros(replications, np.int64) for name in ("weight", "visits")},
            **{name: np.zeros(replications, np.int64) for name in ("asked", "met")},
            held=np.zeros(len(self.open_arrays.visit), np.int64),
            promise=np.zeros(helpers, np.float64),
        )
        state = new_state(self.open_arrays, course)
        replicate(self.open_arrays, course, state, odds, tally, self.key)
        return tally


def trial_of(scenario: Scenario, plan: Plan, settings: Uncertainty, seed: int) -> Trial:
    """Make a trial of a valid scenario and a plan for it."""
    instance = compile_instance(scenario)
    solution = solution_of(instance, plan)
    urgent = settings.urgent_per_day > 0
    return Trial(
        instance=instance,
        solution=solution,
        open_arrays=at_any_hour(scenario) if urgent else instance.arrays,
        course=lay_out(instance, solution, urgent=urgent),
        settings=settings,
        key=new_key(seed),
    )
