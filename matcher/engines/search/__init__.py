"""Ruin and recreate on routes with floating times: plans of any size, nothing proven."""

from __future__ import annotations

from matcher.engines.search.engine import SearchEngine

__all__ = ["SearchEngine"]
