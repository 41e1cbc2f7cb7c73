"""Shortage maps: what is asked for and what there is, proven bottlenecks, and marginal values."""

from __future__ import annotations

from matcher.shortage.find import find_shortages, shortage_document
from matcher.shortage.page import html_shortages
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
from matcher.shortage.tables import shortage_tables
from matcher.shortage.trying import verify
from matcher.shortage.workbook import xlsx_shortages

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
    "html_shortages",
    "shortage_document",
    "shortage_tables",
    "verify",
    "xlsx_shortages",
]
