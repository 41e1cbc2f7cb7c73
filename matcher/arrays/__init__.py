"""The tables that rules, terms and engines work on: a scenario's, and an answer's."""

from __future__ import annotations

from matcher.arrays.layout import FOREVER, Arrays, Bools, Floats, Ints, SmallInts, Table
from matcher.arrays.solution import (
    Routes,
    Solution,
    copy_of,
    copy_solution,
    empty_solution,
    routes_of,
    visit_end,
)

__all__ = [
    "FOREVER",
    "Arrays",
    "Bools",
    "Floats",
    "Ints",
    "Routes",
    "SmallInts",
    "Solution",
    "Table",
    "copy_of",
    "copy_solution",
    "empty_solution",
    "routes_of",
    "visit_end",
]
