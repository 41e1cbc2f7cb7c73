"""Lagrangian bounds: what no plan can beat, at every size."""

from __future__ import annotations

from matcher.engines.bounds.closing import is_small
from matcher.engines.bounds.lagrangian import Bounds, Line, lagrangian
from matcher.engines.bounds.prices import Prices
from matcher.engines.bounds.relaxed import Relaxed
from matcher.engines.bounds.worth import Worths, worths

__all__ = [
    "Bounds",
    "Line",
    "Prices",
    "Relaxed",
    "Worths",
    "is_small",
    "lagrangian",
    "worths",
]
