from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from matcher.model import Datum, Plan, Scenario
from matcher.report import Language
from matcher.rosters import roster


def features(scenario: Scenario, plan: Plan) -> dict[str, Any]:
    collection = json.loads(roster(scenario, plan, "application/geo+json", Language.EN))
    assert collection["type"] == "FeatureCollection"
    assert {each["type"] for each in collection["features"]} == {"Feature"}
    return {each["id"]: each for each in collection["features"]}


def test_a_visit_is_a_point_longitude_first(scenario: Scenario, plan: Plan) -> None:
    found = features(scenario, plan)
    assert list(found) == [
        *("visit:n2", "visit:n1", "visit:n3", "visit:n4", "route:s1", "route:s2")
    ]
    assert found["visit:n1"] == {
        "type": "Feature",
        "id": "visit:n1",
        "geometry": {"type": "Point", "coordinates": [112.98, 28.2]},
        "properties": {
            "feature": "visit",
            "need": "n1",
            "occurrence": 0,
            "priority": 4,
            "resident": "r2",
            "service": "bath",
            "service_name": "Bath <i>",
            "community": "c1",
            "community_name": "桥头社区",
            "day": "2026-11-23",
            "start": "2026-11-23T09:00:00+08:00",
            "end": "2026-11-23T10:00:00+08:00",
            "crew": ["Zhang San", "=1+1"],
            "resources": [],
            "unmet": None,
        },
    }
    assert found["visit:n4"]["geometry"]["coordinates"] == [112.99, 28.21]


def test_a_visit_left_out_is_on_the_map_too(scenario: Scenario, plan: Plan) -> None:
    left_out = features(scenario, plan)["visit:n3"]
    assert left_out["geometry"]["coordinates"] == [112.98, 28.2]
    assert (left_out["properties"]["unmet"], left_out["properties"]["start"]) == (
        "no_candidate",
        None,
    )


def test_what_has_no_coordinates_has_no_geometry(scenario: Scenario, plan: Plan) -> None:
    assert features(scenario, plan)["visit:n2"]["geometry"] is None


def test_a_route_joins_its_shifts_places_and_visits(scenario: Scenario, plan: Plan) -> None:
    assert features(scenario, plan)["route:s1"] == {
        "type": "Feature",
        "id": "route:s1",
        "geometry": {
            "type": "LineString",
            "coordinates": [[112.97, 28.19], [112.98, 28.2], [112.97, 28.19]],
        },
        "properties": {
            "feature": "route",
            "helper": "h1",
            "helper_name": "Zhang San",
            "shift": "s1",
            "start": "2026-11-23T08:10:00+08:00",
            "end": "2026-11-23T10:40:00+08:00",
            "visits": 2,
            "metres": 1800,
        },
    }


def test_homes_stay_off_the_map(scenario: Scenario, plan: Plan) -> None:
    assert features(scenario, plan)["route:s2"]["geometry"] is None
    assert b"113.1" not in roster(scenario, plan, "application/geo+json", Language.EN)


@pytest.mark.parametrize(
    ("datum", "expected"),
    [(Datum.GCJ02, [112.97445, 28.203427]), (Datum.BD09, [112.967899, 28.197765])],
)
def test_coordinates_are_wgs84(
    scenario: Scenario, plan: Plan, datum: Datum, expected: list[float]
) -> None:
    found = features(replace(scenario, datum=datum), plan)
    assert found["visit:n1"]["geometry"]["coordinates"] == expected
