"""What the bounds prove of two scenarios' best plans, of each of which only some plan is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from matcher.model import Ended, Objective, Plan, Policy
from matcher.whatif.comparison.records import Case


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is proven, of the whole score and level by level."""

    verdict: Verdict
    levels: tuple[Verdict, ...]
    """Most important first; empty where the two are not comparable."""
    differences: tuple[int, ...]
    """By level, the total of the variant's plan less that of the base's: of the plans in hand,
    whatever is proven. Empty where the two are not comparable."""


class _Known(NamedTuple):
    """The best plan's totals lie between these, compared level by level."""

    least: tuple[int, ...]
    most: tuple[int, ...]


def judge(base: Case, variant: Case) -> Judgement:
    """Say what is proven of the best plans of a base and a variant.

    The best plan of a scenario costs no more than the one in hand and no less than its bound, the
    first level that differs deciding; without a bound zeros are one, as no term is negative. The
    variant is better if its plan is below the base's bound, worse if its bound is above the base's
    plan, equal if all four agree. All else is not distinguishable: the difference of the plans in
    hand, whatever it is, is within their gaps.

    A single level is judged in the same way where every level above is closed (plan and bound
    agree) and equal. Below an open level nothing is known; below one that differs a level counts
    no more.

    Two are comparable if their policies measure alike (objective, terms, weights) and both plans
    keep their pins: one that misses a pin is no answer to its scenario.
    """
    if not _comparable(base, variant):
        return Judgement(verdict=Verdict.NOT_COMPARABLE, levels=(), differences=())
    one, other = _known(base.plan), _known(variant.plan)
    return Judgement(
        verdict=_verdict(one, other),
        levels=_by_level(one, other),
        differences=tuple(new - old for old, new in zip(one.most, other.most, strict=True)),
    )


def _comparable(base: Case, variant: Case) -> bool:
    if Ended.INFEASIBLE_PINS in {base.plan.ended, variant.plan.ended}:
        return False
    return _yardstick(base.scenario.policy) == _yardstick(variant.scenario.policy)


def _yardstick(policy: Policy) -> object:
    """Give what decides how much a plan costs; levels by their order, none in a weighted sum."""
    weighted = policy.objective is Objective.WEIGHTED_SUM
    order = sorted({term.level for term in policy.terms})
    terms = sorted(
        (term.name, 0 if weighted else order.index(term.level), term.weight)
        for term in policy.terms
    )
    return policy.objective, terms, policy.priority_weights


def _known(plan: Plan) -> _Known:
    most = plan.score.totals
    return _Known(plan.bound or (0,) * len(most), most)


def _verdict(base: _Known, variant: _Known) -> Verdict:
    if variant.most < base.least:
        return Verdict.BETTER
    if variant.least > base.most:
        return Verdict.WORSE
    if variant.least == variant.most == base.least == base.most:
        return Verdict.EQUAL
    return Verdict.NOT_DISTINGUISHABLE


def _by_level(base: _Known, variant: _Known) -> tuple[Verdict, ...]:
    found: list[Verdict] = []
    above = Verdict.EQUAL
    for level in range(len(base.most)):
        if above is Verdict.EQUAL:
            above = _verdict(_only(base, level), _only(variant, level))
            found.append(above)
        elif above is Verdict.NOT_DISTINGUISHABLE:
            found.append(above)
        else:
            found.append(Verdict.SETTLED_ABOVE)
    return tuple(found)


def _only(known: _Known, level: int) -> _Known:
    return _Known(known.least[level : level + 1], known.most[level : level + 1])
