"""Where one more visit fits into a plan, as it is asked and answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, cast

from pydantic import ConfigDict, Field, Strict

from api.schemas.options import Custom
from api.schemas.wire import ANY_START, Answer, Written
from matcher.formats import read_record
from matcher.model import Need, Shift, TermName
from matcher.model.record import Record
from matcher.model.units import Identifier


def _sound(record: type[Record]) -> Callable[[object], object]:
    def check(document: object) -> object:
        form = Identifier if isinstance(document, str) else record
        read_record(cast("Any", form), document, ANY_START)
        return document

    return check


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationRequest(Record):
    """A need that looks for a place in a plan, or a helper with time to spare."""

    need: Annotated[Any, Written(Need | Identifier, _sound(Need))] | None = None
    """A new need, of an id of its own; or the id of one of the plan's: its first unmet visit."""
    helper: Identifier | None = None
    """In the place of `need`: which unmet visits suit this helper."""
    shift: Annotated[Any, Written(Shift | Identifier, _sound(Shift))] | None = None
    """Of the helper, the only one in question; or a new one, of an id of its own."""
    most: Annotated[int, Strict(), Field(ge=1, le=50)] = 3
    """How many answers at most."""
    disturb: Annotated[int, Strict(), Field(ge=0, le=5)] = 0
    """How many visits of the plan may start at another time to make way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRequest(RecommendationRequest):
    """The same question again, and which of its answers is to be carried out."""

    rank: Annotated[int, Strict(), Field(ge=1, le=50)] = 1
    custom: Custom = None
    """Anything; echoed in every answer about the new plan."""


class CrewPlace(Answer):
    """One place of a crew."""

    role: str
    helper: str
    shift: str
    start: datetime
    end: datetime
    travel_minutes: int
    """That the visit adds to the helper's route."""


class TermChange(Answer):
    """What one term of the score gains; less is better."""

    name: TermName
    change: int


class ScoreChange(Answer):
    """What the score gains, with the need asked for before and after; less is better."""

    totals: tuple[int, ...]
    """By level."""
    terms: tuple[TermChange, ...]
    """Those that change."""


class VisitName(Answer):
    """Which visit."""

    need: str
    occurrence: int
    """From 0."""


class MovedVisit(VisitName):
    """A visit of the plan that starts at another time for it."""

    start: datetime


class Remark(Answer):
    """What speaks for or against an answer."""

    code: str
    """docs/recommend.md lists them."""
    message: str
    """In the language asked for."""


class Fit(Answer):
    """One way to serve a visit."""

    model_config = ConfigDict(serialize_by_alias=True)

    rank: int
    """From 1, the best."""
    start: datetime
    crew: tuple[CrewPlace, ...]
    change: ScoreChange
    disturbs: tuple[MovedVisit, ...]
    pros: tuple[Remark, ...] = Field(alias="for")
    """What speaks for it."""
    cons: tuple[Remark, ...] = Field(alias="against")
    """What speaks against it."""


class Recommendation(Fit, VisitName):
    """One way to serve a visit, and which."""


class Obstacle(Answer):
    """A rule that stands against a need."""

    code: str
    role: int | None
    blocked: int
    """How many it keeps away."""
    examples: tuple[str, ...]
    message: str
    """In the language asked for."""


class Recommendations(Answer):
    """Where a need fits, or what suits a helper."""

    need: str | None = None
    helper: str | None = None
    fits: tuple[Recommendation, ...]
    """Best first."""
    reasons: tuple[Obstacle, ...] = ()
    """Why a need fits nowhere."""
