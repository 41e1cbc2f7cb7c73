"""The policy: levels that exist, and only rules switched off that may be."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.model import SWITCHABLE, Problem, Scenario
from matcher.validate.catalogue import problem


def levels(scenario: Scenario) -> Iterator[Problem]:
    """Find levels below 1."""
    for i, term in enumerate(scenario.policy.terms):
        if term.level == 0:
            yield problem("term_level_zero", f"/policy/terms/{i}/level")


def switches(scenario: Scenario) -> Iterator[Problem]:
    """Find rules switched off that may not be."""
    for i, rule in enumerate(scenario.policy.ignored_rules):
        if rule not in SWITCHABLE:
            choices = ", ".join(sorted(SWITCHABLE))
            pointer = f"/policy/ignored_rules/{i}"
            yield problem("rule_not_switchable", pointer, value=rule, choices=choices)


CHECKS = (levels, switches)
