"""Where more begins to bring little."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

LEAST_BEND = 0.05
"""Below this a curve is as good as straight, and has no knee."""


def knee(effort: Sequence[float], gain: Sequence[float]) -> int | None:
    """Find the point of a curve that lies farthest above the line from its first to its last.

    Both axes are scaled to 0..1 first, and what is found is said only where it stands at least
    `LEAST_BEND` above the line (Satopää and others, 2011, "Finding a 'Kneedle' in a Haystack").

    Parameters
    ----------
    effort : sequence of float
        Rising.
    gain : sequence of float
        More is better; a point below one before it counts as that one, for no plan is worse for
        more help.

    Returns
    -------
    int or None
        Its position; None for a straight line, one that falls, or fewer than three points.
    """
    if len(effort) < 3:
        return None
    x = np.asarray(effort, float)
    y = np.maximum.accumulate(np.asarray(gain, float))
    if x[-1] <= x[0] or y[-1] <= y[0]:
        return None
    above = (y - y[0]) / (y[-1] - y[0]) - (x - x[0]) / (x[-1] - x[0])
    best = int(np.argmax(above))
    return best if above[best] >= LEAST_BEND else None
