"""Which pairs of a network are contested: the others are settled without looking for a flow.

A place that one visit alone asks for, and that leads straight to the sink, is that visit's own:
what is dearer to the visit than a place of its own is never used. Without those pairs other
places have one visit that asks, and so on.
"""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints, SmallInts
from matcher.kernel import entry, kernel

UNASKED, SEVERAL = -1, -2
"""Instead of the one node that asks for a place."""


@entry
def keep_contested(
    tail: SmallInts,
    head: SmallInts,
    cost: Ints,
    straight: Bools,
    asking: SmallInts,
    own: Ints,
    kept: Bools,
) -> None:
    """Say which pairs some least flow may need.

    Parameters
    ----------
    tail, head : array of int32, shape (pairs,)
        No tail sends more than one unit, and nothing comes to it.
    cost : array of int, shape (pairs,)
    straight : array of bool, shape (nodes,)
        Only pairs lead to the node, and one unit can go on from it to the sink at no cost.
    asking, own : array of int, shape (nodes,)
        What they hold is of no meaning.
    kept : array of bool, shape (pairs,)
        All true; written to.
    """
    left, before = len(kept), len(kept) + 1
    while left < before:
        _note_asking(tail, head, kept, asking)
        own[:] = np.iinfo(np.int64).max
        for pair in range(len(kept)):
            if kept[pair] and straight[head[pair]] and asking[head[pair]] == tail[pair]:
                own[tail[pair]] = min(own[tail[pair]], cost[pair])
        before, left = left, 0
        for pair in range(len(kept)):
            kept[pair] = kept[pair] and cost[pair] <= own[tail[pair]]
            left += kept[pair]


@kernel
def _note_asking(tail: SmallInts, head: SmallInts, kept: Bools, asking: SmallInts) -> None:
    """Write which node asks for each place."""
    asking[:] = UNASKED
    for pair in range(len(kept)):
        if kept[pair] and asking[head[pair]] != tail[pair]:
            alone = asking[head[pair]] == UNASKED
            asking[head[pair]] = tail[pair] if alone else SEVERAL
