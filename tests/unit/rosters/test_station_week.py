"""Every format of a real week's plan."""

from __future__ import annotations

import csv
import io
import json

import pytest
import python_calamine
from icalendar import Calendar

import scenarios
from matcher.formats import read_scenario
from matcher.model import Plan, Scenario
from matcher.report import Language
from matcher.report.rosters import helper_rows
from matcher.rosters import FORMATS, helper_calendar, roster
from tests.unit.small import planned


@pytest.fixture(scope="module")
def week() -> tuple[Scenario, Plan]:
    scenario = read_scenario(scenarios.path("station-week")).scenario
    return scenario, planned(scenario, iterations=1)


@pytest.fixture(scope="module")
def written(week: tuple[Scenario, Plan]) -> dict[str, bytes]:
    return {each.name: roster(*week, each.media_type, Language.ZH) for each in FORMATS.values()}


def test_all_tell_of_the_same_visits(
    week: tuple[Scenario, Plan], written: dict[str, bytes]
) -> None:
    scenario, plan = week
    stops = sum(len(route.stops) for route in plan.routes)
    lines = len(helper_rows(scenario, plan))
    assert stops > 50
    assert len(Calendar.from_ical(written["ics"]).events) == stops
    assert len(list(csv.reader(io.StringIO(written["csv"].decode("utf-8-sig"))))) == lines + 1
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(written["xlsx"]))
    assert len(book.get_sheet_by_name("按服务者").to_python()) == lines + 1
    features = json.loads(written["geojson"])["features"]
    assert len(features) == len(plan.visits) + len(plan.unmet) + len(plan.routes)
    assert all(each["geometry"] for each in features[: -len(plan.routes)])
    assert written["html"].decode().count('<td class="time">') == lines + sum(
        not visit.crew for visit in plan.visits
    )


def test_each_helpers_calendar_has_their_stops(week: tuple[Scenario, Plan]) -> None:
    route = week[1].routes[0]
    own = sum(len(each.stops) for each in week[1].routes if each.helper == route.helper)
    calendar = Calendar.from_ical(helper_calendar([week], route.helper, Language.ZH))
    assert len(calendar.events) == own
