"""Bounds on a scenario's objective, on the weight left unmet, and on travel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matcher.arrays import Arrays, Ints, Solution
from matcher.engines.bounds.aim import TERMS, aim_of, policy_weights, weights_of
from matcher.engines.bounds.ascent import Clock, Reached, climb
from matcher.engines.bounds.closing import close, is_small
from matcher.engines.bounds.desk import trade_of
from matcher.engines.bounds.market import market_of
from matcher.engines.bounds.outset import guess, plan_prices
from matcher.engines.bounds.prices import Dual, Prices, budgets_of, scaled, wants_of
from matcher.engines.bounds.relaxed import Relaxed, relaxed_in
from matcher.engines.bounds.stops import plan_of, stops_of
from matcher.engines.interface import Listener, StopRequest, ignore, never
from matcher.model import Progress, TermName

NAME = "bounds"

SIDE_SHARE = 0.15
"""Share of the time for unmet weight alone, and again for travel with it, where the objective is
neither."""

CLOSE_AT = (0.15, 0.8)
"""Shares of the time for a level at which small instances have their gap closed, if it can be."""

SOON_SECONDS = 2.0
"""The first time is no later, counted from the level's beginning."""

NEAR = 0.5
"""Share of the target from which on the climb after that only refines; below, it begins anew from
the prices found."""


class Line(NamedTuple):
    """For any plan, `unmet` x its unmet weight + its minutes of travel >= `total`."""

    unmet: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What no plan can beat.

    Attributes
    ----------
    totals : tuple of int
        Like `Score.totals`. No plan has less at the first level; no plan that is known to be the
        best at the levels before has less at a later one; 0 where nothing is known.
    unmet : int
        No plan has less of the term `coverage`; 0 where nothing is known.
    line : Line
        What travel goes with how much unmet weight; see `travel_at`.
    prices : Prices
        Of the first level; a later run may begin with them.
    relaxed : tuple of Relaxed
        What of this scenario the bounds leave out of account.
    choice : Solution or None
        Of a small instance, who goes where, in which order, in a plan that is better than the one
        known, but for what is relaxed; starts, supplies and breaks are not told.
    sweeps : int
    seconds : float
    """

    totals: tuple[int, ...]
    unmet: int
    line: Line
    prices: Prices
    relaxed: tuple[Relaxed, ...]
    choice: Solution | None
    sweeps: int
    seconds: float

    def travel_at(self, unmet: int) -> int:
        """Give the minutes that a plan with at most so much unmet weight travels at least."""
        return max(0, int(np.ceil(self.line.total - self.line.unmet * unmet - 1e-6)))


def lagrangian(
    arrays: Arrays,
    *,
    seconds: float | None = None,
    sweeps: int | None = None,
    start: Prices | Solution | None = None,
    known: tuple[int, ...] | None = None,
    sides: bool = True,
    listen: Listener = ignore,
    stop: StopRequest = never,
) -> Bounds:
    """Bound the objective from below; what is found by then stands whenever it stops.

    Parameters
    ----------
    arrays : Arrays
    seconds : float, optional
        Wall time, what is prepared included.
    sweeps : int, optional
        Looks at all shifts; with these alone, equal runs are equal.
    start : Prices or Solution, optional
        Prices of an earlier run on the same arrays, or a plan, whose stops tell what places cost.
        The bound may be closer then; it holds whatever they are.
    known : tuple of int, optional
        Totals of a plan; a level whose bound reaches them is done.
    sides : bool
        Spend a part of the time on unmet weight and travel, where the objective's own bound does
        not tell of them.
    listen : callable
        Told of each better bound of the objective.
    stop : callable
        Asked often.

    Returns
    -------
    Bounds

    Raises
    ------
    ValueError
        If there is neither a time nor a number of sweeps.
    """
    if seconds is None and sweeps is None:
        raise ValueError("bounds need seconds, sweeps or both")
    plan = start if isinstance(start, Solution) else None
    run = _Run(arrays, Clock(seconds=seconds, sweeps=sweeps, stop=stop), plan, listen, sides=sides)
    totals, main = run.levels(start if isinstance(start, Prices) else None, known)
    return Bounds(
        totals=totals,
        unmet=run.unmet(main),
        line=run.line(main),
        prices=main.prices,
        relaxed=relaxed_in(arrays),
        choice=run.choice,
        sweeps=run.clock.done,
        seconds=run.clock.elapsed(),
    )


class _Run:
    """Climbs with several aims on one market, under one clock."""

    def __init__(
        self,
        arrays: Arrays,
        clock: Clock,
        plan: Solution | None,
        listen: Listener,
        *,
        sides: bool,
    ) -> None:
        self.clock = clock
        self.choice: Solution | None = None
        self._arrays, self._listen = arrays, listen
        metres = arrays.term["weight"][TERMS.index(TermName.TRAVEL_DISTANCE)] > 0
        self._market = market_of(arrays)
        self._stops = None if plan is None else stops_of(arrays, self._market, plan)
        self._trade = trade_of(arrays, self._market, count_metres=bool(metres))
        self._budgets, self._wants = budgets_of(arrays), wants_of(arrays, self._market)
        self._weight = dict(zip(TermName, policy_weights(arrays, 0).tolist(), strict=True))
        counted = {term for term, weight in self._weight.items() if weight > 0}
        self._is_unmet = counted == {TermName.COVERAGE}
        self._is_line = counted == {TermName.COVERAGE, TermName.TRAVEL_TIME}
        self._asks_unmet = sides and not self._is_unmet
        self._asks_line = sides and not self._is_line

    def levels(
        self, prices: Prices | None, known: tuple[int, ...] | None
    ) -> tuple[tuple[int, ...], Reached]:
        """Bound the levels of the policy, each once those before it are reached."""
        until = 1.0 - SIDE_SHARE * (self._asks_unmet + self._asks_line)
        totals, found = [0] * self._arrays.levels, list[Reached]()
        for level in range(self._arrays.levels):
            weights, above = policy_weights(self._arrays, level), 0
            if level > 0 and known is not None:
                before = np.sum([policy_weights(self._arrays, i) for i in range(level)], axis=0)
                factor = self._outweighing(weights, before)
                weights, above = weights + factor * before, factor * sum(known[:level])
            target = np.inf if known is None else float(known[level] + above)

            def tell(reached: Reached, level: int = level, above: int = above) -> None:
                totals[level] = max(totals[level], reached.least - above)
                self._tell(tuple(totals))

            found.append(self._climb(weights, None if level else prices, until, target, tell))
            if known is None or totals[level] < known[level]:
                break
        return tuple(totals), found[0]

    def unmet(self, main: Reached) -> int:
        """Bound the unmet weight alone."""
        weight = self._weight[TermName.COVERAGE]
        if self._is_unmet:
            return int(np.ceil(main.value / weight))
        if not self._asks_unmet:
            return 0
        start = scaled(main.prices, 1.0 / weight) if weight else None
        until = 1.0 - SIDE_SHARE * self._asks_line
        return self._climb(weights_of({TermName.COVERAGE: 1}), start, until).least

    def line(self, main: Reached) -> Line:
        """Bound travel together with unmet weight."""
        unmet, travel = self._weight[TermName.COVERAGE], self._weight[TermName.TRAVEL_TIME]
        if self._is_line:
            return Line(unmet / travel, main.value / travel)
        if not self._asks_line:
            return Line(0.0, 0.0)
        alone = weights_of({TermName.TRAVEL_TIME: 1})
        factor = self._outweighing(alone, weights_of({TermName.COVERAGE: 1}))
        start = scaled(main.prices, factor / unmet) if unmet else None
        weights = weights_of({TermName.COVERAGE: factor, TermName.TRAVEL_TIME: 1})
        return Line(float(factor), self._climb(weights, start, 1.0).value)

    def _outweighing(self, weights: Ints, before: Ints) -> int:
        """Give a factor by which leaving a visit unmet costs more than any one helper's way."""
        aim = aim_of(self._arrays, self._market, weights)
        offer, first = self._market.offer, self._market.offer_first
        minute = np.repeat(aim.minute, np.diff(first))
        cost = aim.offer + minute * (offer["out_minutes"] + offer["home_minutes"])
        cost += aim.metre * (offer["out_metres"] + offer["home_metres"])
        stake = aim_of(self._arrays, self._market, before).stake
        return 1 + int(cost.max(initial=0.0) / stake[stake > 0].min(initial=np.inf))

    def _climb(
        self,
        weights: Ints,
        prices: Prices | None,
        until: float,
        target: float = np.inf,
        tell: Callable[[Reached], None] = lambda _: None,
    ) -> Reached:
        """Climb; where the target of a small instance is left open, try to close the gap."""
        aim = aim_of(self._arrays, self._market, weights)
        dual = Dual(self._market, self._trade, aim, self._budgets, self._wants)
        # A choice among routes is cut off by the clock alone.
        seconds = self.clock.seconds or 0.0
        closable = seconds and np.isfinite(target) and is_small(len(self._arrays.visit))
        began, best = self.clock.share(), None
        for share in CLOSE_AT if closable else ():
            soon = until if best else (self.clock.elapsed() + SOON_SECONDS) / seconds
            end = min(began + share * (until - began), soon)
            best = self._stage(dual, prices, end, target, tell, best)
            closed = close(dual, best, target, self.clock.part(until))
            if closed.reached.value > best.value:
                best = closed.reached
                tell(best)
            if closed.stops is not None:
                self.choice = plan_of(self._arrays, self._market, self._trade, closed.stops)
            if closed.settled:
                return best
        return self._stage(dual, prices, until, target, tell, best)

    def _stage(
        self,
        dual: Dual,
        prices: Prices | None,
        until: float,
        target: float,
        tell: Callable[[Reached], None],
        best: Reached | None,
    ) -> Reached:
        """Climb for a part of the time, from the best so far."""
        clock, first = self.clock.part(until), best.prices if best else prices
        good = first is not None and (best is None or best.value > NEAR * target)
        if first is None:
            first = guess(dual) if self._stops is None else plan_prices(dual, self._stops)
        reached = climb(dual, first, clock, target, tell, good=good)
        self.clock.done += clock.done
        return best if best and best.value > reached.value else reached

    def _tell(self, totals: tuple[int, ...]) -> None:
        self._listen(
            Progress(
                engine=NAME,
                iterations=self.clock.done,
                seconds=self.clock.elapsed(),
                bound=totals,
            )
        )
