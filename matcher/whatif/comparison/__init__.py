"""The figures of plans side by side: a base and its variants."""

from __future__ import annotations

from matcher.whatif.comparison.compare import Comparison, Versus, compare
from matcher.whatif.comparison.document import comparison_document, json_comparison
from matcher.whatif.comparison.outcome import outcome
from matcher.whatif.comparison.page import html_comparison
from matcher.whatif.comparison.records import Case, Outcome
from matcher.whatif.comparison.tables import comparison_tables
from matcher.whatif.comparison.verdict import Verdict
from matcher.whatif.comparison.workbook import xlsx_comparison

__all__ = [
    "Case",
    "Comparison",
    "Outcome",
    "Verdict",
    "Versus",
    "compare",
    "comparison_document",
    "comparison_tables",
    "html_comparison",
    "json_comparison",
    "outcome",
    "xlsx_comparison",
]
