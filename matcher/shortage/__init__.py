"""Shortage maps: what is asked for and what there is, proven bottlenecks, and marginal values."""

from __future__ import annotations

from matcher.shortage.find import find_shortages, shortage_document
from matcher.shortage.records import (
    Bottleneck,
    BottleneckCode,
    Cell,
    HalfDay,
    Line,
    Shortages,
    Valuation,
    Verified,
    Worth,
)

__all__ = [
    "Bottleneck",
    "BottleneckCode",
    "Cell",
    "HalfDay",
    "Line",
    "Shortages",
    "Valuation",
    "Verified",
    "Worth",
    "find_shortages",
    "shortage_document",
]
