"""One rule broken, and all that a check found."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.model import Ended, Plan, Rule, Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One rule broken, where, in a sentence of each language.

    Attributes
    ----------
    rule : Rule
    en, zh : str
        The sentence, with the ids and figures at fault.
    need, occurrence, helper, shift, resource : optional
        What it is about, as far as it is about one.
    """

    rule: Rule
    en: str
    zh: str
    need: str | None = None
    occurrence: int | None = None
    helper: str | None = None
    shift: str | None = None
    resource: str | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.en}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the checker says of a plan.

    Attributes
    ----------
    violations : tuple of Violation
        Every rule broken; empty for a plan in order.
    score : Score
        Every term of the scenario's policy, recomputed from the plan.
    """

    violations: tuple[Violation, ...]
    score: Score

    @property
    def ok(self) -> bool:
        """Whether the plan is in order."""
        return not self.violations

    def unexcused(self, plan: Plan) -> tuple[Violation, ...]:
        """Give those that the plan does not own up to: it may say that it cannot keep its pins."""
        excused = {Rule.PIN} if plan.ended is Ended.INFEASIBLE_PINS else set()
        return tuple(one for one in self.violations if one.rule not in excused)
