"""Where one more visit fits into a plan, and which visits suit a helper with time to spare."""

from __future__ import annotations

from matcher.recommend.desk import Desk, NoSuchVisit, UnsoundPlan, open_desk
from matcher.recommend.records import (
    Change,
    Code,
    Fit,
    Moved,
    Place,
    Remark,
    TermChange,
)

__all__ = [
    "Change",
    "Code",
    "Desk",
    "Fit",
    "Moved",
    "NoSuchVisit",
    "Place",
    "Remark",
    "TermChange",
    "UnsoundPlan",
    "open_desk",
]
