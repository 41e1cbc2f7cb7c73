"""Ways in from Python to kernels that have none of their own."""

from __future__ import annotations

from matcher.allocation import draw_supplies
from matcher.engines.search.schedule import plan_times
from matcher.kernel import compiled


@compiled
def timed(search, shift):
    """Plan the times of a route."""
    return plan_times(search, shift)


@compiled
def drawn(arrays, solution, visit, start, end):
    """Draw a visit's supplies."""
    return draw_supplies(arrays, solution, visit, start, end)
