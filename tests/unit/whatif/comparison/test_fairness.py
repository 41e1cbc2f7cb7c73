from __future__ import annotations

from fractions import Fraction

import pytest

from matcher.whatif.comparison.fairness import fairness, gini
from matcher.whatif.comparison.records import CommunityShare, Fairness


def share(visits: int, served: int, key: str = "c") -> CommunityShare:
    return CommunityShare(
        key=key,
        name=key,
        visits=visits,
        served=served,
        unmet=visits - served,
        percent=0.0,
        lat=None,
        lon=None,
    )


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ([], Fraction(0)),
        ([(10, 0), (5, 0)], Fraction(0)),
        ([(10, 5), (4, 2), (2, 1)], Fraction(0)),
        ([(10, 10), (10, 0)], Fraction(1, 2)),
        ([(30, 30), (10, 0)], Fraction(1, 4)),
        ([(10, 10), (30, 0)], Fraction(3, 4)),
        ([(4, 1), (4, 3), (8, 8)], Fraction(5, 24)),
    ],
)
def test_gini_of_served_shares_by_what_is_asked(counts, value):
    shares = [share(*count) for count in counts]
    assert gini(shares) == value
    assert gini(reversed(shares)) == value


def test_gini_is_the_mean_difference_over_twice_the_mean():
    counts = [(7, 3), (12, 11), (1, 0), (5, 5), (9, 2)]
    apart = sum(v * w * abs(Fraction(s, v) - Fraction(t, w)) for v, s in counts for w, t in counts)
    asked, served = (sum(column) for column in zip(*counts, strict=True))
    assert gini(share(*count) for count in counts) == apart / (2 * asked * served)


def test_the_worst_is_served_least_then_has_most_unmet_then_comes_first():
    shares = (share(2, 1, "a"), share(6, 3, "b"), share(6, 3, "c"), share(3, 2, "d"))
    assert fairness(shares) == Fairness(gini=0.0458, worst=shares[1])
    assert fairness(()) == Fairness(gini=0.0, worst=None)
