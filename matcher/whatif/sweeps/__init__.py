"""Sweeps: one or two figures of a variant over a range."""

from __future__ import annotations

from matcher.whatif.sweeps.knee import knee
from matcher.whatif.sweeps.result import Curve, Point, Swept, swept
from matcher.whatif.sweeps.sweep import Parameter, Sweep, parse_sweep

__all__ = ["Curve", "Parameter", "Point", "Sweep", "Swept", "knee", "parse_sweep", "swept"]
