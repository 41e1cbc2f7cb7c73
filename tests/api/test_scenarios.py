from dataclasses import replace
from pathlib import Path

import scenarios
from api.services import Services
from api.settings import Settings


def test_those_that_come_with_linli_are_listed(client):
    page = client.get("/v1/scenarios").json
    assert [entry["id"] for entry in page["contents"]] == sorted(scenarios.names())


def test_the_list_is_paged(client):
    names = sorted(scenarios.names())
    page = client.get("/v1/scenarios?page=2&per_page=2").json
    assert [entry["id"] for entry in page["contents"]] == names[2:4]
    assert page["total_items"] == len(names)


def test_each_can_be_fetched_and_planned(client, app, monkeypatch):
    app.config["MAX_CONTENT_LENGTH"] = 10_000_000
    roomy = replace(Services.of(app), settings=Settings(data=Path()))
    monkeypatch.setitem(app.extensions, "linli", roomy)
    for entry in client.get("/v1/scenarios").json["contents"]:
        document = client.get(entry["href"]).json
        assert document["format"] == "linli.scenario/1"
        assert client.post("/v1/scenarios/validate", json=document).status_code == 200


def test_an_unknown_one(client):
    assert client.get("/v1/scenarios/none").status_code == 404
    assert client.get("/v1/scenarios/..%2F__init__").status_code == 404


def test_a_sound_scenario_passes_the_check(client, scenario):
    response = client.post("/v1/scenarios/validate", json=scenario)
    assert response.status_code == 200
    assert response.json == {"id": "morning", "warnings": []}


def test_a_scenario_with_errors_is_refused_with_all_of_them(client, scenario):
    scenario["needs"][0] |= {"service": "none", "community": "none", "priority": 3}
    response = client.post("/v1/scenarios/validate", json=scenario)
    assert response.status_code == 422
    assert response.json["type"] == "/problems/invalid-scenario"
    assert [(e["pointer"], e["code"]) for e in response.json["errors"]] == [
        ("/needs/0/community", "unknown_community"),
        ("/needs/0/service", "unknown_service"),
    ]


def test_the_check_keeps_nothing(client, scenario):
    client.post("/v1/scenarios/validate", json=scenario)
    assert client.get("/v1/plans").json["empty"]
