"""How a run is asked for, and what it tells of itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EngineChoice(StrEnum):
    """Which engine is asked for."""

    AUTO = "auto"
    """Whichever suits the scenario."""
    PORTFOLIO = "portfolio"
    SEARCH = "search"
    EXACT = "exact"
    FLOW = "flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to stop, and how much of the machine to use.

    Attributes
    ----------
    max_seconds : float or None
        Wall time for the search. With None there must be an iteration limit.
    max_iterations : int or None
        Rounds of improvement (search) or units of deterministic time (exact).
    workers : int
        Threads or processes; 1 makes a run reproducible byte for byte.
    max_gap : float or None
        The run ends once `matcher.engines.gap.gap` is no more: 0.01 is a hundredth.
    max_unimproved_seconds : float or None
        The run ends once its totals have not become better for so long.

    Raises
    ------
    ValueError
        If a figure is out of range, or there is no limit at all.
    """

    max_seconds: float | None = 30.0
    max_iterations: int | None = None
    workers: int = 1
    max_gap: float | None = None
    max_unimproved_seconds: float | None = None

    def __post_init__(self) -> None:
        if self.max_seconds is None and self.max_iterations is None:
            raise ValueError("limits need max_seconds, max_iterations or both")
        if self.max_seconds is not None and not 0 < self.max_seconds <= 86_400:
            raise ValueError("max_seconds must be above 0 and at most 86400")
        if self.max_iterations is not None and self.max_iterations < 0:
            raise ValueError("max_iterations must not be negative")
        if not 1 <= self.workers <= 64:
            raise ValueError("workers must be 1 to 64")
        if self.max_gap is not None and not 0 <= self.max_gap <= 1:
            raise ValueError("max_gap must be 0 to 1")
        if (
            self.max_unimproved_seconds is not None
            and not 0 < self.max_unimproved_seconds <= 86_400
        ):
            raise ValueError("max_unimproved_seconds must be above 0 and at most 86400")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a run stands.

    Attributes
    ----------
    engine : str
    iterations : int
    seconds : float
        Since the engine started.
    totals : tuple of int or None
        `Score.totals` of the best plan so far; None before the first.
    unmet : int or None
        Visits the best plan leaves out.
    bound : tuple of int or None
        What no plan can beat, where one is known.
    """

    engine: str
    iterations: int
    seconds: float
    totals: tuple[int, ...] | None = None
    unmet: int | None = None
    bound: tuple[int, ...] | None = None
