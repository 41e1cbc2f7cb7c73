"""The figures of plans side by side: a base and its variants."""

from __future__ import annotations

from matcher.whatif.comparison.compare import Comparison, Versus, compare
from matcher.whatif.comparison.outcome import outcome
from matcher.whatif.comparison.records import Case, Outcome
from matcher.whatif.comparison.verdict import Verdict

__all__ = ["Case", "Comparison", "Outcome", "Verdict", "Versus", "compare", "outcome"]
