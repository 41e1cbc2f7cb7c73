"""Sums up the runs of an instance: what is typical, how far from the best, and how soon."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.sets import InstanceSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What of a run's figures is summed up; one that failed has none of them.

    Attributes
    ----------
    time_limit : float
    value : float or None
        The set's figure; None where the plan has none, or there is no plan.
    bound : float or None
    seconds, peak_mb : float or None
    trace : tuple of (float, float)
        How the value got better: the seconds since the file was opened, and the value.
    """

    time_limit: float
    value: float | None = None
    bound: float | None = None
    seconds: float | None = None
    peak_mb: float | None = None
    trace: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What the plans of an instance are held against, and where it is from."""

    value: float
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The runs of an instance at a time limit.

    Attributes
    ----------
    instance : str
    time_limit : float
    runs, failed : int
        How many there are, and how many of them gave no plan with a value.
    median, worst, best : float or None
        Of the value. A run without one is worse than any; None where it would be the answer.
    reference : Reference or None
    gap : float or None
        From the reference to the median, as a share of the reference.
    within : float
        The gap that is close enough.
    reached : int
        How many runs came so close.
    seconds_to_reach : float or None
        Median of the seconds until then, a run that did not come so close being later than any.
    seconds, peak_mb : float or None
        Medians of the runs that have them.
    """

    instance: str
    time_limit: float
    runs: int
    failed: int
    median: float | None
    worst: float | None
    best: float | None
    reference: Reference | None
    gap: float | None
    within: float
    reached: int
    seconds_to_reach: float | None
    seconds: float | None
    peak_mb: float | None


def reference(
    kind: InstanceSet[Any], best_known: float | None, runs: Iterable[Run]
) -> Reference | None:
    """Give the best that is known: what was published, else the best bound, else the best plan."""
    if best_known is not None:
        return Reference(value=best_known, origin="best known")
    least_first = sorted(runs, key=lambda run: run.time_limit)
    bounds = [(run.bound, run.time_limit) for run in least_first if run.bound is not None]
    if bounds:
        tightest = _first(bounds, most=not kind.is_most)
        return Reference(value=tightest[0], origin=f"bound of {tightest[1]:g} s")
    values = [(run.value, run.time_limit) for run in least_first if run.value is not None]
    if values:
        best = _first(values, most=kind.is_most)
        return Reference(value=best[0], origin=f"best plan, of {best[1]:g} s")
    return None


def sum_up(
    kind: InstanceSet[Any],
    instance: str,
    runs: Sequence[Run],
    against: Reference | None,
    within: float,
) -> Row:
    """Sum up the runs of an instance at one time limit; there must be one."""
    sign = -1.0 if kind.is_most else 1.0
    losses = [math.inf if run.value is None else sign * run.value for run in runs]
    middle, worst, best = (_finite(pick(losses), sign) for pick in (median, max, min))
    times = [seconds_to_reach(kind, run.trace, against, within) for run in runs]
    return Row(
        instance=instance,
        time_limit=runs[0].time_limit,
        runs=len(runs),
        failed=losses.count(math.inf),
        median=middle,
        worst=worst,
        best=best,
        reference=against,
        gap=None if against is None or middle is None else kind.gap(middle, against.value),
        within=within,
        reached=sum(math.isfinite(time) for time in times),
        seconds_to_reach=_finite(median(times)),
        seconds=_median_of_known(runs, lambda run: run.seconds),
        peak_mb=_median_of_known(runs, lambda run: run.peak_mb),
    )


def seconds_to_reach(
    kind: InstanceSet[Any],
    trace: Iterable[tuple[float, float]],
    against: Reference | None,
    within: float,
) -> float:
    """Give the seconds until a run came close enough to the reference; infinite if it never did."""
    for seconds, value in trace:
        gap = None if against is None else kind.gap(value, against.value)
        if gap is not None and gap <= within:
            return seconds
    return math.inf


def table(rows: Sequence[Row]) -> str:
    """Write rows as a Markdown table."""
    within = f"{100 * rows[0].within:g} %" if rows else "the target"
    head = (
        *("instance", "time limit", "runs", "median", "worst", "best", "against", "median gap"),
        *(f"seconds to within {within}", "seconds in all", "peak memory"),
    )
    return markdown(head, [_cells(row) for row in rows])


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table of cells."""
    lines = (head, ["---"] * len(head), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def number(value: float | None, digits: int = 2) -> str:
    """Write a figure, without decimals where it has none."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.{digits}f}"


def megabytes(value: float | None) -> str:
    """Write a peak of memory."""
    return "-" if value is None else f"{value:,.0f} MB"


def origin(against: Reference | None) -> str:
    """Write what plans are held against, and its value."""
    return "-" if against is None else f"{number(against.value)} ({against.origin})"


def percent(share: float | None) -> str:
    """Write a share with its sign; nothing has none."""
    if share is None:
        return "-"
    rounded = round(100 * share, 3)
    return f"{rounded:+.3f} %" if rounded else "0 %"


def _cells(row: Row) -> tuple[str, ...]:
    reached = "" if row.reached == row.runs else f" ({row.reached} of {row.runs})"
    failed = f" ({row.failed} without a value)" if row.failed else ""
    return (
        row.instance,
        f"{row.time_limit:g} s",
        f"{row.runs}{failed}",
        *(number(value) for value in (row.median, row.worst, row.best)),
        origin(row.reference),
        percent(row.gap),
        f"{number(row.seconds_to_reach)}{reached}",
        number(row.seconds, 1),
        megabytes(row.peak_mb),
    )


def _first(found: Sequence[tuple[float, float]], *, most: bool) -> tuple[float, float]:
    """Give the first pair with the most, or the least, value."""
    return (max if most else min)(found, key=lambda pair: pair[0])


def _finite(value: float, sign: float = 1.0) -> float | None:
    return sign * value if math.isfinite(value) else None


def _median_of_known(runs: Iterable[Run], figure: Callable[[Run], float | None]) -> float | None:
    known = [value for run in runs if (value := figure(run)) is not None]
    return median(known) if known else None
