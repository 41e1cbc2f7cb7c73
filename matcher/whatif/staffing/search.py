"""The cheapest mix that is enough: guessed by the relaxation, judged by solving again.

What is proven of a mix holds of every mix that has no more of anything, since more never hurts. A
solve that ended by the clock proves nothing: such mixes are only put aside, and the lower bound
does not count on them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from matcher.arrays import Floats
from matcher.engines.interface import StopRequest
from matcher.model import Plan
from matcher.whatif.staffing.goals import Counts, Goals
from matcher.whatif.staffing.pool import Mix, Pool, is_within
from matcher.whatif.staffing.relaxation import Guess, Relaxation
from matcher.whatif.staffing.trial import ROUNDS, Bench, Trial

GUESS_SECONDS = 60.0
"""Most seconds of one guess."""

LEAST_MARGIN = 0.5
"""Visits; a smaller margin is none."""


class StaffingEnded(StrEnum):
    """How a search ended."""

    PROVEN = "proven"
    """No mix that is enough costs less."""
    EXHAUSTED = "exhausted"
    """Every cheaper mix was tried or has less than one tried in vain; not all are proven short."""
    TIME_LIMIT = "time_limit"
    CANCELLED = "cancelled"
    IMPOSSIBLE = "impossible"
    """Not even everything is enough; proven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingProgress:
    """Where a search stands.

    Attributes
    ----------
    seconds : float
    solves : int
    cost, bound : int or None
        Fen of the cheapest mix that is enough, and what every such mix costs at least.
    """

    seconds: float
    solves: int
    cost: int | None
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found.

    Attributes
    ----------
    trial : Trial or None
        The cheapest mix that is enough.
    bound : int
        Fen; no mix that is enough costs less.
    ended : StaffingEnded
    """

    trial: Trial | None
    bound: int
    ended: StaffingEnded


class Search:
    """Searches of one pool, which share what they learn.

    Parameters
    ----------
    pool : Pool
    goals : Goals
    bench : Bench
    listen : callable
    stop : callable

    Attributes
    ----------
    solves : int
    """

    def __init__(
        self,
        pool: Pool,
        goals: Goals,
        bench: Bench,
        listen: Callable[[StaffingProgress], None],
        stop: StopRequest,
    ) -> None:
        self.solves = 0
        self._pool, self._goals, self._bench = pool, goals, bench
        self._listen, self._stop, self._began = listen, stop, time.perf_counter()
        self._relaxation = Relaxation(pool, goals)
        self._trials: dict[Mix, Trial] = {}

    def tried(self, mix: Mix, required: Counts, until: float, *, rounds: int = ROUNDS) -> Trial:
        """Try a mix; what is known of it already is not asked again."""
        trial = self._trials.setdefault(mix, Trial(mix=mix, cost=self._pool.cost(mix)))
        if not trial.is_enough(required) and not trial.was_tried(required):
            self.solves += self._bench.try_mix(
                trial,
                self._pool.with_mix(mix),
                required,
                start=self._nearest(mix),
                until=until,
                rounds=rounds,
            )
        return trial

    def cheapest(self, required: Counts, until: float) -> Found:
        """Find the cheapest mix that is enough.

        Parameters
        ----------
        required : tuple of int
            Visits of each goal.
        until : float
            When time is over, by `time.perf_counter`.
        """
        bound, margin = 0, np.zeros(len(required))
        lower = Guess(mix=self._pool.nothing, bound=0)
        proven: frozenset[Mix] | None = None
        while True:
            best = self._best(required)
            short = self._short(required)
            if short != proven:
                proven = short
                lower = self._guess(required, without=short, below=None, until=until)
                if lower.bound is None and best is None:
                    return Found(trial=None, bound=bound, ended=StaffingEnded.IMPOSSIBLE)
                bound = max(bound, _least(lower, best))
            self._tell(best, bound)
            if best is not None and bound >= best.cost:
                return Found(trial=best, bound=bound, ended=StaffingEnded.PROVEN)
            over = self._why_over(until)
            if over is not None:
                return Found(trial=best, bound=bound, ended=over)
            guess, margin = self._next(required, margin, lower, best, until)
            if not margin.any() and self._aside(required) == short:
                # Nothing that is not proven was left out: what this says holds of all mixes.
                bound = max(bound, _least(guess, best))
            if guess.mix is None and best is not None and bound >= best.cost:
                return Found(trial=best, bound=bound, ended=StaffingEnded.PROVEN)
            if guess.mix is None:
                unsettled = StaffingEnded.TIME_LIMIT if guess.bound is not None else None
                over = self._why_over(until) or unsettled or StaffingEnded.EXHAUSTED
                return Found(trial=best, bound=bound, ended=over)
            trial = self.tried(guess.mix, required, until)
            if trial.served is not None and not trial.is_enough(required):
                margin += np.maximum(0, np.array(required) - trial.served)

    def _next(
        self,
        required: Counts,
        margin: Floats,
        lower: Guess,
        best: Trial | None,
        until: float,
    ) -> tuple[Guess, Floats]:
        """Choose a mix to try, with a margin for what the relaxation does not know.

        It decides only on what comes first: the margin shrinks to nothing before all is said.
        """
        aside = self._aside(required)
        below = None if best is None else best.cost
        fresh = lower.mix is not None and not any(is_within(lower.mix, mix) for mix in aside)
        if fresh and (best is None or lower.mix is None or self._pool.cost(lower.mix) < best.cost):
            return lower, margin
        while True:
            asked = np.minimum(np.array(required) + np.floor(margin), self._goals.asked)
            guess = self._guess(asked, without=aside, below=below, until=until)
            if guess.mix is None and guess.bound is not None:
                return replace(guess, mix=self._simple(best, aside)), margin
            if guess.mix is not None or not margin.any():
                return guess, margin
            margin = np.where(margin / 2 < LEAST_MARGIN, 0.0, margin / 2)

    def _simple(self, best: Trial | None, aside: frozenset[Mix]) -> Mix | None:
        """Choose where no guess was made in time: everything, or the best less one dear unit."""
        if best is None:
            return None if self._pool.everything in aside else self._pool.everything
        fewer = [
            tuple(count - (at == place) for at, count in enumerate(best.mix))
            for place, own in enumerate(best.mix)
            if own
        ]
        fresh = [mix for mix in fewer if not any(is_within(mix, other) for other in aside)]
        return min(fresh, key=lambda mix: (self._pool.cost(mix), mix), default=None)

    def _guess(
        self,
        required: Counts | Floats,
        *,
        without: frozenset[Mix],
        below: int | None,
        until: float,
    ) -> Guess:
        return self._relaxation.cheapest(
            required,
            without=sorted(without),
            below=below,
            seconds=max(0.1, min(GUESS_SECONDS, until - time.perf_counter())),
            stop=self._stop,
        )

    def _best(self, required: Counts) -> Trial | None:
        enough = [trial for trial in self._trials.values() if trial.is_enough(required)]
        return min(enough, key=lambda trial: (trial.cost, trial.mix), default=None)

    def _short(self, required: Counts) -> frozenset[Mix]:
        """Give the mixes that are proven short, but for those within others."""
        return _largest(
            trial.mix for trial in self._trials.values() if trial.is_short(self._goals, required)
        )

    def _aside(self, required: Counts) -> frozenset[Mix]:
        """Give the mixes proven short or tried in vain, but for those within others."""
        vain = {
            trial.mix
            for trial in self._trials.values()
            if trial.was_tried(required) and not trial.is_enough(required)
        }
        return _largest(vain | self._short(required))

    def _nearest(self, mix: Mix) -> Plan | None:
        """Give the plan of the mix that is most like this one."""

        def apart(trial: Trial) -> int:
            return sum(abs(a - b) for a, b in zip(trial.mix, mix, strict=True))

        known = [trial for trial in self._trials.values() if trial.plan is not None]
        return min(known, key=apart).plan if known else None

    def _why_over(self, until: float) -> StaffingEnded | None:
        if self._stop():
            return StaffingEnded.CANCELLED
        return StaffingEnded.TIME_LIMIT if time.perf_counter() >= until else None

    def _tell(self, best: Trial | None, bound: int) -> None:
        self._listen(
            StaffingProgress(
                seconds=time.perf_counter() - self._began,
                solves=self.solves,
                cost=None if best is None else best.cost,
                bound=bound,
            )
        )


def _least(guess: Guess, best: Trial | None) -> int:
    """Give what a mix costs at least, if those in question are all but the best and dearer ones."""
    if best is None:
        return guess.bound or 0
    return best.cost if guess.bound is None else min(guess.bound, best.cost)


def _largest(mixes: Iterable[Mix]) -> frozenset[Mix]:
    found = set(mixes)
    return frozenset(
        mix for mix in found if not any(mix != other and is_within(mix, other) for other in found)
    )
