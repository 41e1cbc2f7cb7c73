"""What the bounds prove of two scenarios' best plans, of each of which only some plan is known."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from matcher.model import Objective, Policy


class Verdict(StrEnum):
    """How a variant's best plan stands to the base's."""

    BETTER = "better"
    WORSE = "worse"
    EQUAL = "equal"
    NOT_DISTINGUISHABLE = "not_distinguishable"
    """The gaps leave it open."""
    SETTLED_ABOVE = "settled_above"
    """Of a level: one that counts more differs already."""
    NOT_COMPARABLE = "not_comparable"
    """The two are not measured by one yardstick, or a plan misses pins."""


class Known(NamedTuple):
    """The best plan's totals lie between these, compared level by level."""

    least: tuple[int, ...]
    most: tuple[int, ...]


def known(totals: Sequence[int], bound: Sequence[int] | None) -> Known:
    """Say what a plan's totals, and its bound if it has one, tell of the best plan.

    It costs no more than the plan in hand and no less than the bound, the first level that differs
    deciding; without a bound zeros are one, as no term is negative.
    """
    most = tuple(totals)
    return Known(tuple(bound) if bound else (0,) * len(most), most)


def proven(base: Known, variant: Known) -> Verdict:
    """Say what is proven of the best plans of a base and a variant measured alike.

    The variant is better if its plan is below the base's bound, worse if its bound is above the
    base's plan, equal if all four agree. All else is not distinguishable: the difference of the
    plans in hand, whatever it is, is within their gaps.
    """
    if variant.most < base.least:
        return Verdict.BETTER
    if variant.least > base.most:
        return Verdict.WORSE
    if variant.least == variant.most == base.least == base.most:
        return Verdict.EQUAL
    return Verdict.NOT_DISTINGUISHABLE


def measured_alike(base: Policy, variant: Policy) -> bool:
    """Say whether two policies measure plans by one yardstick: terms, weights, ladder."""
    return _yardstick(base) == _yardstick(variant)


def _yardstick(policy: Policy) -> object:
    """Give what decides how much a plan costs; levels by their order, none in a weighted sum."""
    weighted = policy.objective is Objective.WEIGHTED_SUM
    order = sorted({term.level for term in policy.terms})
    terms = sorted(
        (term.name, 0 if weighted else order.index(term.level), term.weight)
        for term in policy.terms
    )
    return policy.objective, terms, policy.priority_weights, policy.escalation
