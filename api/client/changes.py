"""What is answered of plans made of plans, as typed dictionaries; see `api.client.answers`."""

from __future__ import annotations

from typing import Any, Literal, TypedDict


class RevisionOptions(TypedDict, total=False):
    """How a plan is put in order again."""

    max_seconds: float | None
    seed: int
    priority: int
    disturb: int


class VisitTold(TypedDict):
    """A visit as people know it."""

    start: str
    end: str
    helpers: list[str]


class VisitCall(TypedDict):
    """One person to call about a change."""

    party: Literal["resident", "helper"]
    id: str
    reason: str


class VisitChange(TypedDict):
    """One visit that is not as it was in the base."""

    code: str
    need: str
    occurrence: int
    before: VisitTold | None
    after: VisitTold | None
    calls: list[VisitCall]
    by: str
    message: str


class Remark(TypedDict):
    """What speaks for or against an answer."""

    code: str
    message: str


class VisitName(TypedDict):
    """Which visit."""

    need: str
    occurrence: int


# `for` is no name in Python.
Fit = TypedDict(
    "Fit",
    {
        "rank": int,
        "start": str,
        "crew": list[dict[str, Any]],
        "change": dict[str, Any],
        "disturbs": list[dict[str, Any]],
        "for": list[Remark],
        "against": list[Remark],
    },
)
"""One way to serve a visit."""


class Recommendation(VisitName, Fit):
    """One way to serve a visit, and which."""


class Recommendations(TypedDict):
    """Where a need fits, best first, or what suits a helper; ``reasons`` why nothing does."""

    need: str | None
    helper: str | None
    fits: list[Recommendation]
    reasons: list[dict[str, Any]]
