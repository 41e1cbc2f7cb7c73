"""A mixed-integer programme put together block after block."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array

from matcher.arrays import Floats, Ints
from matcher.engines.bounds.apart import Programme

NOTHING = 1e-7
"""Costs smaller than this count as none."""


class Rows:
    """Variables and rows, block after block.

    Attributes
    ----------
    variables, rows : int
        How many there are.
    """

    def __init__(self) -> None:
        self.variables, self.rows = 0, 0
        self._cost, self._high, self._whole = list[Floats](), list[Floats](), list[Ints]()
        self._least, self._most = list[Floats](), list[Floats]()
        self._row, self._variable, self._factor = list[Ints](), list[Ints](), list[Floats]()

    def add_variables(self, cost: Floats, high: ArrayLike = 1.0, *, whole: bool = True) -> Ints:
        """Add variables from 0 up to `high`, all whole or none."""
        count = len(cost)
        self._cost.append(np.where(cost < NOTHING, 0.0, cost))
        self._high.append(np.broadcast_to(np.asarray(high, np.float64), count))
        self._whole.append(np.full(count, int(whole)))
        self.variables += count
        return np.arange(self.variables - count, self.variables)

    def add(self, least: ArrayLike, most: Floats) -> Ints:
        """Add rows, empty for the time being, whose sums are bounded."""
        count = len(most)
        self._least.append(np.broadcast_to(np.asarray(least, np.float64), count))
        self._most.append(most)
        self.rows += count
        return np.arange(self.rows - count, self.rows)

    def enter(self, row: Ints, variable: Ints, factor: ArrayLike = 1.0) -> None:
        """Enter variables in rows."""
        self._row.append(row)
        self._variable.append(variable)
        self._factor.append(np.broadcast_to(np.asarray(factor, np.float64), len(row)))

    def programme(self) -> Programme:
        """Put all blocks together."""
        spots = np.concatenate(self._row), np.concatenate(self._variable)
        matrix = coo_array((np.concatenate(self._factor), spots), shape=(self.rows, self.variables))
        return Programme(
            np.concatenate(self._cost),
            np.concatenate(self._high),
            np.concatenate(self._whole),
            matrix.tocsr(),
            np.concatenate(self._least),
            np.concatenate(self._most),
        )
