"""The answer: who goes where, when, with what, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from matcher.model.policy import TermName
from matcher.model.record import Record
from matcher.model.units import Count, HorizonStart, Identifier, Instant, Metres, Quantity, Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    """One member of a visit's crew."""

    role: Count
    """Position in the need's roles."""
    helper: Identifier
    shift: Identifier
    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Record):
    """One served occurrence of a need."""

    need: Identifier
    occurrence: Count = 0
    start: Instant
    """When its first role starts."""
    end: Instant
    """When its last member is done."""
    crew: tuple[Assignment, ...] = ()
    """In order of role, then helper id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Record):
    """One stop of a route."""

    need: Identifier
    occurrence: Count = 0
    role: Count
    depart: Instant
    """When the helper sets off to it."""
    arrive: Instant
    """`depart` plus the minutes of travel."""
    start: Instant
    end: Instant
    metres: Metres
    """Distance travelled to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBreak(Record):
    """A break as planned."""

    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Record):
    """The stops of one used shift in order, with travel; unused shifts have none."""

    helper: Identifier
    shift: Identifier
    stops: tuple[Stop, ...]
    breaks: tuple[TakenBreak, ...] = ()
    return_depart: Instant
    """When the helper sets off to the shift's end place."""
    back: Instant
    """`return_depart` plus the minutes of travel."""
    return_metres: Metres


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation(Record):
    """So much of one resource for one line of one visit."""

    resource: Identifier
    need: Identifier
    occurrence: Count = 0
    line: Count
    """Position in the need's resource lines."""
    quantity: Quantity
    start: Instant
    """When it is drawn: the visit's start."""
    end: Instant
    """When a venue or equipment is free again; equals `start` for goods and funds."""


class UnmetKind(StrEnum):
    """Which kind of unmet it is."""

    NO_CANDIDATE = "no_candidate"
    """Nobody and nothing in the scenario can serve it."""
    NO_ROOM = "no_room"
    """Some can, but none has room in this plan."""
    NOT_WORTH_IT = "not_worth_it"
    """It fits, but costs more than it is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(Record):
    """One rule that stands against an unmet visit."""

    code: str
    """A code of `Rule`, or of `matcher.explain`."""
    role: Count | None = None
    """The role it stands against; none: the whole visit."""
    blocked: Count = 0
    """How many helpers (or resources) it blocks."""
    examples: tuple[Identifier, ...] = ()
    """Up to five of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet(Record):
    """A visit left out."""

    need: Identifier
    occurrence: Count = 0
    kind: UnmetKind
    reasons: tuple[Reason, ...] = ()
    """The rule that blocks most comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(Record):
    """A need that had not been met when a tier of the policy's ladder opened to it."""

    need: Identifier
    tier: Count
    """Position in the policy's ladder."""
    at: Instant
    """When; before the horizon where it had moved up by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermValue(Record):
    """One term of the score."""

    name: TermName
    level: Count
    weight: Weight
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Record):
    """What a plan costs; less is better."""

    terms: tuple[TermValue, ...]
    """Every term of the policy, in its order."""
    totals: tuple[int, ...]
    """Lexicographic: the sum of weight x value of each level that has terms, most important
    first. Weighted sum: the one sum."""


class Ended(StrEnum):
    """How a run ended."""

    OPTIMAL = "optimal"
    """The plan is proven to be the best there is."""
    COMPLETED = "completed"
    """The engine did all it does; nothing is proven."""
    TIME_LIMIT = "time_limit"
    ITERATION_LIMIT = "iteration_limit"
    CANCELLED = "cancelled"
    GAP_REACHED = "gap_reached"
    """The plan is proven to be as near the best as was asked for."""
    UNIMPROVED = "unimproved"
    """For as long as was asked for, no better plan was found."""
    INFEASIBLE_PINS = "infeasible_pins"
    """Some pin cannot be kept; the plan keeps all the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """An answer to a scenario.

    Lists are in order: visits and unmet by need (in the scenario's order) and occurrence, routes
    by helper and shift (in the scenario's order), escalations by need and tier.
    """

    format: Literal["linli.plan/1"] = "linli.plan/1"
    scenario: Identifier
    digest: str
    """SHA-256 of the scenario's canonical JSON document."""
    start: HorizonStart
    """The scenario's start."""
    visits: tuple[Visit, ...] = ()
    routes: tuple[Route, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    """Every tier that opens before the horizon's end to a need of which no visit has begun."""
    score: Score
    bound: tuple[int, ...] | None = None
    """No plan's totals are below this; none: nothing is proven."""
    ended: Ended = Ended.COMPLETED
    engine: str = ""
    seed: Count = 0
    iterations: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Record):
    """How a plan was made; the only part of a result that differs between equal runs."""

    version: str
    """Of Linli."""
    engine: str
    seed: Count
    workers: Count
    max_seconds: float | None
    max_iterations: Count | None
    max_gap: float | None = None
    max_unimproved_seconds: float | None = None
    seconds: float
    """Wall time from the scenario to the checked and explained plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Record):
    """A plan and how it was made."""

    plan: Plan
    run: Run
