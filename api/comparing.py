"""What is done for comparisons in processes of their own.

The web process knows neither variants nor figures: they bring half the library with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.apart import apart
from api.jobs import NewCase
from api.schemas.options import PlanOptions
from api.settings import Settings
from matcher.report import Language

PAGE = "text/html"

FORMATS = (
    "application/json",
    PAGE,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
"""Media types of a report; the first is the one to give where none is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadComparison:
    """A request for a comparison, read.

    Attributes
    ----------
    scenario_id : str or None
        Of the base; None where the request names none.
    cases : tuple of NewCase
        The base first; empty where the base is still to be fetched.
    scenarios : tuple of Path
        A document for each of them.
    options : PlanOptions
    webhook : str or None
    custom : object
    """

    scenario_id: str | None
    cases: tuple[NewCase, ...] = ()
    scenarios: tuple[Path, ...] = ()
    options: PlanOptions
    webhook: str | None = None
    custom: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A case with the documents of its plan.

    Attributes
    ----------
    name, title : str
    scenario, result : Path
    """

    name: str
    title: str
    scenario: Path
    result: Path


def read_request(body: Path, kept: Path | None, settings: Settings) -> ReadComparison:
    """Read a request for a comparison and lay its variants over the base; see `api.laying`."""
    return apart(_read_request)(body, kept, settings)


def draw_report(cases: tuple[Planned, ...], media_type: str, language: Language) -> bytes:
    """Set plans side by side in a format; see `api.reporting`."""
    return apart(_draw_report)(cases, media_type, language)


def _read_request(body: Path, kept: Path | None, settings: Settings) -> ReadComparison:
    # Whence such processes come has imported it.
    from api.laying import read_comparison_request  # noqa: PLC0415

    return read_comparison_request(body, kept, settings)


def _draw_report(cases: tuple[Planned, ...], media_type: str, language: Language) -> bytes:
    from api.reporting import report  # noqa: PLC0415

    return report(cases, media_type, language)
