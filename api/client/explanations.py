"""What can be asked about why a plan is as it is, and its answers as typed dictionaries."""

from __future__ import annotations

from typing import Any, Literal, TypedDict, cast

from api.client.calls import Calls
from api.client.changes import Fit, VisitName
from api.client.connection import path_of
from api.client.media import MEDIA_TYPES, ReportFormat


class VisitExplanation(TypedDict):
    """One occurrence of a need in a plan."""

    occurrence: int
    served: bool
    start: str | None
    helpers: list[str]
    kind: str | None
    reasons: list[dict[str, Any]]
    sentences: list[str]


class Explanation(TypedDict):
    """Why a need is served as it is, or is not."""

    need: str
    visits: list[VisitExplanation]
    moves_up: str | None


class Miss(TypedDict):
    """How near one shift comes to a role of a visit."""

    role: int
    helper: str
    shift: str
    lacks: list[dict[str, Any]]
    message: str


class Suggestion(TypedDict):
    """A smallest change with which a visit is served; ``changes`` are those of a variant."""

    steps: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    message: str
    then: dict[str, Any]


class Forced(TypedDict):
    """What it would cost to serve a visit whatever it costs, or as it was asked for."""

    possible: bool
    change: dict[str, Any] | None
    changes: list[dict[str, Any]]
    against: list[Miss]
    rules: list[str]
    message: str


class UnmetVisit(VisitName):
    """A visit left out: why, and what would help."""

    served: Literal[False]
    kind: str
    reasons: list[dict[str, Any]]
    misses: list[Miss]
    suggestions: list[Suggestion]
    fit: Fit | None
    forced: Forced | None
    moves_up: str | None
    complete: bool


class ServedVisit(VisitName):
    """A visit as it is, and what else could be."""

    served: Literal[True]
    present: Fit
    alternatives: list[Fit]
    forced: Forced | None
    moves_up: str | None


class CommonChange(TypedDict):
    """One change that was suggested for several visits."""

    steps: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    message: str
    visits: list[VisitName]
    together: int | None


class Overview(TypedDict):
    """All visits left out."""

    groups: list[dict[str, Any]]
    common: list[CommonChange]
    visits: list[UnmetVisit]
    complete: bool


class ExplanationCalls(Calls):
    """Why plans are as they are, what would help, and where there are too few helpers."""

    def explain(self, id_: str, need: str) -> Explanation:
        """Say who serves a need and when, or why it is left out."""
        path = path_of("plans", id_, "explanations", need)
        return cast("Explanation", self._connection.get(path))

    def suggest(
        self,
        id_: str,
        need: str,
        *,
        occurrence: int | None = None,
        instead: str | None = None,
        seconds: float = 3.0,
        most: int = 3,
    ) -> UnmetVisit | ServedVisit:
        """Say what would help a visit that is left out, or what else could be of a served one.

        Parameters
        ----------
        id_ : str
            Of a plan that has ended.
        need : str
        occurrence : int, optional
            Which of its visits, from 0; without it the first unmet, else the first.
        instead : str, optional
            Id of a helper, or a time such as ``2026-11-25T10:00+08:00``.
        seconds : float
            For what is tried; at most 10.
        most : int
            How many answers at most.
        """
        path = path_of(
            *("plans", id_, "explanations", need, "suggestions"),
            occurrence=occurrence,
            instead=instead,
            seconds=seconds,
            most=most,
        )
        return cast("UnmetVisit | ServedVisit", self._connection.get(path))

    def explain_all(self, id_: str, *, seconds: float = 5.0, most: int = 3) -> Overview:
        """Tell of all visits that an ended plan leaves out, and which changes would help most.

        Parameters
        ----------
        id_ : str
        seconds : float
            For all together; at most 10.
        most : int
            How many suggestions for each visit, and how many common changes, at most.
        """
        path = path_of("plans", id_, "explanations", seconds=seconds, most=most)
        return cast("Overview", self._connection.get(path))

    def shortages(
        self, id_: str, format_: ReportFormat = "json", *, seconds: float = 3.0, top: int = 10
    ) -> bytes:
        """Say where an ended plan has too few helpers, in a format and in the client's language.

        Parameters
        ----------
        id_ : str
        format_ : str
        seconds : float
            For what one more helper is worth; at most 10, and 0: without that.
        top : int
            Of how many types of helpers it is told.
        """
        path = path_of("plans", id_, "shortages", seconds=seconds, top=top)
        return self._read(path, MEDIA_TYPES[format_])
