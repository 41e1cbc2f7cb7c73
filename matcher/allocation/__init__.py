"""Which resources a visit takes: goods and funds, venues and equipment."""

from __future__ import annotations

from matcher.allocation.draws import draw_supplies, draw_until, release_supplies

__all__ = ["draw_supplies", "draw_until", "release_supplies"]
