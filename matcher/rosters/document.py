"""A roster for programs: the rows of every view."""

from __future__ import annotations

from matcher.formats.json_text import write_json
from matcher.model import Plan, Scenario
from matcher.report import Language, View, view_document


def json_roster(
    scenario: Scenario,
    plan: Plan,
    language: Language,  # noqa: ARG001 - a document has all its texts in both
) -> bytes:
    """Write the documents of all views, by the view's name."""
    return write_json({way.value: view_document(scenario, plan, way) for way in View})
