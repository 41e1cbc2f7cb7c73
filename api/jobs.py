"""What is known of a plan that somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """Where a plan job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SOLVED = "solved"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """Ended because it was asked to; a plan found until then is kept."""


class QueueFull(RuntimeError):
    """As many plans wait as may."""


class KeyReused(ValueError):
    """An idempotency key came back with another body."""


class UnknownJob(LookupError):
    """No job has this id."""


class AlreadyFinished(RuntimeError):
    """The job has ended and cannot be cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a job failed, for those who sent it."""

    code: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A plan that is asked for.

    Attributes
    ----------
    scenario : dict
        The scenario document.
    options : dict
        How to solve it.
    warnings : list of dict
        The problems let pass.
    custom : object
        Echoed; any JSON.
    idempotency_key : str or None
        At most 200 characters.
    fingerprint : str
        Digest of the request's body, 64 characters at most.
    """

    scenario: dict[str, Any]
    options: dict[str, Any]
    warnings: list[dict[str, Any]]
    custom: Any
    idempotency_key: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A row of the store without its two large fields, the scenario and the result."""

    id: str
    status: Status
    created: datetime
    started: datetime | None
    ended: datetime | None
    attempts: int
    cancelling: bool
    options: dict[str, Any]
    custom: Any
    warnings: list[dict[str, Any]]
    progress: dict[str, Any] | None
    failure: Failure | None
