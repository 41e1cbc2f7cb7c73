"""Regret insertion with ruin-and-recreate: plans of any size, nothing proven."""

from __future__ import annotations

from matcher.engines.insertion.engine import InsertionEngine

__all__ = ["InsertionEngine"]
