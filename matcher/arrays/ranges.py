"""Rows that belong to others."""

from __future__ import annotations

import numpy as np

from matcher.arrays.layout import Ints


def expand(owners: Ints, first: Ints, stop: Ints) -> tuple[Ints, Ints]:
    """Replace each owner by the rows that belong to it.

    Parameters
    ----------
    owners : array of int, shape (n,)
    first, stop : array of int, shape (all owners,)

    Returns
    -------
    position : array of int
        Position in `owners` of each row.
    row : array of int
    """
    lengths = stop[owners] - first[owners]
    position = np.repeat(np.arange(len(owners)), lengths)
    before = np.cumsum(lengths) - lengths
    row = np.arange(len(position)) - before[position] + first[owners[position]]
    return position, row
