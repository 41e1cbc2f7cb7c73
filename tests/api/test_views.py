import json
import re
from dataclasses import replace

import pytest

from api.services import Services
from matcher.rosters import FORMATS
from tests.api.conftest import PROGRESS
from tests.api.solved import MORNING, NURSE, end_next


@pytest.fixture
def plan(client, scenario, queue):
    """Give the address of a plan that has ended, one need served and one not."""
    scenario["needs"].append(NURSE)
    href = client.post("/v1/plans", json={"scenario": scenario}).json["href"]
    end_next(queue, MORNING)
    return href


def told(response):
    """Read a stream of events: number, kind and data of each."""
    found = re.findall(r"id: (\d+)\nevent: (\w+)\ndata: (.*)\n\n", response.text)
    return [(int(number), kind, json.loads(data)) for number, kind, data in found]


class TestEvents:
    @pytest.fixture
    def events(self, client, ask, queue):
        """Give the address of the events of a plan that has ended after one word of progress."""
        id_ = ask()
        claim = queue.claim()
        queue.note(claim, PROGRESS)
        queue.put_back(claim)
        end_next(queue, MORNING)
        return f"/v1/plans/{id_}/events"

    def test_are_told_in_order_with_their_numbers(self, client, events):
        response = client.get(events)
        assert response.mimetype == "text/event-stream"
        (first, _, data), (last, _, _) = stream = told(response)
        assert [kind for _, kind, _ in stream] == ["progress", "ended"]
        assert data == PROGRESS
        assert first < last

    def test_go_on_after_the_last_that_was_heard(self, client, events):
        (first, *_), ended = told(client.get(events))
        again = client.get(events, headers={"Last-Event-ID": str(first)})
        assert told(again) == [ended]

    def test_after_the_end_a_browser_is_told_not_to_come_back(self, client, events):
        last = told(client.get(events))[-1][0]
        response = client.get(events, headers={"Last-Event-ID": str(last)})
        assert response.status_code == 204

    def test_a_number_that_is_none(self, client, events):
        response = client.get(events, headers={"Last-Event-ID": "x"})
        assert response.status_code == 422
        assert response.json["errors"][0]["parameter"] == "Last-Event-ID"

    @pytest.fixture
    def running(self, client, ask, queue):
        """Give the address of the events of a plan that is being made."""
        id_ = ask()
        queue.note(queue.claim(), PROGRESS)
        return f"/v1/plans/{id_}/events"

    def test_a_stream_ends_with_the_server(self, app, client, running):
        with client.get(running) as response:
            Services.of(app).is_ending.set()
            assert [kind for _, kind, _ in told(response)] == ["progress"]

    def test_no_more_streams_than_may_be_open(self, app, client, running, monkeypatch):
        services = Services.of(app)
        few = replace(services, settings=replace(services.settings, streams=1))
        monkeypatch.setitem(app.extensions, "linli", few)
        with client.get(running):
            refused = client.get(running)
            assert refused.status_code == 503
            assert refused.json["type"] == "/problems/too-many-streams"
            assert refused.headers["Retry-After"] == "30"
        with client.get(running) as response:
            assert response.status_code == 200


class TestRoster:
    @pytest.mark.parametrize("media_type", FORMATS)
    def test_comes_in_every_format(self, client, plan, media_type):
        response = client.get(f"{plan}/roster", headers={"Accept": media_type})
        assert response.status_code == 200
        assert response.mimetype == media_type
        assert {"Accept", "Accept-Language"} <= set(response.vary.to_header().split(", "))
        assert len(response.data) > 100

    @pytest.mark.parametrize(
        ("accept", "given"),
        [
            (None, "application/json"),
            ("*/*", "application/json"),
            ("text/*", "text/csv"),
            ("text/csv;q=0.5, text/html", "text/html"),
            ("text/csv;q=0.5, text/html;q=0.4, image/png", "text/csv"),
        ],
    )
    def test_is_what_is_wanted_most(self, client, plan, accept, given):
        headers = {"Accept": accept} if accept else {}
        assert client.get(f"{plan}/roster", headers=headers).mimetype == given

    @pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0"])
    def test_what_cannot_be_given_is_refused(self, client, plan, accept):
        response = client.get(f"{plan}/roster", headers={"Accept": accept})
        assert response.status_code == 406

    def test_speaks_the_language_asked_for(self, client, plan):
        def page(language):
            headers = {"Accept": "text/html", "Accept-Language": language}
            return client.get(f"{plan}/roster", headers=headers).text

        assert page("zh") != page("en")

    def test_a_page_brings_all_it_needs(self, client, plan):
        response = client.get(f"{plan}/roster", headers={"Accept": "text/html"})
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none';")

    def test_there_is_none_before_there_is_a_plan(self, client, ask):
        assert client.get(f"/v1/plans/{ask()}/roster").status_code == 404


class TestExplanation:
    def test_of_a_need_that_is_served(self, client, plan):
        said = client.get(f"{plan}/explanations/n1").json
        (visit,) = said["visits"]
        assert (said["need"], visit["served"], visit["helpers"]) == ("n1", True, ["h1"])
        assert visit["start"].startswith("2026-11-23T08:00")

    @pytest.mark.parametrize(("language", "is_chinese"), [("en", False), ("zh", True)])
    def test_of_a_need_that_is_not(self, client, plan, language, is_chinese):
        headers = {"Accept-Language": language}
        (visit,) = client.get(f"{plan}/explanations/n2", headers=headers).json["visits"]
        assert (visit["served"], visit["kind"]) == (False, "no_candidate")
        assert visit["reasons"] == [{"code": "skill", "role": 0, "blocked": 1, "examples": ["h1"]}]
        assert len(visit["sentences"]) == 2
        for sentence in visit["sentences"]:
            assert bool(re.search("[一-鿿]", sentence)) == is_chinese

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_of_a_need_that_is_unknown(self, client, plan, language):
        response = client.get(f"{plan}/explanations/n9", headers={"Accept-Language": language})
        assert response.status_code == 404
        assert response.headers["Content-Language"] == language

    def test_there_is_none_before_there_is_a_plan(self, client, ask):
        assert client.get(f"/v1/plans/{ask()}/explanations/n1").status_code == 404


class TestAnalysis:
    @pytest.fixture
    def judge(self, client, scenario):
        scenario["needs"].append(NURSE)

        def judge(plan, **body):
            response = client.post("/v1/plans/analyze", json={"plan": plan, **body})
            assert response.status_code == 200, response.text
            return response.json

        return judge

    def test_a_plan_without_fault(self, judge, scenario):
        told = judge(MORNING, scenario=scenario)
        assert [each["rule"] for each in told["violations"]] == ["score"]
        assert told["score"]["totals"] == [4, 500, 3000]
        sound = MORNING | {"score": told["score"]}
        assert judge(sound, scenario=scenario) == {
            "feasible": True,
            "violations": [],
            "score": told["score"],
        }

    def test_every_broken_rule_is_named(self, judge, scenario):
        scenario["helpers"][0]["shifts"][0]["start"] = "2026-11-23T08:30+08:00"
        scenario["needs"][0]["roles"] = [{"skills": [{"skill": "nursing"}]}]
        said = judge(MORNING, scenario=scenario)
        assert not said["feasible"]
        assert {each["rule"] for each in said["violations"]} == {"score", "shift_hours", "skill"}
        assert all(each["message"] for each in said["violations"])

    @pytest.mark.parametrize("id_", ["kept", "station-week"])
    def test_a_scenario_is_named_by_its_id(self, judge, client, scenario, id_):
        client.put("/v1/scenarios/kept", json=scenario | {"id": "kept"})
        assert judge(MORNING, scenario_id=id_)["violations"]

    def test_an_unknown_scenario(self, client):
        response = client.post("/v1/plans/analyze", json={"plan": MORNING, "scenario_id": "none"})
        assert response.status_code == 404
        assert response.json["errors"][0]["code"] == "unknown_scenario"
