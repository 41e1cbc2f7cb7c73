"""What a repair seeks: the scenario's own policy, in which a broken promise weighs as a visit."""

from __future__ import annotations

from dataclasses import replace

from matcher.model import Objective, Plan, Policy, Term, TermName

_WORTH = (TermName.COVERAGE, TermName.DISRUPTION)


def repair_policy(policy: Policy) -> Policy:
    """Give the policy that a repair is made by; the plan is scored by the scenario's own.

    A point of disruption costs as much as a point of coverage: an unmet visit of the least
    priority, by default. Where the policy sets the two side by side, its own weights hold.
    """
    terms = {term.name: term for term in policy.terms}
    coverage = terms.get(TermName.COVERAGE)
    if coverage is None or coverage.weight == 0:
        level = min((term.level for term in policy.terms), default=1)
        coverage = Term(name=TermName.COVERAGE, level=level)
    own = terms.get(TermName.DISRUPTION)
    beside = own is not None and (
        policy.objective is Objective.WEIGHTED_SUM or own.level == coverage.level
    )
    if own is not None and beside and own.weight > 0:
        return policy
    terms[TermName.DISRUPTION] = replace(coverage, name=TermName.DISRUPTION)
    return replace(policy, terms=tuple(terms.values()))


def cost(plan: Plan) -> int:
    """Give what visits left out and promises broken cost, of a plan scored by `repair_policy`."""
    return sum(term.weight * term.value for term in plan.score.terms if term.name in _WORTH)
