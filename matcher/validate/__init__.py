"""Whether a scenario is in order: every fault and oddity at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from matcher.model import InvalidInput, Problem, Scenario, Severity
from matcher.validate import (
    capability,
    identity,
    needs,
    pins,
    places,
    policy,
    references,
    resources,
    texts,
    times,
)
from matcher.validate.catalogue import in_order
from matcher.validate.walk import keeping_lists

__all__ = ["refuse_errors", "standalone_problems", "validate"]

Check = Callable[[Scenario], Iterable[Problem]]

STANDALONE: tuple[Check, ...] = (
    *identity.CHECKS,
    *references.CHECKS,
    *texts.CHECKS,
    *times.STANDALONE,
    *places.STANDALONE,
    *needs.STANDALONE,
    *pins.STANDALONE,
    *resources.STANDALONE,
    *policy.CHECKS,
)
"""What can be said of each record by itself, or by the ids of others."""

WHOLE: tuple[Check, ...] = (
    *times.WHOLE,
    *places.WHOLE,
    *needs.WHOLE,
    *pins.WHOLE,
    *resources.WHOLE,
    *capability.CHECKS,
)
"""What needs the whole scenario and the start of its horizon."""


def validate(scenario: Scenario) -> tuple[Problem, ...]:
    """Find everything wrong or odd in a scenario.

    Parameters
    ----------
    scenario : Scenario
        Each field by itself is of its type and range, as the readers of files see to.

    Returns
    -------
    tuple of Problem
        Errors and warnings, in order of their place; none if all is well.
    """
    with keeping_lists():
        return in_order(found for check in STANDALONE + WHOLE for found in check(scenario))


def refuse_errors(scenario: Scenario) -> None:
    """Raise what is wrong with a scenario, warnings too, if any of it is an error.

    Raises
    ------
    InvalidInput
    """
    problems = validate(scenario)
    if any(found.severity is Severity.ERROR for found in problems):
        raise InvalidInput(problems)


def standalone_problems(scenario: Scenario) -> tuple[Problem, ...]:
    """Find what is wrong in the sound part of a broken scenario, whose start may be unknown."""
    with keeping_lists():
        return in_order(found for check in STANDALONE for found in check(scenario))
