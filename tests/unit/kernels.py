"""Ways in from Python to kernels that have none of their own."""

from __future__ import annotations

from matcher.allocation import draw_supplies
from matcher.kernel import compiled
from matcher.rules.limits import room_to_work
from matcher.rules.rest import place_breaks


@compiled
def placed(arrays, solution, routes, shift):
    """Place a shift's breaks."""
    return place_breaks(arrays, solution, routes, shift)


@compiled
def drawn(arrays, solution, visit, start, end):
    """Draw a visit's supplies."""
    return draw_supplies(arrays, solution, visit, start, end)


@compiled
def room(arrays, worked, shift):
    """Count a shift's room for work."""
    return room_to_work(arrays, worked, shift)
