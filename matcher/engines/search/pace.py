"""How many rounds go into a stretch of time."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """The rounds a second of one walk, by the latest of its stretches.

    Parameters
    ----------
    first : int
        Rounds a second to begin with.
    """

    def __init__(self, first: int) -> None:
        self._a_second = float(first)

    def walk(self, seconds: float, walk: Callable[[int], None]) -> None:
        """Let something walk as many rounds as take about so long."""
        began = time.perf_counter()
        rounds = max(1, int(self._a_second * seconds))
        walk(rounds)
        spent = time.perf_counter() - began
        # The first rounds are few: their pace says little.
        self._a_second = min(rounds / max(spent, 1e-6), 4 * self._a_second)
