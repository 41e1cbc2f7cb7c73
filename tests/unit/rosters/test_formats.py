from __future__ import annotations

import json

import pytest

from matcher.model import Plan, Scenario, Score
from matcher.report import Language, View, view_document
from matcher.rosters import FORMATS, roster
from tests.unit.rosters.conftest import START


def test_every_format_by_its_media_type() -> None:
    assert {media_type: each.name for media_type, each in FORMATS.items()} == {
        "application/json": "json",
        "text/csv": "csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "text/calendar": "ics",
        "application/geo+json": "geojson",
        "text/html": "html",
    }
    assert all(media_type == each.media_type for media_type, each in FORMATS.items())


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("language", Language)
def test_the_same_plan_makes_the_same_bytes(
    scenario: Scenario, plan: Plan, media_type: str, language: Language
) -> None:
    written = roster(scenario, plan, media_type, language)
    assert written == roster(scenario, plan, media_type, language)
    assert written


@pytest.mark.parametrize("media_type", FORMATS)
def test_an_idle_plan_has_a_roster_too(media_type: str) -> None:
    empty = Scenario(id="idle", start=START, days=0)
    idle = Plan(scenario="idle", digest="0" * 64, start=START, score=Score(terms=(), totals=()))
    assert roster(empty, idle, media_type, Language.EN)


def test_an_unknown_media_type_is_refused(scenario: Scenario, plan: Plan) -> None:
    with pytest.raises(LookupError, match="no roster of type 'image/png'; there are app"):
        roster(scenario, plan, "image/png", Language.EN)


def test_the_document_holds_every_view(scenario: Scenario, plan: Plan) -> None:
    document = json.loads(roster(scenario, plan, "application/json", Language.ZH))
    assert document == {way.value: view_document(scenario, plan, way) for way in View}
    assert list(document) == ["helper", "resident", "day", "unmet", "summary", "resources"]
