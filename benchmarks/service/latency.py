"""Tables of how long answers took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """The answers of one kind; times in milliseconds."""

    name: str
    requests: int
    errors: int
    median: float
    p95: float
    most: float


def latencies(told: Sequence[Mapping[str, Any]]) -> list[Latency]:
    """Read what locust tells with ``--json``, by name; the last stands for all together."""
    rows = [
        _latency(
            each["name"],
            {float(ms): count for ms, count in each["response_times"].items()},
            each["num_failures"],
        )
        for each in told
    ]
    together: dict[float, int] = {}
    for each in told:
        for ms, count in each["response_times"].items():
            together[float(ms)] = together.get(float(ms), 0) + count
    errors = sum(row.errors for row in rows)
    return [*sorted(rows, key=lambda row: row.name), _latency("all", together, errors)]


def span(told: Sequence[Mapping[str, Any]]) -> float:
    """Give the seconds from the beginning to the last answer."""
    first: float = min(each["start_time"] for each in told)
    last: float = max(each["last_request_timestamp"] for each in told)
    return last - first


def percentile(times: Mapping[float, int], share: float) -> float:
    """Give the least time that so large a share of the answers did not exceed.

    Parameters
    ----------
    times : mapping of float to int
        How many answers took so long.
    share : float
        Above 0, at most 1.
    """
    open_ = share * sum(times.values())
    for ms in sorted(times):
        open_ -= times[ms]
        if open_ <= 0:
            return ms
    return 0.0


def table(rows: Sequence[Latency]) -> str:
    """Write them for people."""
    head = f"{'call':<12} {'requests':>9} {'errors':>7} {'p50 ms':>8} {'p95 ms':>8} {'most ms':>8}"
    return "\n".join(
        [
            head,
            *(
                f"{row.name:<12} {row.requests:>9,} {row.errors:>7,} {row.median:>8,.0f} "
                f"{row.p95:>8,.0f} {row.most:>8,.0f}"
                for row in rows
            ),
        ]
    )


def _latency(name: str, times: Mapping[float, int], errors: int) -> Latency:
    return Latency(
        name=name,
        requests=sum(times.values()),
        errors=errors,
        median=percentile(times, 0.5),
        p95=percentile(times, 0.95),
        most=max(times, default=0.0),
    )
