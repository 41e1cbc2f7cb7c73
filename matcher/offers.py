"""Handing out plans while an engine is still at work."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from matcher.arrays import Arrays
from matcher.engines.interface import Answer
from matcher.model import Plan
from matcher.objective import rank

SHARE = 0.05
"""Of the time, at most, for making plans of the best so far."""


class Offers:
    """Makes plans of the best so far: not too often, and each better than the one before.

    Parameters
    ----------
    arrays : Arrays
    make : callable
        Makes a plan of an answer.
    hand : callable
        Is handed each plan; never two at a time, but perhaps from several threads.
    seconds : float
        Least time before the first and between two.
    """

    def __init__(
        self,
        arrays: Arrays,
        make: Callable[[Answer], Plan],
        hand: Callable[[Plan], None],
        seconds: float,
    ) -> None:
        self._arrays, self._make, self._hand, self._seconds = arrays, make, hand, seconds
        self._last: tuple[int, ...] | None = None
        self._next = time.perf_counter() + seconds
        self._busy = Lock()

    def __call__(self, best: Callable[[], Answer]) -> None:
        """Hand out the best so far if it is time and it is better; see `Offer`."""
        if not self._busy.acquire(blocking=False):
            return
        try:
            began = time.perf_counter()
            if began < self._next:
                return
            wait = self._seconds if self._hand_if_better(best()) else 0.0
            now = time.perf_counter()
            self._next = now + max(wait, (now - began) / SHARE)
        finally:
            self._busy.release()

    def _hand_if_better(self, answer: Answer) -> bool:
        key = rank(self._arrays, answer.solution)
        if self._last is not None and key >= self._last:
            return False
        self._hand(self._make(answer))
        self._last = key
        return True
