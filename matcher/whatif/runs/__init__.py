"""Many solves: side by side, on one machine or many, each done once."""

from __future__ import annotations

from matcher.whatif.runs.cache import Cache, default_folder
from matcher.whatif.runs.pool import ProcessPool
from matcher.whatif.runs.request import Request
from matcher.whatif.runs.solve_all import RunsProgress, SolveFailed, Stopped, solve_all

__all__ = [
    "Cache",
    "ProcessPool",
    "Request",
    "RunsProgress",
    "SolveFailed",
    "Stopped",
    "default_folder",
    "solve_all",
]
