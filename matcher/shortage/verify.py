"""Worths tried out: the scenario planned again with one more helper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from matcher.engines.interface import StopRequest, never
from matcher.model import Plan
from matcher.shortage.records import Verified, Worth
from matcher.whatif.runs import Request, RunsProgress, solve_all
from matcher.whatif.variants.operations.copy import with_copies


def verify(
    base: Request,
    helpers: Sequence[Worth],
    *,
    per_point: int,
    workers: int = 1,
    listen: Callable[[RunsProgress], None] = lambda _: None,
    stop: StopRequest = never,
) -> tuple[Verified, ...]:
    """Plan a scenario with one more helper, once for each of some worths.

    All begin with one plan of the scenario as it is, which goes on being bettered for as long.

    Parameters
    ----------
    base : Request
        The scenario as it is, how each solve is to be limited, and a plan to begin with.
    helpers : sequence of Worth
        Of helpers of the scenario.
    per_point : int
        See `Valuation`.
    workers : int
        How many are solved at the same time.
    listen : callable
        Told of progress.
    stop : callable
        Asked often.

    Raises
    ------
    Stopped
        If it was stopped before all had begun.
    """
    rows = {helper.id: row for row, helper in enumerate(base.scenario.helpers)}
    grown = [
        replace(
            base,
            name=one.example,
            scenario=with_copies(base.scenario, "helpers", [rows[one.example]]),
        )
        for one in helpers
    ]
    results = solve_all([base, *grown], workers=workers, first=base, listen=listen, stop=stop)
    before, *after = (one.plan for one in results)
    return tuple(
        _held(one, before, plan, per_point) for one, plan in zip(helpers, after, strict=True)
    )


def _held(worth: Worth, before: Plan, after: Plan, per_point: int) -> Verified:
    def gain(total: int) -> float:
        return round((before.score.totals[0] - total) / per_point, 3)

    return Verified(
        example=worth.example,
        points=worth.points,
        before=before.score.totals[0] / per_point,
        after=after.score.totals[0] / per_point,
        gained=gain(after.score.totals[0]),
        proven_most=None if after.bound is None else gain(after.bound[0]),
    )
