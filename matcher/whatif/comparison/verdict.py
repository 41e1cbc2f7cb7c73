"""What is proven of a base and a variant, as a whole and level by level."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.model import Ended
from matcher.whatif.comparison.records import Case
from matcher.whatif.proof import Known, Verdict, known, measured_alike, proven

__all__ = ["Judgement", "Verdict", "judge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is proven, of the whole score and level by level."""

    verdict: Verdict
    levels: tuple[Verdict, ...]
    """Most important first; empty where the two are not comparable."""
    differences: tuple[int, ...]
    """By level, the total of the variant's plan less that of the base's: of the plans in hand,
    whatever is proven. Empty where the two are not comparable."""


def judge(base: Case, variant: Case) -> Judgement:
    """Say what is proven of the best plans of a base and a variant.

    The whole is judged as `proven` says. A single level is judged in the same way where every level
    above is closed (plan and bound agree) and equal. Below an open level nothing is known; below
    one that differs a level counts no more.

    Two are comparable if their policies measure alike (objective, terms, weights) and both plans
    keep their pins: one that misses a pin is no answer to its scenario.
    """
    if not _comparable(base, variant):
        return Judgement(verdict=Verdict.NOT_COMPARABLE, levels=(), differences=())
    one, other = (known(case.plan.score.totals, case.plan.bound) for case in (base, variant))
    return Judgement(
        verdict=proven(one, other),
        levels=_by_level(one, other),
        differences=tuple(new - old for old, new in zip(one.most, other.most, strict=True)),
    )


def _comparable(base: Case, variant: Case) -> bool:
    if Ended.INFEASIBLE_PINS in {base.plan.ended, variant.plan.ended}:
        return False
    return measured_alike(base.scenario.policy, variant.scenario.policy)


def _by_level(base: Known, variant: Known) -> tuple[Verdict, ...]:
    found: list[Verdict] = []
    above = Verdict.EQUAL
    for level in range(len(base.most)):
        if above is Verdict.EQUAL:
            above = proven(_only(base, level), _only(variant, level))
            found.append(above)
        elif above is Verdict.NOT_DISTINGUISHABLE:
            found.append(above)
        else:
            found.append(Verdict.SETTLED_ABOVE)
    return tuple(found)


def _only(whole: Known, level: int) -> Known:
    return Known(whole.least[level : level + 1], whole.most[level : level + 1])
