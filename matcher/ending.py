"""Ending a run early because it is good enough, or gets no better, whatever the engine."""

from __future__ import annotations

import time

from matcher.engines.gap import gap
from matcher.engines.interface import Listener, StopRequest, never
from matcher.model import Ended, Limits, Progress


class Ending:
    """Listens to a run, and asks it to stop at a gap or after a time without a better plan.

    Parameters
    ----------
    limits : Limits
    listen : callable
        Told of all that is heard.
    stop : callable
        Asked as well.
    """

    def __init__(self, limits: Limits, listen: Listener, stop: StopRequest) -> None:
        self._gap, self._seconds = limits.max_gap, limits.max_unimproved_seconds
        self._tell, self._is_stopped = listen, stop
        self._best: tuple[int, ...] | None = None
        self._since = 0.0
        self._reached: Ended | None = None

    @property
    def stop(self) -> StopRequest:
        """What the engine is to ask; `never` where there is nothing to wait for."""
        is_idle = self._gap is None and self._seconds is None and self._is_stopped is never
        return never if is_idle else self._stop

    def listen(self, progress: Progress) -> None:
        """Take in how the run stands, and tell."""
        if progress.totals is not None:
            if self._best is None or progress.totals < self._best:
                self._best, self._since = progress.totals, time.perf_counter()
            now = gap(progress.totals, progress.bound)
            if self._gap is not None and now is not None and now <= self._gap:
                self._reached = self._reached or Ended.GAP_REACHED
        self._tell(progress)

    def _stop(self) -> bool:
        if self._is_stopped():
            # Asked from outside first, it ends as asked.
            self._reached = self._reached or Ended.CANCELLED
        elif self._is_unimproved():
            self._reached = self._reached or Ended.UNIMPROVED
        return self._reached is not None

    def _is_unimproved(self) -> bool:
        if self._seconds is None or self._best is None:
            return False
        return time.perf_counter() - self._since >= self._seconds

    def ended(self, ended: Ended) -> Ended:
        """Say how a run ended that says that it was stopped."""
        return self._reached or ended if ended is Ended.CANCELLED else ended
