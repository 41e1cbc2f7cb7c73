"""Minimum-cost flow: scenarios whose visits need no routing, of any size, with a proof."""

from __future__ import annotations

from matcher.engines.flow.engine import FlowEngine

__all__ = ["FlowEngine"]
