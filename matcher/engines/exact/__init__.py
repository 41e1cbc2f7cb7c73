"""CP-SAT on the whole problem: small scenarios, with a proof of the optimum."""

from __future__ import annotations

from matcher.engines.exact.engine import ExactEngine

__all__ = ["ExactEngine"]
