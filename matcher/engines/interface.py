"""What an engine is given, what it answers, and how it tells of its progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from matcher.arrays import Solution
from matcher.instance import Instance
from matcher.model import Ended


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

    Raises
    ------
    ValueError
        If a figure is out of range, or there is no limit at all.
    """

    max_seconds: float | None = 30.0
    max_iterations: int | None = None
    workers: int = 1

    def __post_init__(self) -> None:
        if self.max_seconds is None and self.max_iterations is None:
            raise ValueError("limits need max_seconds, max_iterations or both")
        if self.max_seconds is not None and not 0 < self.max_seconds <= 86_400:
            raise ValueError("max_seconds must be above 0 and at most 86400")
        if self.max_iterations is not None and self.max_iterations < 0:
            raise ValueError("max_iterations must not be negative")
        if not 1 <= self.workers <= 64:
            raise ValueError("workers must be 1 to 64")


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


Listener = Callable[[Progress], None]
StopRequest = Callable[[], bool]


def ignore(progress: Progress) -> None:
    """Listen to nothing."""


def never() -> bool:
    """Ask for no stop."""
    return False


def why_over(limits: Limits, iterations: float, seconds: float, stop: StopRequest) -> Ended | None:
    """Say whether a stop is asked for or a limit reached, and which."""
    if stop():
        return Ended.CANCELLED
    if limits.max_iterations is not None and iterations >= limits.max_iterations:
        return Ended.ITERATION_LIMIT
    if limits.max_seconds is not None and seconds >= limits.max_seconds:
        return Ended.TIME_LIMIT
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an engine found."""

    solution: Solution
    ended: Ended
    iterations: int
    bound: tuple[int, ...] | None = None


class Engine(Protocol):
    """A solver behind one small interface; a pure function of its arguments."""

    @property
    def name(self) -> str:
        """As asked for by users."""

    def unsupported(self, instance: Instance) -> str | None:
        """Say why this engine cannot take the instance; None if it can."""

    def solve(
        self,
        instance: Instance,
        limits: Limits,
        seed: int,
        listen: Listener = ignore,
        stop: StopRequest = never,
    ) -> Answer:
        """Find a plan; return the best so far when a limit is reached or `stop` says so."""
