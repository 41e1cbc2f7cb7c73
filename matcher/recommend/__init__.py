"""Where one more visit fits into a plan, and which visits suit a helper with time to spare."""

from __future__ import annotations

from matcher.recommend.alternatives import alternatives
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
from matcher.recommend.showing import (
    NEEDS,
    WAYS,
    fit_document,
    fits_table,
    reasons_document,
    reasons_table,
)

__all__ = [
    "NEEDS",
    "WAYS",
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
    "alternatives",
    "fit_document",
    "fits_table",
    "open_desk",
    "reasons_document",
    "reasons_table",
]
