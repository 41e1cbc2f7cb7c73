"""What passes between a worker and the process of one of its solves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from api.jobs import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a solve is given.

    Attributes
    ----------
    scenario : Path
        The scenario document.
    result : Path or None
        A result document whose plan is gone on from.
    folder : Path
        Where results are to be written.
    options : dict
        `api.schemas.options.PlanOptions` as stored; with an origin
        `api.schemas.revisions.RevisionOptions`.
    spent : float
        Seconds of search already used.
    cluster : str
        Address of a Dask scheduler that solves independent parts; empty: this machine does.
    origin : Path or None
        Of a plan made of another: that one, its scenario, and what has happened since.
    """

    scenario: Path
    result: Path | None
    folder: Path
    options: dict[str, Any]
    spent: float
    cluster: str = ""
    origin: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """How far the solve is."""

    progress: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A result document, and its figures.

    Attributes
    ----------
    result : Path
    summary : dict
    seconds : float
        Of search, in this solve.
    is_last : bool
        Whether the solve is over; otherwise it is the best so far.
    is_cancelled : bool
        Whether it is over because it was asked to stop.
    changes : dict or None
        What is not as it was in the plan that this one is made of.
    """

    result: Path
    summary: dict[str, Any]
    seconds: float
    is_last: bool
    is_cancelled: bool = False
    changes: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why the solve can never be done."""

    failure: Failure


Message = Noted | Found | Refused


class Solve(Protocol):
    """One solve under way, outside this process."""

    def messages(self) -> Iterator[Message]:
        """Yield what it tells, a last result or a refusal at the end; raise if it dies."""

    def stop(self) -> None:
        """Ask for the best so far."""

    def kill(self) -> None:
        """End it at once."""

    def memory(self) -> int:
        """Give the bytes of memory that it takes now."""
