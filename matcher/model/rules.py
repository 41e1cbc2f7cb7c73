"""The codes of the hard rules, the same in plans refused, needs unmet and policies."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """A hard rule; the comment by each code is its whole meaning."""

    KIND = "kind"
    """The helper's kind is among the role's kinds, or some tier of the policy's ladder opens the
    role to it."""
    ESCALATION = "escalation"
    """Who comes by virtue of a tier comes on a shift that begins, within the horizon, no sooner
    than the need moves up to it."""
    SKILL = "skill"
    """The helper has each skill of the role at its level."""
    LICENCE = "licence"
    """The helper holds each licence of the role, valid on the day the shift starts."""
    AREA = "area"
    """The place is in the helper's area."""
    GENDER = "gender"
    """Where required, each crew member has the gender wished."""
    LANGUAGE = "language"
    """Where required, each crew member speaks one of the languages wished."""
    REQUIRED = "required"
    """Where helpers are required, the first role is filled from them."""
    EXCLUDED = "excluded"
    """No excluded helper comes."""
    SHIFT_HOURS = "shift_hours"
    """A route leaves at or after the shift's start and is back by its end plus overtime."""
    TRAVEL = "travel"
    """A route's stops, travel and breaks follow one another without overlap, and travel takes as
    long as it takes."""
    MAX_VISITS = "max_visits"
    """A route has at most the shift's number of stops."""
    BREAK = "break"
    """A used shift takes its mandatory breaks; every break taken is one of the shift's, in its
    interval and of its length."""
    DAY_LIMIT = "day_limit"
    """Service and travel of the shifts that start on one day stay within `max_minutes_day`."""
    WEEK_LIMIT = "week_limit"
    """The same for each seven days from the horizon's start and `max_minutes_week`."""
    HORIZON = "horizon"
    """Visits, routes and breaks lie between the horizon's start and end; what is lent may stay
    out longer."""
    WINDOW = "window"
    """One of the need's windows admits the visit."""
    DURATION = "duration"
    """Each crew member stays exactly the role's minutes; a visit ends with its last member."""
    CREW = "crew"
    """Each role is filled by its count of helpers, all different where the crew is distinct."""
    SYNC = "sync"
    """Roles start together with the previous one, or within its lag."""
    RECURRENCE = "recurrence"
    """Occurrences follow in order, with their gaps."""
    CONTINUITY = "continuity"
    """A need is served by at most `max_helpers` distinct helpers."""
    PREDECESSOR = "predecessor"
    """Needs that must come before are served in full and have ended."""
    STOCK = "stock"
    """Goods given do not exceed the stock."""
    FUND = "fund"
    """Money given does not exceed the fund."""
    VENUE = "venue"
    """At any minute the persons in a venue do not exceed its capacity."""
    EQUIPMENT = "equipment"
    """At any minute the pieces lent do not exceed those there are."""
    PERMITTED = "permitted"
    """A resource is used for the services, communities and organisations it is permitted for, and
    is what the line asks."""
    AVAILABLE = "available"
    """A resource is drawn, or occupied throughout, while available and not after it expired."""
    LINE = "line"
    """A line gets what it asks, or less where less will do, never more; a venue line from one
    venue."""
    PROJECT = "project"
    """A project's visits are of its services and communities, inside its period."""
    PROJECT_BUDGET = "project_budget"
    """A project's pay for its crews' service stays within its budget."""
    PIN = "pin"
    """Pinned visits are served as pinned."""
    REFERENCE = "reference"
    """The plan names only what the scenario has, each visit once."""
    CONSISTENCY = "consistency"
    """Visits, routes, allocations, the unmet list and the escalations tell the same story."""
    SCORE = "score"
    """Every figure of the score equals its recomputation."""


SWITCHABLE = frozenset(
    {
        Rule.LICENCE,
        Rule.AREA,
        Rule.GENDER,
        Rule.LANGUAGE,
        Rule.MAX_VISITS,
        Rule.BREAK,
        Rule.DAY_LIMIT,
        Rule.WEEK_LIMIT,
        Rule.CONTINUITY,
        Rule.PROJECT_BUDGET,
    }
)
"""Rules a policy may ignore; an ignored break rule makes mandatory breaks voluntary."""
