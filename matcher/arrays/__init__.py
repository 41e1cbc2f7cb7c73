"""The arrays that rules, terms and engines work on: a scenario's, and an answer's."""

from __future__ import annotations

from matcher.arrays.layout import (
    FOREVER,
    Aim,
    Arrays,
    Bools,
    Candidates,
    Demand,
    Floats,
    Ints,
    Orders,
    People,
    Supply,
)
from matcher.arrays.solution import Routes, Solution, empty_solution, routes_of, visit_end

__all__ = [
    "FOREVER",
    "Aim",
    "Arrays",
    "Bools",
    "Candidates",
    "Demand",
    "Floats",
    "Ints",
    "Orders",
    "People",
    "Routes",
    "Solution",
    "Supply",
    "empty_solution",
    "routes_of",
    "visit_end",
]
