"""What the parts of a shortage map look at: places in crews, shifts, and who could come when."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Ints
from matcher.arrays.ranges import expand
from matcher.engines.bounds.market import Market, market_of
from matcher.instance import Instance

SLICE = 60
"""Minutes of the pieces of time that shifts are cut into."""


class Ground(NamedTuple):
    """A compiled scenario and its market.

    Attributes
    ----------
    instance : Instance
    market : Market
        Tasks, each for so many helpers, and the offers of shifts for them.
    shift : array of int, shape (offers,)
        Whose offer it is.
    """

    instance: Instance
    market: Market
    shift: Ints


class Pieces(NamedTuple):
    """When offers could be worked at, by offer and piece of time; every pair once.

    Attributes
    ----------
    offer, piece : array of int, shape (n,)
        Piece p of a shift is its part of minutes p x `SLICE` to (p + 1) x `SLICE`.
    minutes : array of int, shape (n,)
        Most minutes of the offer in it.
    """

    offer: Ints
    piece: Ints
    minutes: Ints


def ground_of(instance: Instance) -> Ground:
    """Find tasks and offers."""
    market = market_of(instance.arrays)
    shifts = np.arange(len(instance.arrays.shift))
    return Ground(instance, market, np.repeat(shifts, np.diff(market.offer_first)))


def pieces_of(ground: Ground) -> Pieces:
    """Cut the time in which each offer may be worked at."""
    market, offer = ground.market, ground.market.offer
    at, span = expand(np.arange(len(offer)), offer["span_first"], offer["span_stop"])
    shift = ground.instance.arrays.shift[ground.shift[at]]
    start = np.maximum(market.span["start"][span], shift["start"])
    end = np.minimum(market.span["end"][span] + offer["minutes"][at], shift["latest"])
    kept = start < end
    at, start, end = at[kept], start[kept], end[kept]
    of, piece = expand(np.arange(len(at)), start // SLICE, -(-end // SLICE))
    minutes = np.minimum(end[of], (piece + 1) * SLICE) - np.maximum(start[of], piece * SLICE)
    pieces = ground.instance.arrays.horizon // SLICE + 1
    key, entry = np.unique(at[of] * pieces + piece, return_inverse=True)
    most = np.bincount(entry, minutes, len(key)).astype(np.int64)
    offers = key // pieces
    return Pieces(offers, key % pieces, np.minimum(most, offer["minutes"][offers]))
