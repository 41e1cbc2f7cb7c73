"""How far a plan may still be from the best there is."""

from __future__ import annotations


def gap(totals: tuple[int, ...], bound: tuple[int, ...] | None) -> float | None:
    """Give the gap between a plan and the proven bound, at the first level where they differ.

    Levels below that one say nothing: there no bound is known yet, and whatever they hold is worth
    less than a single unit of it.

    Parameters
    ----------
    totals : tuple of int
        `Score.totals`.
    bound : tuple of int or None
        What no plan's totals are below.

    Returns
    -------
    float or None
        (total - bound) / max(1, |total|) of that level, 0 where all are equal; None without a
        bound.
    """
    if bound is None:
        return None
    for total, least in zip(totals, bound, strict=True):
        if total != least:
            return (total - least) / max(1, abs(total))
    return 0.0
