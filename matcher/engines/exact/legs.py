"""Travel between the places that a model knows."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Arrays, Ints
from matcher.travel import travel


class Legs:
    """Minutes and metres between some locations, for every travel profile.

    Parameters
    ----------
    arrays : Arrays
    locations : collection of int
    """

    def __init__(self, arrays: Arrays, locations: set[int]) -> None:
        self._table = arrays.travel
        self._places = sorted(locations)
        self._row = {location: row for row, location in enumerate(self._places)}
        self._known: dict[int, tuple[list[list[int]], list[list[int]], list[list[int]]]] = {}

    def leg(self, profile: int, origin: int, target: int) -> tuple[int, int]:
        """Give minutes and metres of the way from one location to another."""
        minutes, metres, _ = self._of(profile)
        row, column = self._row[origin], self._row[target]
        return minutes[row][column], metres[row][column]

    def least(self, profile: int, origin: int, target: int) -> int:
        """Give the least minutes from one location to another, by whatever detour."""
        return self._of(profile)[2][self._row[origin]][self._row[target]]

    def _of(self, profile: int) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
        if profile not in self._known:
            pairs = [
                [travel(self._table, profile, origin, target) for target in self._places]
                for origin in self._places
            ]
            both: Ints = np.array(pairs, np.int64).reshape(len(pairs), len(pairs), 2)
            minutes, metres = both[:, :, 0], both[:, :, 1]
            least = minutes.copy()
            # Given matrices may make a detour faster than the direct way.
            for via in range(len(least)):
                least = np.minimum(least, least[:, via : via + 1] + least[via : via + 1, :])
            self._known[profile] = minutes.tolist(), metres.tolist(), least.tolist()
        return self._known[profile]
