"""The rows of the views of a plan: plain data, the same for a table, a page and JSON.

Moments are datetimes with the scenario's offset, days are its calendar days, distances metres,
times minutes. A name stands beside each id; where a record has no name, its id stands for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict

from matcher.model import Ended, HelperKind, ResourceKind, TermName, UnmetKind
from matcher.report.text import Text


class Activity(StrEnum):
    """What a line of a helper's roster is."""

    VISIT = "visit"
    BREAK = "break"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """So much of a resource; money has the unit ``fen``."""

    quantity: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One resource that a visit gets."""

    resource: str
    name: str
    amount: Amount


class NeedFields(TypedDict):
    """What every row about a visit says of its need."""

    need: str
    occurrence: int
    priority: int
    resident: str | None
    service: str
    service_name: str
    community: str
    community_name: str


def visit_name(need: str, occurrence: int) -> str:
    """Name a visit: its need, and which occurrence, from 0, where it is not the first."""
    return f"{need}#{occurrence}" if occurrence else need


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """A row about one visit, asked for or planned."""

    need: str
    occurrence: int
    priority: int
    resident: str | None
    service: str
    service_name: str
    community: str
    community_name: str

    @property
    def visit(self) -> str:
        """Its need, and which occurrence where it is not the first."""
        return visit_name(self.need, self.occurrence)


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperRow:
    """One line of a helper's roster, in order of time."""

    helper: str
    helper_name: str
    kind: HelperKind
    shift: str
    day: date
    activity: Activity
    depart: datetime | None
    """When the helper sets off to it; none for a break."""
    start: datetime | None
    """When it begins; none for the return."""
    end: datetime
    """When it is over; for the return, when the helper is back."""
    metres: int | None = None
    need: str | None = None
    occurrence: int | None = None
    priority: int | None = None
    resident: str | None = None
    service: str | None = None
    service_name: str | None = None
    community: str | None = None
    community_name: str | None = None
    role: str | None = None
    """The role's name; none where the crew has one nameless role."""
    others: tuple[str, ...] = ()
    """Names of the rest of the crew."""
    resources: tuple[Given, ...] = ()

    @property
    def what(self) -> str | Activity:
        """The service's name, or what else the line is."""
        return self.service_name or self.activity


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow(NeedRow):
    """One visit as its resident sees it: who comes when with what, or that it is left out."""

    day: date | None = None
    """None: left out."""
    start: datetime | None = None
    end: datetime | None = None
    crew: tuple[str, ...] = ()
    """Names, in order of role."""
    resources: tuple[Given, ...] = ()
    unmet: UnmetKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """One reason with its sentence."""

    code: str
    role: int | None
    blocked: int
    examples: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetRow(NeedRow):
    """One visit left out, and why."""

    kind: UnmetKind
    why: Text
    """What its kind means."""
    reasons: tuple[ReasonRow, ...]
    moves_up: Text | None = None
    """To whom its need moves up and when, where it does."""

    @property
    def because(self) -> tuple[Text, ...]:
        """What its reasons say, or its kind where there are none, and what becomes of it."""
        said = tuple(reason.text for reason in self.reasons) or (self.why,)
        return (*said, self.moves_up) if self.moves_up else said


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRow(NeedRow):
    """A need that was not met when a tier of the ladder opened to it."""

    tier: int
    """Its place in the ladder, from 1."""
    kinds: tuple[HelperKind, ...]
    """Who may take it on from then on."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRow(NeedRow):
    """One pinned visit that is left out, and what was pinned."""

    pinned_helpers: tuple[str, ...]
    """Names."""
    pinned_start: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """One resource: what there is and how much of it the plan uses."""

    resource: str
    resource_name: str
    kind: ResourceKind
    item: str
    quantity: Amount
    used: Amount
    """Goods and funds: in all. Venues and equipment: at the busiest moment."""
    percent: float
    """Used, of what there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationRow(NeedRow):
    """So much of one resource for one visit."""

    resource: str
    resource_name: str
    kind: ResourceKind
    day: date
    start: datetime
    end: datetime
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """A plan in a dozen figures."""

    scenario: str
    visits: int
    """Asked for: served and unmet."""
    served: int
    unmet: int
    helpers_used: int
    helpers: int
    service_minutes: int
    """Of all crew members."""
    travel_minutes: int
    metres: int
    totals: tuple[int, ...]
    bound: tuple[int, ...] | None
    ended: Ended
    engine: str
    seed: int
    iterations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One term of the score."""

    level: int
    term: TermName
    weight: int
    value: int
    cost: int
    """Weight times value."""


class ShareFields(TypedDict):
    """How many of some visits are served; `percent` of all."""

    visits: int
    served: int
    unmet: int
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """How many visits of one community are served."""

    community: str
    community_name: str
    visits: int
    served: int
    unmet: int
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRow:
    """How many visits of one priority are served."""

    priority: int
    visits: int
    served: int
    unmet: int
    percent: float


Row = (
    HelperRow
    | VisitRow
    | UnmetRow
    | EscalationRow
    | PinRow
    | StockRow
    | AllocationRow
    | SummaryRow
    | ScoreRow
    | CoverageRow
    | PriorityRow
)
