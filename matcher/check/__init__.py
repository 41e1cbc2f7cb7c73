"""The judge of every plan: it knows the scenario and the plan, and nothing of the engines.

It imports only `matcher.model`. Places, travel, defaults, rules and terms are all worked out a
second time here, in plain Python, so that no mistake of an engine can hide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from matcher.check import consistency, references, routes, supplies, visits
from matcher.check.facts import gather
from matcher.check.fitness import fitness
from matcher.check.reading import Reading, read
from matcher.check.score import compare, rescore
from matcher.check.violation import Report, Violation
from matcher.model import Plan, Rule, Scenario

__all__ = ["Report", "Violation", "check"]

_CHECKS: tuple[Callable[[Reading], Iterable[Violation]], ...] = (
    *references.CHECKS,
    *consistency.CHECKS,
    fitness,
    *routes.CHECKS,
    *visits.CHECKS,
    *supplies.CHECKS,
)


def check(scenario: Scenario, plan: Plan) -> Report:
    """Check a plan against its scenario.

    Parameters
    ----------
    scenario : Scenario
        One without errors, as `matcher.validate` finds them.
    plan : Plan
        Any; whatever is wrong with it is reported, nothing raises.

    Returns
    -------
    Report
        Every rule broken, and every term of the score recomputed.
    """
    reading = read(gather(scenario), plan)
    # An ignored break rule only makes mandatory breaks voluntary; the check itself sees to that.
    ignored = reading.facts.ignored - {Rule.BREAK}
    score = rescore(reading)
    found = [violation for run in _CHECKS for violation in run(reading)]
    found += compare(reading, score)
    return Report(violations=tuple(each for each in found if each.rule not in ignored), score=score)
