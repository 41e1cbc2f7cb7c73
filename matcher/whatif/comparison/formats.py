"""The files that a comparison can be written to."""

from __future__ import annotations

from collections.abc import Callable

from matcher.report import Language
from matcher.whatif.comparison.compare import Comparison
from matcher.whatif.comparison.document import json_comparison
from matcher.whatif.comparison.page import html_comparison
from matcher.whatif.comparison.workbook import xlsx_comparison

FORMATS: dict[str, Callable[[Comparison, Language], bytes]] = {
    ".html": html_comparison,
    ".json": json_comparison,
    ".xlsx": xlsx_comparison,
}
"""By the file's ending."""
