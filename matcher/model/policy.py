"""What counts as better: the objective's terms, levels and weights, and the switchable rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.model.people import HelperKind
from matcher.model.record import Record
from matcher.model.rules import Rule
from matcher.model.units import Count, Days, Weight


class TermName(StrEnum):
    """The terms of the objective; each is a whole number, and less is better."""

    COVERAGE = "coverage"
    """Sum over unmet visits of the weight of their priority."""
    LATENESS = "lateness"
    """Sum over served visits of the late cost: minutes past the window's end x its `late_cost`
    (for `all_starts` summed over the crew members), plus minutes of the start past `Need.due`."""
    MAX_LATENESS = "max_lateness"
    """The largest single lateness in minutes (of a window or a due date)."""
    FAIRNESS = "fairness"
    """The worst community's share of unmet visits: max ceil(1000 x unmet / visits)."""
    CONTINUITY = "continuity"
    """Sum over needs of new faces: distinct helpers serving it who are not in its history; where
    it has no history: distinct helpers beyond the crew's size."""
    PREFERENCES = "preferences"
    """Sum over crew members of wishes not kept: not a preferred helper (1), not of the gender
    wished (1), none of the languages wished (1)."""
    TIER = "tier"
    """Sum over crew members of the position of their kind in the role's list of kinds, or of the
    cost of the escalation tier that opens the role to their kind."""
    NO_SHOWS = "no_shows"
    """Sum over crew members of the weight of the visit's priority x the chance that the helper does
    not turn up, in thousandths: for crews of one a thousand times the weight expected to be lost,
    for others at least that."""
    MISSED_BREAKS = "missed_breaks"
    """Minutes of voluntary breaks that used shifts miss."""
    SHORTFALL = "shortfall"
    """Sum over the resource lines of served visits of ceil(100 x missing / asked)."""
    TRAVEL_TIME = "travel_time"
    """Minutes of travel of all routes, from the start place to the end place."""
    TRAVEL_DISTANCE = "travel_distance"
    """Metres of travel of all routes."""
    WAITING = "waiting"
    """Minutes between consecutive stops of a route that are neither travel nor break."""
    MAX_IDLE = "max_idle"
    """The longest single wait between two consecutive stops, in minutes."""
    OVERTIME = "overtime"
    """Minutes by which helpers are back after their shift's end."""
    PAY = "pay"
    """floor(sum over routes of cost_per_hour x (service + travel minutes) / 60), in fen."""
    BALANCE = "balance"
    """The largest minutes of service and travel of any helper over the horizon."""
    DISRUPTION = "disruption"
    """Sum over published visits of their weight x changes: 1 for another start, 1 for each
    published crew member no longer in the crew; a visit dropped counts all of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """One term of the objective."""

    name: TermName
    level: Count
    """Lexicographic level, 1 the most important."""
    weight: Weight = 1
    """Factor within its level, or within the whole sum."""


class Objective(StrEnum):
    """How the terms make one score."""

    LEXICOGRAPHIC = "lexicographic"
    """A level counts only where all levels above it are equal."""
    WEIGHTED_SUM = "weighted_sum"
    """All terms in one sum; levels are ignored."""


DEFAULT_TERMS = (
    Term(name=TermName.COVERAGE, level=1),
    Term(name=TermName.LATENESS, level=2),
    Term(name=TermName.MAX_LATENESS, level=2),
    Term(name=TermName.FAIRNESS, level=2),
    Term(name=TermName.CONTINUITY, level=2, weight=30),
    Term(name=TermName.PREFERENCES, level=2, weight=20),
    Term(name=TermName.TIER, level=2, weight=10),
    Term(name=TermName.MISSED_BREAKS, level=2),
    Term(name=TermName.SHORTFALL, level=2),
    Term(name=TermName.TRAVEL_TIME, level=3, weight=100),
    Term(name=TermName.TRAVEL_DISTANCE, level=3),
    Term(name=TermName.WAITING, level=3, weight=50),
    Term(name=TermName.MAX_IDLE, level=3, weight=50),
    Term(name=TermName.OVERTIME, level=3, weight=200),
    Term(name=TermName.PAY, level=3),
    Term(name=TermName.BALANCE, level=3, weight=50),
    Term(name=TermName.DISRUPTION, level=3, weight=10_000),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationTier(Record):
    """A rung of the ladder that a need climbs while it is not met within its service level."""

    kinds: tuple[HelperKind, ...]
    """Kinds that may fill the need's roles from then on, on shifts that begin no sooner. Roles
    that any kind may fill stay as they are."""
    after_days: Days = 0
    """Days from the end of the service level until the need moves up to this tier."""
    priority: Count = 0
    """By how much the need's priority rises with it, besides what lower tiers did; 5 is most."""
    cost: Count = 0
    """What a crew member of one of its kinds costs, if the role does not name that kind (term
    `tier`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Record):
    """The objective, the rules that are switched off, and the ladder."""

    objective: Objective = Objective.LEXICOGRAPHIC
    terms: tuple[Term, ...] = DEFAULT_TERMS
    """Terms that count; one not listed does not."""
    priority_weights: tuple[Weight, Weight, Weight, Weight, Weight] = (1, 2, 4, 8, 16)
    """What an unmet visit of priority 1, 2, 3, 4, 5 costs (term `coverage`)."""
    ignored_rules: tuple[Rule, ...] = ()
    """Rules switched off; only those in `SWITCHABLE`."""
    escalation: tuple[EscalationTier, ...] = ()
    """The ladder, from the lowest tier up; empty: no need moves up."""
