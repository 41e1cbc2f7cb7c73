"""How much memory processes take while something is going on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Self

import psutil

Find = Callable[[], Iterable[psutil.Process]]


class Watch:
    """Samples the resident memory of processes for as long as it is open.

    Parameters
    ----------
    find : callable
        Gives the processes; asked each time.
    seconds : float
        Between two samples.
    """

    def __init__(self, find: Find, seconds: float) -> None:
        self._find, self._seconds = find, seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.samples: list[float] = []
        """Megabytes of the largest of them, sample by sample."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def peak(self) -> float:
        """The most that was seen."""
        return max(self.samples, default=0.0)

    def at(self, *shares: float) -> list[float]:
        """Give the samples at shares of the time."""
        last = len(self.samples) - 1
        return [self.samples[round(share * last)] for share in shares]

    def _look(self) -> None:
        is_over = False
        while not is_over:  # once at least, however soon it is over
            if sizes := list(filter(None, map(_megabytes, _found(self._find)))):
                self.samples.append(max(sizes))
            is_over = self._over.wait(self._seconds)


def _found(find: Find) -> list[psutil.Process]:
    try:
        return list(find())
    except psutil.Error:  # one has just ended
        return []


def _megabytes(process: psutil.Process) -> float:
    try:
        resident: int = process.memory_info().rss
    except psutil.Error:
        return 0.0
    return round(resident / 2**20, 1)
