"""What an engine is given, what it answers, and how it tells of its progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from matcher.arrays import Solution
from matcher.instance import Instance
from matcher.model import Ended, Limits, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an engine found."""

    solution: Solution
    ended: Ended
    iterations: int
    bound: tuple[int, ...] | None = None


Listener = Callable[[Progress], None]
StopRequest = Callable[[], bool]
Offer = Callable[[Callable[[], Answer]], None]
"""Is told, often and from any thread, how to get a copy of the best so far; asks for it seldom, and
only while it is being told."""


def ignore(progress: Progress) -> None:
    """Listen to nothing."""


def never() -> bool:
    """Ask for no stop."""
    return False


def decline(best: Callable[[], Answer]) -> None:
    """Want nothing before the end."""


def why_over(limits: Limits, iterations: float, seconds: float, stop: StopRequest) -> Ended | None:
    """Say whether a stop is asked for or a limit reached, and which."""
    if stop():
        return Ended.CANCELLED
    if limits.max_iterations is not None and iterations >= limits.max_iterations:
        return Ended.ITERATION_LIMIT
    if limits.max_seconds is not None and seconds >= limits.max_seconds:
        return Ended.TIME_LIMIT
    return None


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
        offer: Offer = decline,
        start: Solution | None = None,
    ) -> Answer:
        """Find a plan; return the best so far when a limit is reached or `stop` says so.

        Parameters
        ----------
        instance : Instance
        limits : Limits
        seed : int
            The only source of chance.
        listen : callable
            Told of progress.
        stop : callable
            Asked often.
        offer : callable
            Told of the best so far; what it does decides nothing.
        start : Solution or None
            A plan to begin with, which keeps every rule but perhaps misses pins. The answer is
            never worse.
        """
