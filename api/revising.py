"""What is done for revisions in processes of their own; see `api.comparing`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.apart import apart
from api.schemas.revisions import RevisionOptions
from api.settings import Settings
from matcher.model import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRevision:
    """A request for a revision, read.

    Attributes
    ----------
    scenario : Path
        The document of the scenario after the events.
    origin : Path
        A document of all that the new plan is made of.
    warnings : tuple of Problem
        What is odd in the scenario.
    options : RevisionOptions
    webhook : str or None
    custom : object
    """

    scenario: Path
    origin: Path
    warnings: tuple[Problem, ...]
    options: RevisionOptions
    webhook: str | None
    custom: Any


def read_request(body: Path, scenario: Path, result: Path, settings: Settings) -> ReadRevision:
    """Read a request for a revision of a plan; see `api.happening`."""
    return apart(_read_request)(body, scenario, result, settings)


def _read_request(body: Path, scenario: Path, result: Path, settings: Settings) -> ReadRevision:
    # Whence such processes come has imported it.
    from api.happening import read_revision_request  # noqa: PLC0415

    return read_revision_request(body, scenario, result, settings)
