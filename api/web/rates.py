"""How often one caller may call."""

from __future__ import annotations

import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Limiter:
    """Counts calls in a moving window, in the memory of this process.

    Parameters
    ----------
    limit : str
        Such as ``100/minute`` or ``5 per 10 second``.

    Raises
    ------
    ValueError
        If it cannot be read.
    """

    def __init__(self, limit: str) -> None:
        self._item = parse(limit)
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def hit(self, key: str) -> float | None:
        """Count a call.

        Parameters
        ----------
        key : str
            Whose call it is.

        Returns
        -------
        float or None
            Seconds to wait when there were too many, above 0; such a call is not counted. None
            when it is let through.
        """
        if self._window.hit(self._item, key):
            return None
        stats = self._window.get_window_stats(self._item, key)
        return max(stats.reset_time - time.time(), 0.001)
