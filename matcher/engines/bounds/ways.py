"""The ways between the offers of each shift."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Arrays, Ints, Table
from matcher.engines.bounds.market import Market
from matcher.kernel import compiled, kernel, leaf
from matcher.travel import Travel, travel

MOST_KEPT = 150_000_000
"""Most ways that are computed beforehand (2 bytes each, 6 where metres count)."""

LONGEST = 65_535
"""Minutes that a way kept has at most; a longer one counts as this, which is no less a bound."""


class Ways(NamedTuple):
    """Ways from stop to stop, some of them computed beforehand.

    Attributes
    ----------
    shift : table
    offer : table
    offer_first : array of int, shape (shifts + 1,)
    travel : Travel
    first : array of int, shape (shifts,)
        Where the ways of a shift that are kept begin: from each of its offers, and then from its
        start place, to each of its offers, and then to its end place. -1: none are kept.
    minutes : array of uint16
    metres : array of int32
        Empty where metres do not count.
    """

    shift: Table
    offer: Table
    offer_first: Ints
    travel: Travel
    first: Ints
    minutes: NDArray[np.uint16]
    metres: NDArray[np.int32]


def ways_of(arrays: Arrays, market: Market, *, count_metres: bool) -> Ways:
    """Compute the ways, and note the least ones from and to home in the offers."""
    sizes = (np.diff(market.offer_first) + 1) ** 2
    total = int(sizes.sum())
    kept = total <= MOST_KEPT
    ways = Ways(
        arrays.shift,
        market.offer,
        market.offer_first,
        arrays.travel,
        np.cumsum(sizes) - sizes if kept else np.full(len(sizes), -1),
        np.zeros(total if kept else 0, np.uint16),
        np.zeros(total if kept and count_metres else 0, np.int32),
    )
    _fill(ways, is_direct(arrays))
    return ways


def is_direct(arrays: Arrays) -> bool:
    """Say whether the straight way is always the shortest, which matrices need not keep to."""
    name = arrays.travel.name[arrays.travel.name >= 0]
    return not len(arrays.travel.matrix_minutes) and len(np.unique(name)) == len(name)


@leaf
def way(ways: Ways, shift: int, tail: int, head: int) -> tuple[int, int]:
    """Give minutes and metres between two offers of a shift, counted from its first.

    The number of its offers stands for its start place as a tail and its end place as a head.
    """
    row, first = ways.shift[shift], ways.offer_first[shift]
    size = ways.offer_first[shift + 1] - first
    origin = ways.offer[first + tail].location if tail < size else row.origin
    target = ways.offer[first + head].location if head < size else row.target
    return travel(ways.travel, row.profile, origin, target)


@compiled
def _fill(ways: Ways, direct: bool) -> None:  # noqa: FBT001
    for shift in range(len(ways.shift)):
        size = ways.offer_first[shift + 1] - ways.offer_first[shift]
        if size == 0:
            continue
        if ways.first[shift] >= 0:
            _keep(ways, shift, size)
        _note_straight(ways, shift, size)
        while not direct and _shorten(ways, shift, size):
            pass


@kernel
def _keep(ways: Ways, shift: int, size: int) -> None:
    spot = ways.first[shift]
    for tail in range(size + 1):
        for head in range(size + 1):
            minutes, metres = way(ways, shift, tail, head)
            ways.minutes[spot] = min(minutes, LONGEST)
            if len(ways.metres):
                ways.metres[spot] = metres
            spot += 1


@kernel
def _note_straight(ways: Ways, shift: int, size: int) -> None:
    for place in range(size):
        offer = ways.offer[ways.offer_first[shift] + place]
        offer.out_minutes, offer.out_metres = way(ways, shift, size, place)
        offer.home_minutes, offer.home_metres = way(ways, shift, place, size)


@kernel
def _shorten(ways: Ways, shift: int, size: int) -> bool:
    """Try each way from and to home by one more stop; False if none is shorter."""
    first, changed = ways.offer_first[shift], False
    for tail in range(size):
        for head in range(size):
            a, b = ways.offer[first + tail], ways.offer[first + head]
            minutes, metres = way(ways, shift, tail, head)
            if (
                a.out_minutes + minutes < b.out_minutes
                or a.out_metres + metres < b.out_metres
                or minutes + b.home_minutes < a.home_minutes
                or metres + b.home_metres < a.home_metres
            ):
                b.out_minutes = min(b.out_minutes, a.out_minutes + minutes)
                b.out_metres = min(b.out_metres, a.out_metres + metres)
                a.home_minutes = min(a.home_minutes, minutes + b.home_minutes)
                a.home_metres = min(a.home_metres, metres + b.home_metres)
                changed = True
    return changed
