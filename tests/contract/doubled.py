"""Scenarios that fall into independent parts, made from any."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from matcher.model import Policy, Scenario, TermName

TIED = {TermName.FAIRNESS, TermName.BALANCE, TermName.MAX_LATENESS, TermName.MAX_IDLE}
"""Terms that are no sums over visits and routes."""

RECORDS = (
    "communities",
    "organisations",
    "helpers",
    "resources",
    "projects",
    "services",
    "needs",
    "pins",
    "published",
)


def doubled(scenario: Scenario) -> Scenario:
    """Put two copies of a scenario side by side, whose helpers do not cross over."""
    return joined(scenario, copied(scenario, "a-"), copied(scenario, "b-"))


def joined(scenario: Scenario, *copies: Scenario) -> Scenario:
    """Put scenarios side by side, with all else as in the first scenario."""
    everybody = [person.id for made in copies for person in made.helpers]
    apart = [_without(made, everybody) for made in copies]
    return replace(
        scenario,
        policy=untied(scenario.policy),
        **{name: tuple(r for made in apart for r in getattr(made, name)) for name in RECORDS},
    )


def _without(made: Scenario, everybody: list[str]) -> Scenario:
    own = {person.id for person in made.helpers}
    others = tuple(name for name in everybody if name not in own)
    return replace(
        made,
        needs=tuple(replace(need, excluded=need.excluded + others) for need in made.needs),
    )


def copied(scenario: Scenario, prefix: str) -> Scenario:
    """Put a prefix before every id, and pay whole fen a minute; terms are as in `joined`."""
    paid = tuple(
        replace(person, cost_per_hour=person.cost_per_hour // 60 * 60)
        for person in scenario.helpers
    )
    whole = replace(scenario, helpers=paid, policy=untied(scenario.policy))
    ids = {record.id for name in RECORDS[:-2] for record in getattr(scenario, name)}
    ids |= {shift.id for person in scenario.helpers for shift in person.shifts}
    ids |= {resource.item for resource in scenario.resources}
    changed = {name: _renamed(getattr(whole, name), ids, prefix) for name in RECORDS}
    return replace(whole, **changed)


def _renamed(value: Any, ids: set[str], prefix: str) -> Any:
    again = partial(_renamed, ids=ids, prefix=prefix)
    if isinstance(value, tuple):
        return tuple(map(again, value))
    if is_dataclass(value):
        return replace(value, **{f.name: again(getattr(value, f.name)) for f in fields(value)})
    # The members of enumerations are strings too.
    return prefix + value if type(value) is str and value in ids else value


def untied(policy: Policy) -> Policy:
    """Leave out the terms that are no sums."""
    return replace(policy, terms=tuple(term for term in policy.terms if term.name not in TIED))
