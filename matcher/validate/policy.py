"""The policy: levels that exist, and only rules switched off that may be."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.model import SWITCHABLE, HelperKind, Problem, Scenario
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


def ladder(scenario: Scenario) -> Iterator[Problem]:
    """Find tiers without kinds, kinds in two tiers, tiers out of order, and ladders never used."""
    tiers = scenario.policy.escalation
    seen = set[HelperKind]()
    for i, tier in enumerate(tiers):
        pointer = f"/policy/escalation/{i}"
        if not tier.kinds:
            yield problem("escalation_no_kinds", f"{pointer}/kinds")
        for k, kind in enumerate(tier.kinds):
            if kind in seen:
                yield problem("escalation_kind_twice", f"{pointer}/kinds/{k}", value=kind)
            seen.add(kind)
        before = tiers[i - 1].after_days if i else 0
        if tier.after_days < before:
            yield problem(
                "escalation_out_of_order",
                f"{pointer}/after_days",
                value=tier.after_days,
                before=before,
            )
    promised = [service.service_level_days for service in scenario.services]
    promised += [need.service_level_days for need in scenario.needs]
    if tiers and scenario.needs and all(days is None for days in promised):
        yield problem("escalation_never", "/policy/escalation")


CHECKS = (levels, switches, ladder)
