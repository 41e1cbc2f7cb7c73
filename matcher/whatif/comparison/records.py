"""The figures of a plan, as plain records: the same for a table, a sheet, a page and JSON.

Times are whole minutes, distances metres, money fen, shares per cent with one decimal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.model import (
    Ended,
    Plan,
    ResourceKind,
    Scenario,
    TermName,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A scenario and its plan, under the name it goes by."""

    name: str
    """Short and unique: an identifier."""
    title: str
    """For people."""
    scenario: Scenario
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of some visits are served."""

    key: str
    """What they have in common: an id, a priority, a domain; empty: that they have none."""
    name: str | None
    """What it is called; none: the key says it all."""
    visits: int
    """Asked for."""
    served: int
    unmet: int
    percent: float
    """Served, of those asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityShare(Share):
    """How many of a community's visits are served, and where it is."""

    lat: float | None
    """WGS-84; none: unknown."""
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How many visits are served, seen from five sides."""

    priorities: tuple[Share, ...]
    """The most urgent first."""
    services: tuple[Share, ...]
    communities: tuple[CommunityShare, ...]
    domains: tuple[Share, ...]
    """By the service's domain."""
    organisations: tuple[Share, ...]
    """By who is in charge of the need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many of one thing."""

    key: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """How evenly the communities are served."""

    gini: float
    """Of the communities' served shares, each weighing as much as it asks: see `gini`."""
    worst: CommunityShare | None
    """The community of which the least share is served; none: nothing is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a plan leaves of one resource."""

    key: str
    """Its id."""
    name: str
    kind: ResourceKind
    unit: str
    quantity: int
    used: int
    """Goods and funds: in all. Venues and equipment: at the busiest moment."""
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of the objective; a weighted sum is one level."""

    number: int
    terms: tuple[TermName, ...]
    total: int
    bound: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFigure:
    """One term of the score."""

    name: TermName
    level: int
    weight: int
    value: int


class Against(StrEnum):
    """Which assignments a plan's are held against."""

    PUBLISHED = "published"
    """What people were told: `Scenario.published`."""
    BASE = "base"
    """The base's plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What becomes of each visit; every visit told or asked for is counted once."""

    against: Against
    same: int
    """Same start, same helpers."""
    moved: int
    """Another start, same helpers."""
    other_crew: int
    """Other helpers, whatever the start."""
    no_longer_served: int
    not_asked: int
    """Was to be served; nobody asks for it any more."""
    newly_served: int
    """Was asked for and left out; the published plan does not say what was left out, so all that
    it does not name and the plan serves."""
    newly_asked: int | None
    """Was not asked for; none: the published plan does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A case in figures."""

    name: str
    title: str
    scenario: str
    """The scenario's id."""
    digest: str
    """Of the scenario that the plan is an answer to."""
    engine: str
    seed: int
    ended: Ended
    levels: tuple[Level, ...]
    """Most important first."""
    terms: tuple[TermFigure, ...]
    gap: float | None
    """Of the first level that is not closed, see `matcher.engines.gap`; none: no bound."""
    visits: int
    """Asked for."""
    served: int
    unmet: int
    percent: float
    """Served, of those asked for."""
    shares: Shares
    unmet_by_kind: tuple[Tally, ...]
    """By `UnmetKind`, each of them."""
    unmet_by_reason: tuple[Tally, ...]
    """By the code of the reason that leads, most first; an empty code: there is none. In a
    comparison those that lead in any case, in the same order in each."""
    fairness: Fairness
    helpers: int
    helpers_used: int
    service_minutes: int
    """Of all crew members."""
    travel_minutes: int
    metres: int
    pay: int
    """Fen: every helper's hours of service and travel at `Helper.cost_per_hour`, rounded down."""
    funds_spent: int
    """Fen."""
    visits_with_goods: int
    """Served visits that are given goods."""
    points: int
    """Earned by all crew members."""
    stock: tuple[Stock, ...]
    changes: Changes | None
    """None: nothing to hold it against."""
