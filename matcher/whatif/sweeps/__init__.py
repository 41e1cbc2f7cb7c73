"""Sweeps: one or two figures of a variant over a range."""

from __future__ import annotations

from matcher.whatif.sweeps.knee import knee
from matcher.whatif.sweeps.sweep import Parameter, Sweep, parse_sweep

__all__ = ["Parameter", "Sweep", "knee", "parse_sweep"]
