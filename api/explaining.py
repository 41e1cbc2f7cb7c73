"""Why a need is served as it is, from documents of the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic_core import to_jsonable_python

from api.reading import read_kept, read_kept_plan
from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.report.book import Book
from matcher.report.catalogue import WHY
from matcher.report.escalations import moves_up
from matcher.report.reasons import reason_text


def explain(scenario: Path, result: Path, need: str, language: Language) -> dict[str, Any] | None:
    """Give the document of an `Explanation`; None where nothing is known of the need."""
    plan = read_kept_plan(result)
    if plan is None:
        return None
    asked = read_kept(scenario)
    visits = [*_served(plan, need, asked), *_unmet(plan, need, asked, language)]
    if not visits:
        return None
    climbs = moves_up(asked, plan, need)
    return {
        "need": need,
        "visits": sorted(visits, key=lambda visit: visit["occurrence"]),
        "moves_up": None if climbs is None else climbs.of(language),
    }


def _served(plan: Plan, need: str, scenario: Scenario) -> list[dict[str, Any]]:
    book = Book(scenario, plan)
    return [
        {
            "occurrence": visit.occurrence,
            "served": True,
            "start": book.moment(visit.start),
            "helpers": tuple(member.helper for member in visit.crew),
        }
        for visit in plan.visits
        if visit.need == need
    ]


def _unmet(plan: Plan, need: str, scenario: Scenario, language: Language) -> list[dict[str, Any]]:
    book = Book(scenario, plan)
    return [
        {
            "occurrence": unmet.occurrence,
            "served": False,
            "kind": unmet.kind,
            "reasons": to_jsonable_python(unmet.reasons),
            "sentences": [
                WHY[unmet.kind].of(language),
                *(reason_text(reason, book, need).of(language) for reason in unmet.reasons),
            ],
        }
        for unmet in plan.unmet
        if unmet.need == need
    ]
