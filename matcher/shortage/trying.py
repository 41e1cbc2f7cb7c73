"""Worths tried out: the scenario planned again with one more helper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from matcher.engines.interface import StopRequest, never
from matcher.model import Plan
from matcher.shortage.records import Valuation, Verified, Worth
from matcher.whatif.runs import ProcessPool, Request, RunsProgress, solve_all
from matcher.whatif.variants.operations.copy import with_copies


def verify(
    base: Request,
    valuation: Valuation,
    helpers: Sequence[Worth],
    *,
    workers: int = 1,
    executors: Callable[[int], Executor] = ProcessPool,
    listen: Callable[[RunsProgress], None] = lambda _: None,
    stop: StopRequest = never,
) -> tuple[Verified, ...]:
    """Plan a scenario with one more helper, once for each of some worths.

    All begin with one plan of the scenario as it is, which goes on being bettered for as long.

    Parameters
    ----------
    base : Request
        The scenario as it is, how each solve is to be limited, and a plan to begin with.
    valuation : Valuation
        Of the scenario.
    helpers : sequence of Worth
        Of its helpers.
    workers : int
        How many are solved at the same time.
    executors : callable
        See `solve_all`.
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
    results = solve_all(
        [base, *grown],
        workers=workers,
        first=base,
        executors=executors,
        listen=listen,
        stop=stop,
    )
    before, *after = (one.plan for one in results)
    # Where some need excludes the one copied, the copy may do more than what it is copied from.
    shunned = {helper for need in base.scenario.needs for helper in need.excluded}
    return tuple(
        _held(one, before, plan, valuation, sure=one.example not in shunned)
        for one, plan in zip(helpers, after, strict=True)
    )


def _held(worth: Worth, before: Plan, after: Plan, valuation: Valuation, *, sure: bool) -> Verified:
    points, reached = (plan.score.totals[0] / valuation.per_point for plan in (before, after))
    bounds = [] if after.bound is None else [after.bound[0] / valuation.per_point]
    if sure:
        bounds.append(valuation.bound - worth.points)
    return Verified(
        example=worth.example,
        points=worth.points,
        before=points,
        after=reached,
        gained=round(points - reached, 3),
        proven_most=round(points - max(0.0, *bounds), 3) if bounds else None,
    )
