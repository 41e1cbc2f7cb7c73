"""A base and its variants, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from matcher.whatif.comparison.days import HelperDay, busiest_days
from matcher.whatif.comparison.figures import FIGURES
from matcher.whatif.comparison.outcome import outcome
from matcher.whatif.comparison.records import Case, Outcome, Share, Tally
from matcher.whatif.comparison.verdict import Judgement, judge


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareChange:
    """How much more of some visits is asked for and served than in the base."""

    key: str
    visits: int
    served: int
    percent: float | None
    """Percentage points; none: the base or the variant asks for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareChanges:
    """The same from five sides, as in `Shares`; the base's first, then those it does not have."""

    priorities: tuple[ShareChange, ...]
    services: tuple[ShareChange, ...]
    communities: tuple[ShareChange, ...]
    domains: tuple[ShareChange, ...]
    organisations: tuple[ShareChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versus:
    """A variant, and the variant less the base; what one of the two does not have counts as 0."""

    outcome: Outcome
    judgement: Judgement
    differences: dict[str, float | None]
    """By the names of `FIGURES`; none: one of the two has no such figure."""
    shares: ShareChanges
    unmet_by_kind: tuple[Tally, ...]
    unmet_by_reason: tuple[Tally, ...]
    stock: tuple[Tally, ...]
    """What is left."""
    days: tuple[HelperDay, ...]
    """The busiest days of helpers in either plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A base and its variants in figures."""

    format: Literal["linli.comparison/1"] = "linli.comparison/1"
    base: Outcome
    variants: tuple[Versus, ...]


def compare(cases: Sequence[Case]) -> Comparison:
    """Set cases side by side.

    Parameters
    ----------
    cases : sequence of Case
        The base comes first.

    Raises
    ------
    ValueError
        If there is no case, two have one name, or their horizons start at different moments.
    """
    if not cases:
        raise ValueError("there is nothing to compare")
    if len({case.name for case in cases}) < len(cases):
        raise ValueError("two cases have the same name")
    if len({case.scenario.start for case in cases}) > 1:
        raise ValueError("the cases start at different moments")
    first, *others = cases
    base, *outcomes = _same_reasons([outcome(first), *(outcome(one, first.plan) for one in others)])
    return Comparison(
        base=base,
        variants=tuple(
            _versus(first, base, other, variant)
            for other, variant in zip(others, outcomes, strict=True)
        ),
    )


def _same_reasons(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Let every outcome count the reasons that lead in any."""
    codes = dict.fromkeys(tally.key for one in outcomes for tally in one.unmet_by_reason)
    counts = [_counts(one.unmet_by_reason) for one in outcomes]
    return [
        replace(one, unmet_by_reason=tuple(Tally(key=key, count=own.get(key, 0)) for key in codes))
        for one, own in zip(outcomes, counts, strict=True)
    ]


def _versus(case: Case, base: Outcome, other: Case, variant: Outcome) -> Versus:
    return Versus(
        outcome=variant,
        judgement=judge(case, other),
        differences={figure.name: figure.difference(base, variant) for figure in FIGURES},
        shares=ShareChanges(
            priorities=_by_share(base.shares.priorities, variant.shares.priorities),
            services=_by_share(base.shares.services, variant.shares.services),
            communities=_by_share(base.shares.communities, variant.shares.communities),
            domains=_by_share(base.shares.domains, variant.shares.domains),
            organisations=_by_share(base.shares.organisations, variant.shares.organisations),
        ),
        unmet_by_kind=_by_count(_counts(base.unmet_by_kind), _counts(variant.unmet_by_kind)),
        unmet_by_reason=_by_count(_counts(base.unmet_by_reason), _counts(variant.unmet_by_reason)),
        stock=_by_count(
            {one.key: one.left for one in base.stock}, {one.key: one.left for one in variant.stock}
        ),
        days=busiest_days(case, other),
    )


def _by_share(base: Iterable[Share], variant: Iterable[Share]) -> tuple[ShareChange, ...]:
    old, new = ({one.key: one for one in shares} for shares in (base, variant))
    return tuple(_share_change(key, old.get(key), new.get(key)) for key in {**old, **new})


def _share_change(key: str, old: Share | None, new: Share | None) -> ShareChange:
    def less(get: Callable[[Share], int]) -> int:
        return (get(new) if new else 0) - (get(old) if old else 0)

    return ShareChange(
        key=key,
        visits=less(attrgetter("visits")),
        served=less(attrgetter("served")),
        percent=round(new.percent - old.percent, 1) if new and old else None,
    )


def _counts(tallies: Iterable[Tally]) -> dict[str, int]:
    return {tally.key: tally.count for tally in tallies}


def _by_count(base: dict[str, int], variant: dict[str, int]) -> tuple[Tally, ...]:
    return tuple(
        Tally(key=key, count=variant.get(key, 0) - base.get(key, 0)) for key in {**base, **variant}
    )
