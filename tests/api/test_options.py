import dataclasses

import pytest

from api.app import create_app
from api.services import Services
from tests.api.conftest import CheckedClient


def errors(response):
    return [(each.get("pointer"), each["code"]) for each in response.json["errors"]]


@pytest.fixture
def post(client, scenario):
    def post(**body):
        return client.post("/v1/plans", json={"scenario": scenario, **body})

    return post


class TestWeights:
    def terms(self, client, response):
        document = client.get(f"{response.json['href']}/input").json
        return {term["name"]: term for term in document["policy"]["terms"]}

    def test_take_the_place_of_the_scenario_s_own(self, post, client, scenario):
        scenario["policy"] = {"terms": [{"name": "coverage", "level": 1, "weight": 3}]}
        terms = self.terms(client, post(options={"weights": {"coverage": 7, "pay": 2}}))
        assert terms["coverage"] == {"name": "coverage", "level": 1, "weight": 7}
        assert terms["pay"] == {"name": "pay", "level": 3, "weight": 2}
        assert len(terms) == 2

    def test_of_one_term_leave_the_others_alone(self, post, client):
        terms = self.terms(client, post(options={"weights": {"continuity": 60}}))
        assert terms["continuity"]["weight"] == 60
        assert terms["preferences"]["weight"] == 20

    @pytest.mark.parametrize(
        ("weights", "found"),
        [
            ({"none": 1}, [("/options/weights/none", "unknown_choice")]),
            ({"pay": -1}, [("/options/weights/pay", "too_small")]),
            ({"pay": 0.5}, [("/options/weights/pay", "not_integer")]),
        ],
    )
    def test_that_cannot_be(self, post, weights, found):
        response = post(options={"weights": weights})
        assert response.status_code == 422
        assert errors(response) == found


class TestModes:
    def test_only_the_check_keeps_nothing(self, post, client):
        response = post(options={"mode": "validate_only"})
        assert (response.status_code, response.json) == (200, {"id": "morning", "warnings": []})
        assert client.get("/v1/plans").json["empty"]

    def test_the_check_finds_what_is_wrong(self, post, scenario):
        scenario["needs"][0]["service"] = "none"
        response = post(options={"mode": "validate_only"})
        assert response.status_code == 422
        assert errors(response) == [("/scenario/needs/0/service", "unknown_service")]

    def test_another_mode(self, post):
        assert errors(post(options={"mode": "guess"})) == [("/options/mode", "unknown_choice")]


class TestScenarios:
    def test_are_named_by_their_id(self, client, scenario):
        assert client.post("/v1/scenarios", json=scenario).status_code == 201
        response = client.post("/v1/plans", json={"scenario_id": "morning"})
        assert response.status_code == 202
        assert client.get(f"{response.json['href']}/input").json["needs"] == scenario["needs"]

    def test_that_come_with_linli_too(self, client):
        response = client.post("/v1/plans", json={"scenario_id": "station-week"})
        assert response.status_code == 202
        assert client.get(f"{response.json['href']}/input").json["id"] == "station-week"

    def test_of_a_name_that_nobody_has(self, client):
        response = client.post("/v1/plans", json={"scenario_id": "none"})
        assert response.status_code == 404
        assert errors(response) == [("/scenario_id", "unknown_scenario")]

    def test_are_given_once(self, client, scenario):
        for body in ({}, {"scenario": scenario, "scenario_id": "morning"}):
            response = client.post("/v1/plans", json=body)
            assert response.status_code == 422
            assert errors(response) == [("", "scenario_or_id")]

    def test_with_more_needs_than_the_server_takes(self, settings, database, client, scenario):
        small = create_app(dataclasses.replace(settings, max_needs=2), database)
        small.test_client_class = CheckedClient
        asking = small.test_client()
        asking.key = client.key
        scenario["needs"] = [{**scenario["needs"][0], "id": f"n{number}"} for number in range(3)]
        for path, body, pointer in (
            ("/v1/plans", {"scenario": scenario}, "/scenario/needs"),
            ("/v1/scenarios", scenario, "/needs"),
            ("/v1/scenarios/validate", scenario, "/needs"),
        ):
            response = asking.post(path, json=body)
            assert response.status_code == 422
            assert errors(response) == [(pointer, "too_many_needs")]
        Services.of(small).workspace.close()


class TestWebhooks:
    def test_are_echoed(self, post, client):
        response = post(webhook="https://desk.example/hook")
        assert response.json["webhook"] == "https://desk.example/hook"
        assert client.get(response.json["href"]).json["webhook"] == "https://desk.example/hook"

    @pytest.mark.parametrize(
        ("url", "fault"),
        [
            ("http://desk.example/", "needs_https"),
            ("https://user:secret@desk.example/", "has_userinfo"),
            ("ftp://desk.example/", "malformed_url"),
            ("desk", "malformed_url"),
        ],
    )
    def test_that_go_where_none_may(self, post, url, fault):
        response = post(webhook=url)
        assert errors(response) == [("/webhook", "webhook_refused")]
        assert fault in response.json["errors"][0]["message"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"priority": 10}, [("/options/priority", "too_large")]),
        ({"max_gap": 2}, [("/options/max_gap", "too_large")]),
        ({"max_gap": "0.1"}, [("/options/max_gap", "not_number")]),
        ({"max_unimproved_seconds": 0}, [("/options/max_unimproved_seconds", "not_above")]),
    ],
)
def test_figures_out_of_range(post, options, found):
    response = post(options=options)
    assert response.status_code == 422
    assert errors(response) == found
