"""Travel times and distances: great circle with a detour, matrices, and map datums."""

from __future__ import annotations

from matcher.travel.datum import to_wgs84
from matcher.travel.sphere import great_circle_metres
from matcher.travel.table import (
    LOCATION,
    PROFILE,
    Travel,
    keep_pairs,
    out_and_home,
    straight_metres,
    travel,
)

__all__ = [
    "LOCATION",
    "PROFILE",
    "Travel",
    "great_circle_metres",
    "keep_pairs",
    "out_and_home",
    "straight_metres",
    "to_wgs84",
    "travel",
]
