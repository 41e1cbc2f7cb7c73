"""What falls into independent parts, each part by the engine that suits it."""

from __future__ import annotations

from matcher.engines.portfolio.cluster import ClusterExecutor
from matcher.engines.portfolio.engine import PortfolioEngine

__all__ = ["ClusterExecutor", "PortfolioEngine"]
