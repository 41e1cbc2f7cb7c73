"""Rosters and calendars from documents of the store."""

from __future__ import annotations

from pathlib import Path

from api.reading import read_kept, read_kept_plan
from matcher.report import Language
from matcher.rosters import helper_calendar, roster


def draw_roster(scenario: Path, result: Path, media_type: str, language: Language) -> bytes | None:
    """Give the roster of a plan in a format; None where there is no plan."""
    plan = read_kept_plan(result)
    return None if plan is None else roster(read_kept(scenario), plan, media_type, language)


def draw_calendar(documents: list[tuple[Path, Path]], helper: str, language: Language) -> bytes:
    """Give a helper's calendar over plans published one after another, oldest first."""
    read = ((read_kept(scenario), read_kept_plan(result)) for scenario, result in documents)
    published = [(scenario, plan) for scenario, plan in read if plan is not None]
    return helper_calendar(published, helper, language)
