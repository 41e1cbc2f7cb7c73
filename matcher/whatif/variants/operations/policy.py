"""`policy`: another idea of what is better."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

import numpy as np

from matcher.model import EscalationTier, Objective, Rule, Scenario, Term, TermName
from matcher.model.record import Record
from matcher.model.units import Count, Weight
from matcher.whatif.variants.operations.change import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange(Record):
    """Another level or weight for a term; a term that is not there yet is added."""

    level: Count | None = None
    weight: Weight | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePolicy(Change):
    """The policy with other weights, levels, rules and ladder; what is not given stays."""

    SUBJECTS: ClassVar[tuple[str, ...]] = ()

    op: Literal["policy"]
    objective: Objective | None = None
    terms: dict[TermName, TermChange] = field(default_factory=dict)
    priority_weights: tuple[Weight, Weight, Weight, Weight, Weight] | None = None
    ignored_rules: tuple[Rule, ...] | None = None
    escalation: tuple[EscalationTier, ...] | None = None

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:  # noqa: ARG002
        """Lay it over a scenario."""
        given = {
            name: value
            for name in ("objective", "priority_weights", "ignored_rules", "escalation")
            if (value := getattr(self, name)) is not None
        }
        old = {term.name: term for term in scenario.policy.terms}
        for name, change in self.terms.items():
            term = old.get(name, Term(name=name, level=1))
            old[name] = replace(
                term,
                level=term.level if change.level is None else change.level,
                weight=term.weight if change.weight is None else change.weight,
            )
        policy = replace(scenario.policy, terms=tuple(old.values()), **given)
        return replace(scenario, policy=policy)
