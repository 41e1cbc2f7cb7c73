"""Temperatures that fall while the search goes on."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Bools, Floats
from matcher.arrays.candidate import staffed_needs
from matcher.engines.search.changes import COVERAGE

HOT, COLD = 3.0, 0.1
"""First temperature, as a share of what a visit that somebody could serve costs at the last level,
served or not; and the last, as a share of what one that is served costs."""


class Cooling:
    """The temperatures of one instance.

    Parameters
    ----------
    arrays : Arrays
    """

    def __init__(self, arrays: Arrays) -> None:
        self._levels = arrays.levels
        need, coverage = arrays.visit["need"], arrays.term[COVERAGE]
        is_last = coverage["level"] == arrays.levels - 1
        self._left_out = arrays.need["weight"][need] * (coverage["weight"] if is_last else 0)
        staffed = staffed_needs(arrays)[need]
        self._hopeful = max(1, int(np.count_nonzero(staffed)))
        self._lost = float(self._left_out[~staffed].sum())

    def share_left_out(self, served: Bools) -> float:
        """Give the share of the visits that somebody could serve which a plan leaves out."""
        return 1.0 - float(np.count_nonzero(served)) / self._hopeful

    def heat(self, done: float, total: float, served: Bools) -> Floats:
        """Give the temperature of each level: those above the last fall to zero halfway.

        Parameters
        ----------
        done : float
            Share of the run.
        total : float
            What the plan costs at the last level.
        served : array of bool, shape (visits,)

        Returns
        -------
        array of float, shape (1 + levels,)
            That of pins comes first.
        """
        heat = np.zeros(1 + self._levels)
        hot = HOT * (total - self._lost) / self._hopeful
        spent = total - float(self._left_out[~served].sum())
        cold = COLD * spent / max(1, int(np.count_nonzero(served)))
        if not 0.0 < cold < hot:
            cold = hot * COLD / HOT
        heat[-1] = hot * (cold / hot) ** min(1.0, done) if hot > 0.0 else 0.0
        heat[1:-1] = 0.5 * max(0.0, 0.5 - done)
        return heat
