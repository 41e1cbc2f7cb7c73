"""What is known of a plan that somebody asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any


class Status(StrEnum):
    """Where a plan job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    SOLVED = "solved"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """Ended because it was asked to; a plan found until then is kept."""

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self not in {Status.QUEUED, Status.RUNNING}

    @classmethod
    def of_all(cls, statuses: Collection[Status]) -> Status:
        """Give where several jobs stand together."""
        if all(status.is_final for status in statuses):
            decisive = (cls.FAILED, cls.CANCELLED)
            return next((status for status in decisive if status in statuses), cls.SOLVED)
        return cls.QUEUED if set(statuses) == {cls.QUEUED} else cls.RUNNING


class QueueFull(RuntimeError):
    """As many plans wait as may."""


class KeyReused(ValueError):
    """An idempotency key came back with another request."""


class Unknown(LookupError):
    """There is nothing of this name, or nothing that the caller may see."""


class AlreadyFinished(RuntimeError):
    """The job has ended and cannot be cancelled."""


class AlreadyThere(ValueError):
    """Something of this name exists and is not replaced."""


class Changed(RuntimeError):
    """What was to be replaced is not (any more) what the caller has seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a job failed, for those who sent it."""

    code: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What makes a repeated request the same one.

    Attributes
    ----------
    key : str or None
        The idempotency key, at most 200 characters.
    fingerprint : str
        Digest of method, address and body, 64 characters.
    """

    key: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A plan that is asked for.

    Attributes
    ----------
    options : dict
        How to solve it.
    warnings : list of dict
        The problems let pass.
    custom : object
        Echoed; any JSON.
    webhook : str or None
        Address to tell when it has ended.
    priority : int
        Higher ones are begun first.
    base : Job or None
        Of what plan it is made; it then belongs to the same tenant.
    """

    options: dict[str, Any]
    warnings: list[dict[str, Any]]
    custom: Any = None
    webhook: str | None = None
    priority: int = 0
    base: Job | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A plan made of another at once.

    Attributes
    ----------
    scenario, result : Path
        Their documents.
    warnings : list of dict
        The problems let pass in the scenario.
    summary : dict
        Figures of the plan.
    changes : dict
        What is not as it was in the base.
    """

    scenario: Path
    result: Path
    warnings: list[dict[str, Any]]
    summary: dict[str, Any]
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A row of the store without its documents.

    Attributes
    ----------
    number : int
        Rises with every job.
    owner : str
        Path of the tenant it belongs to.
    attempts : int
        How often it was begun and not put back.
    summary : dict or None
        Figures of the plan, once there is one.
    has_result : bool
        Whether a plan can be fetched: the best so far, or the last.
    comparison : str or None
        Id of the comparison it belongs to.
    base : str or None
        Id of the plan it is made of.
    """

    number: int
    id: str
    owner: str
    status: Status
    created: datetime
    started: datetime | None
    ended: datetime | None
    attempts: int
    cancelling: bool
    priority: int
    options: dict[str, Any]
    custom: Any
    warnings: list[dict[str, Any]]
    progress: dict[str, Any] | None
    summary: dict[str, Any] | None
    failure: Failure | None
    webhook: str | None
    has_result: bool
    comparison: str | None = None
    base: str | None = None

    @property
    def has_plan(self) -> bool:
        """Whether the result is a plan; not only what is impossible."""
        return self.has_result and (self.summary or {}).get("totals") is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A base or a variant that is to be planned with others.

    Attributes
    ----------
    name : str
    en, zh : str
        Its title.
    alike : bool
        Whether its plans are measured by the base's yardstick.
    warnings : list of dict
        The problems let pass in its scenario.
    """

    name: str
    en: str
    zh: str
    alike: bool
    warnings: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComparison:
    """Cases that are to be planned, all in the same way; see `NewJob`."""

    cases: tuple[NewCase, ...]
    options: dict[str, Any]
    custom: Any = None
    webhook: str | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A base or a variant of a comparison, and its plan."""

    name: str
    en: str
    zh: str
    alike: bool
    job: Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Several plans made side by side.

    Attributes
    ----------
    owner : str
        Path of the tenant it belongs to.
    statuses : tuple of Status
        Of its plans, the base's first.
    ended : datetime or None
        When the last of its plans has ended, once all have.
    """

    id: str
    owner: str
    created: datetime
    ended: datetime | None
    statuses: tuple[Status, ...]
    options: dict[str, Any]
    custom: Any
    webhook: str | None

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status.of_all(self.statuses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a job.

    Attributes
    ----------
    number : int
        Rises over all jobs.
    kind : str
        ``progress`` or ``ended``.
    """

    number: int
    kind: str
    data: dict[str, Any]
