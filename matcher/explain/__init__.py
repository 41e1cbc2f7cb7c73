"""Why a visit is unmet."""

from __future__ import annotations

from matcher.explain.unmet import explain_impossible, explain_unmet

__all__ = ["explain_impossible", "explain_unmet"]
