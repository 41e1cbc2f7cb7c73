"""When a helper rests who serves one visit: before setting off, or once back."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Ints
from matcher.arrays.ranges import expand
from matcher.engines.flow.offers import Offers


def rest_starts(arrays: Arrays, offers: Offers) -> tuple[Ints, Ints]:
    """Find a time for each break of the shift of each pair.

    Returns
    -------
    rest, start : array of int
        `start` is -1 where there is no such time.
    """
    own = offers.shift.astype(np.int64)
    pair, rest = expand(own, arrays.shift["rest_first"], arrays.shift["rest_stop"])
    row, shift = arrays.rest[rest], arrays.shift[own[pair]]
    leave, back = offers.leave[pair], offers.back[pair]
    before, after = np.maximum(row["start"], shift["start"]), np.maximum(row["start"], back)
    is_before = before + row["minutes"] <= np.minimum(row["end"], leave)
    is_after = after + row["minutes"] <= np.minimum(row["end"], shift["latest"])
    return rest, np.where(is_before, before, np.where(is_after, after, -1))
