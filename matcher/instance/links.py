"""The flat list of references that rows of tables delimit."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from matcher.arrays import Ints


class Links:
    """Collects the flat list while a scenario is compiled."""

    def __init__(self) -> None:
        self._flat: list[int] = []

    def add(self, rows: Iterable[Iterable[int]]) -> tuple[list[int], list[int]]:
        """Append one group a row; give each row's first and stop."""
        first: list[int] = []
        stop: list[int] = []
        for row in rows:
            first.append(len(self._flat))
            self._flat.extend(row)
            stop.append(len(self._flat))
        return first, stop

    def array(self) -> Ints:
        """Give the whole list."""
        return np.array(self._flat, np.int64)
