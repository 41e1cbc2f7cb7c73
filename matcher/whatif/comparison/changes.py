"""What becomes of the visits that people were told of, or that the base serves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from matcher.model import Plan
from matcher.whatif.comparison.records import Against, Case, Changes

Key = tuple[str, int]
"""A need and an occurrence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Assignments to hold a plan's against.

    Attributes
    ----------
    against : Against
    visits : mapping
        Start and helpers of each visit.
    asked : frozenset or None
        Every visit asked for; none: not known.
    """

    against: Against
    visits: Mapping[Key, tuple[int, frozenset[str]]]
    asked: frozenset[Key] | None


def told_by(case: Case, base: Plan | None) -> Told | None:
    """Give what a case's plan is held against: what is published, else the base's plan, if any."""
    if case.scenario.published:
        visits = {
            (visit.need, visit.occurrence): (visit.start, frozenset(visit.helpers))
            for visit in case.scenario.published
        }
        return Told(against=Against.PUBLISHED, visits=visits, asked=None)
    if base is None:
        return None
    return Told(against=Against.BASE, visits=_served(base), asked=_asked(base))


def changes(plan: Plan, told: Told) -> Changes:
    """Count what becomes of each visit."""
    served, asked = _served(plan), _asked(plan)
    kept: Counter[str] = Counter()
    for key, (start, helpers) in told.visits.items():
        if key not in asked:
            kept["not_asked"] += 1
        elif key not in served:
            kept["no_longer_served"] += 1
        elif served[key][1] != helpers:
            kept["other_crew"] += 1
        else:
            kept["same" if served[key][0] == start else "moved"] += 1
    known = asked if told.asked is None else told.asked
    return Changes(
        against=told.against,
        same=kept["same"],
        moved=kept["moved"],
        other_crew=kept["other_crew"],
        no_longer_served=kept["no_longer_served"],
        not_asked=kept["not_asked"],
        newly_served=len((served.keys() - told.visits.keys()) & known),
        newly_asked=None if told.asked is None else len(asked - told.asked),
    )


def _served(plan: Plan) -> dict[Key, tuple[int, frozenset[str]]]:
    return {
        (visit.need, visit.occurrence): (
            visit.start,
            frozenset(member.helper for member in visit.crew),
        )
        for visit in plan.visits
    }


def _asked(plan: Plan) -> frozenset[Key]:
    unmet = frozenset((unmet.need, unmet.occurrence) for unmet in plan.unmet)
    return unmet | _served(plan).keys()
