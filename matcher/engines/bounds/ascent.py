"""Climbing the Lagrangian function.

A supergradient method: each price moves by a decaying rate times its mean slope over the root of
its mean squared slope, as in Kingma and Ba, Adam, ICLR 2015; the step rules of Held, Wolfe and
Crowder, Mathematical Programming 6 (1974) 62-88, take far more sweeps here. Every sweep gives a
bound, and the best is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from matcher.engines.bounds.desk import MOST_MARKS, Desk, new_desk
from matcher.engines.bounds.outset import shares
from matcher.engines.bounds.prices import Dual, Prices, bound_at, slope_at, tamed, tariff_of
from matcher.engines.bounds.route import Effort
from matcher.engines.bounds.sweep import Sweep, new_sweep, sweep_shifts
from matcher.engines.interface import StopRequest

FIRST_RATE, WARM_RATE, LAST_RATE = 0.15, 0.03, 0.1
"""Share of a typical price that a price moves in the first sweep, in the first from prices known to
be good, and in the last; that one is divided by the number of sweeps."""

MEMORY, SQUARE_MEMORY = 0.8, 0.9
"""Weights of the past in the means of the slope and of its square."""

CALM = 1e-3
"""Slopes smaller than this count for less."""

FIRST_EFFORT, LAST_EFFORT = Effort(30, 0, 10_000), Effort(1000, MOST_MARKS, 400_000)
"""For each shift in the first sweep, and in the last or in any from prices known to be good."""

FULL_FROM = 0.8
"""Share of the run from which on the effort is full."""

BLOCK = 500
"""Shifts between two looks at the clock and the stop request."""


@dataclass(slots=True, kw_only=True)
class Clock:
    """When to stop.

    Attributes
    ----------
    seconds : float or None
        From now.
    sweeps : int or None
    stop : callable
    """

    seconds: float | None
    sweeps: int | None
    stop: StopRequest
    done: int = 0
    began: float = field(default_factory=time.perf_counter)

    def share(self) -> float:
        """Give how much of the run is over, from 0 to 1."""
        spent = 0.0
        if self.sweeps is not None:
            spent = self.done / self.sweeps if self.sweeps else 1.0
        if self.seconds is not None:
            spent = max(spent, self.elapsed() / self.seconds)
        return min(1.0, spent)

    def elapsed(self) -> float:
        """Give the seconds since the beginning."""
        return time.perf_counter() - self.began

    def left(self) -> float:
        """Give the seconds that are left."""
        return np.inf if self.seconds is None else max(1e-9, self.seconds - self.elapsed())

    def part(self, until: float) -> Clock:
        """Give a clock for what is left until a share of the whole."""
        seconds = None
        if self.seconds is not None:
            seconds = max(1e-9, self.seconds * until - self.elapsed())
        sweeps = None
        if self.sweeps is not None:
            sweeps = max(0, int(self.sweeps * until) - self.done)
        return Clock(seconds=seconds, sweeps=sweeps, stop=self.stop)

    def is_over(self) -> bool:
        """Say whether to stop."""
        return self.share() >= 1.0 or self.stop()


class Reached(NamedTuple):
    """The best bound, with the prices that give it.

    Attributes
    ----------
    value : float
        No plan costs less, errors of summing allowed for.
    least : int
        The next whole number.
    prices : Prices
    """

    value: float
    least: int
    prices: Prices


def climb(
    dual: Dual,
    prices: Prices,
    clock: Clock,
    target: float,
    tell: Callable[[Reached], None],
    *,
    good: bool,
) -> Reached:
    """Raise the bound until the clock or the target says so.

    Parameters
    ----------
    dual : Dual
    prices : Prices
        To begin with.
    clock : Clock
    target : float
        A bound that is high enough.
    tell : callable
        Told of each better bound.
    good : bool
        The prices come from a climb.
    """
    rate = WARM_RATE if good else FIRST_RATE
    now = tamed(dual, prices)
    best, steps = Reached(0.0, 0, now), _Steps(dual)
    desk, sweep = new_desk(dual.trade), new_sweep(dual.trade, len(dual.market.task))
    while dual.aim.stake.any() and best.least < target and not clock.is_over():
        share = clock.share()
        effort = LAST_EFFORT if good else _effort(share)
        if not _sweep(dual, now, clock, effort, desk, sweep):
            break
        value = bound_at(dual, now, sweep)
        if clock.done == 0 and np.isfinite(target):
            # The nearer the first bound, the smaller the steps.
            rate = min(rate, max(WARM_RATE, 1.0 - value / target))
        if value > best.value:
            best = Reached(value, int(np.ceil(value)), now)
            tell(best)
        slope = slope_at(dual, now, sweep)
        clock.done += 1
        last = min(rate, LAST_RATE * share / clock.done)
        now = tamed(dual, steps.take(now, slope, rate * (last / rate) ** share))
    return best


def _sweep(
    dual: Dual, prices: Prices, clock: Clock, effort: Effort, desk: Desk, sweep: Sweep
) -> bool:
    """Sweep all shifts; False if stopped before the last."""
    tariff, shifts = tariff_of(dual, prices), len(sweep.stops)
    sweep.taken[:] = 0
    for first in range(0, shifts, BLOCK):
        if first and clock.is_over():
            return False
        sweep_shifts(dual.trade, tariff, desk, sweep, first, min(first + BLOCK, shifts), effort)
    return True


def _effort(share: float) -> Effort:
    """Give the effort for a share of the run."""
    if share > FULL_FROM:
        return LAST_EFFORT
    nodes, work = (
        int(first * (last / first) ** (share / FULL_FROM))
        for first, last in (
            (FIRST_EFFORT.nodes, LAST_EFFORT.nodes),
            (FIRST_EFFORT.work, LAST_EFFORT.work),
        )
    )
    return Effort(nodes, FIRST_EFFORT.marks, work)


class _Steps:
    """The means of slopes, and the steps they make."""

    def __init__(self, dual: Dual) -> None:
        share = shares(dual)
        worth = share[dual.market.open[dual.market.task["visit"]] & (share > 0.0)]
        typical = float(np.median(worth)) if len(worth) else 0.0
        minutes = max(1.0, float(np.median(dual.market.task["minutes"])) if len(share) else 1.0)
        asked = max(1.0, float(dual.wants.quantity.mean()) if len(dual.wants.quantity) else 1.0)
        self._scale = Prices(
            # A price is rarely near a large stake: what it displaces decides.
            np.sqrt(share * typical),
            np.full(len(dual.budgets.minutes), typical / minutes / 3.0),
            np.full(len(dual.wants.stock), typical / asked),
        )
        self._mean = Prices(*(np.zeros_like(part) for part in self._scale))
        self._square = Prices(*(np.zeros_like(part) for part in self._scale))
        self._taken = 0

    def take(self, prices: Prices, slope: Prices, rate: float) -> Prices:
        """Give the prices one step up the slope."""
        self._taken += 1
        mean_share = 1.0 - MEMORY**self._taken
        square_share = 1.0 - SQUARE_MEMORY**self._taken
        moved = []
        for price, rise, scale, mean, square in zip(
            prices, slope, self._scale, self._mean, self._square, strict=True
        ):
            mean += (1.0 - MEMORY) * (rise - mean)  # noqa: PLW2901 (in place)
            square += (1.0 - SQUARE_MEMORY) * (rise * rise - square)  # noqa: PLW2901 (in place)
            step = mean / mean_share / (np.sqrt(square / square_share) + CALM)
            moved.append(price + rate * scale * step)
        return Prices(*moved)
