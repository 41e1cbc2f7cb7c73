"""How evenly communities are served."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from matcher.whatif.comparison.records import CommunityShare, Fairness, Share

_DIGITS = 4


def fairness(communities: tuple[CommunityShare, ...]) -> Fairness:
    """Measure fairness among the communities that ask for visits.

    Of communities served alike the one with most unmet visits is the worst, then the first.
    """
    worst = min(communities, key=lambda one: (_share(one), -one.unmet), default=None)
    return Fairness(gini=round(float(gini(communities)), _DIGITS), worst=worst)


def gini(shares: Iterable[Share]) -> Fraction:
    """Give the Gini coefficient of served shares, each weighing as much as it asks.

    With v visits asked for in a community and s of them served, the mean difference of s / v
    between any two visits' communities over twice the mean of s / v:

    sum over i, j of v_i v_j |s_i / v_i - s_j / v_j| / (2 sum of v x sum of s)

    Returns
    -------
    Fraction
        From 0, where all are served alike or nothing is served, to below 1.
    """
    visits = served = apart = 0
    for share in sorted(shares, key=_share):
        # All before it are served no better, so that no difference changes its sign.
        apart += share.served * visits - share.visits * served
        visits += share.visits
        served += share.served
    return Fraction(apart, visits * served) if served else Fraction(0)


def _share(share: Share) -> Fraction:
    return Fraction(share.served, share.visits)
