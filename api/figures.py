"""The figures of a plan, as every answer about it tells them."""

from __future__ import annotations

from typing import Any

from matcher.engines.gap import gap
from matcher.model import Plan


def figures(plan: Plan) -> dict[str, Any]:
    """Give the document of a `PlanFigures`."""
    return {
        "totals": plan.score.totals,
        "bound": plan.bound,
        "gap": gap(plan.score.totals, plan.bound),
        "unmet": len(plan.unmet),
        "ended": plan.ended,
    }
