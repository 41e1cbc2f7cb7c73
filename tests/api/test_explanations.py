"""Why a plan that has ended is as it is, what would help, and where helpers lack."""

import io
import re
import zipfile

import pytest

from api import comparing
from api.desks import Desks
from api.services import Services
from tests.api import morning
from tests.api.here import DesksHere
from tests.api.solved import NOTHING, NURSE, end_next

CLIMBING = {**NURSE, "requested": "2026-11-20T09:00+08:00", "service_level_days": 2}
LATE = {
    "id": "n4",
    "service": "visit",
    "community": "c1",
    "windows": [{"start": "2026-11-23T12:30+08:00", "end": "2026-11-23T13:30+08:00"}],
}
"""Begins half an hour after everybody has gone."""
SCENARIO = {
    **morning.SCENARIO,
    "needs": [morning.SCENARIO["needs"][0], CLIMBING, LATE, {**LATE, "id": "n5"}],
    "policy": {
        "escalation": [
            {"kinds": ["grid_member"], "after_days": 0},
            {"kinds": ["secretary"], "after_days": 1},
        ]
    },
}
MOVES_UP = {
    "en": "It moves up: to the grid member on Sun 11-22 09:00, to the secretary on"
    " Mon 11-23 09:00.",
    "zh": "逐级上报：周日 11-22 09:00 至网格员，周一 11-23 09:00 至书记。",
}
LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@pytest.fixture(autouse=True)
def at_hand(app, monkeypatch):
    """Ask in the process, and nothing of what is there for quick questions."""
    monkeypatch.setitem(vars(Services.of(app)), "slow_desks", DesksHere())
    monkeypatch.setitem(vars(Services.of(app)), "desks", None)


@pytest.fixture(scope="module")
def plan():
    return morning.planned(SCENARIO)


@pytest.fixture
def href(client, queue, plan):
    href = client.post("/v1/plans", json={"scenario": SCENARIO}).json["href"]
    end_next(queue, plan)
    return href


@pytest.fixture
def ask_of(client, href):
    def ask_of(path, headers=None, **query):
        return client.get(f"{href}/{path}", query_string=query, headers=headers)

    return ask_of


@pytest.fixture
def suggest(ask_of):
    def suggest(need, headers=None, **query):
        response = ask_of(f"explanations/{need}/suggestions", headers, **query)
        assert response.status_code == 200, response.text
        return response.json

    return suggest


def is_chinese(said):
    return bool(re.search("[一-鿿]{4}", said))


class TestALadder:
    def test_goes_through_with_its_plan(self, client, href, plan):
        told = client.get(href).json["result"]["plan"]
        assert told["escalations"] == plan["escalations"]
        assert [(each["need"], each["tier"]) for each in told["escalations"]] == [
            ("n2", 0),
            ("n2", 1),
        ]
        judged = client.post("/v1/plans/analyze", json={"plan": told, "scenario": SCENARIO}).json
        assert judged["feasible"] is True

    @LANGUAGES
    def test_is_told_in_explanations(self, ask_of, suggest, language):
        headers = {"Accept-Language": language}
        assert ask_of("explanations/n2", headers).json["moves_up"] == MOVES_UP[language]
        assert ask_of("explanations/n4", headers).json["moves_up"] is None
        assert suggest("n2", headers, seconds=0)["moves_up"] == MOVES_UP[language]
        assert suggest("n1", headers, seconds=0)["moves_up"] is None


class TestSuggestions:
    @LANGUAGES
    def test_for_a_visit_left_out(self, suggest, language):
        said = suggest("n4", {"Accept-Language": language}, most=2)
        assert (said["served"], said["kind"], said["complete"]) == (False, "no_candidate", True)
        assert [reason["code"] for reason in said["reasons"]] == ["shift_hours"]
        (lack,) = said["misses"][0]["lacks"]
        assert (lack["code"], lack["amount"]) == ("shift_ends_early", 90)
        steps = [[step["kind"] for step in each["steps"]] for each in said["suggestions"]]
        assert steps == [["widen_window"], ["extend_shift"]]
        first = said["suggestions"][0]
        assert first["then"]["start"] == "2026-11-23T11:00:00+08:00"
        assert (said["fit"], said["forced"]) == (None, None)
        for message in (lack["message"], first["message"], first["then"]["message"]):
            assert is_chinese(message) == (language == "zh")

    def test_are_variants_as_they_are(self, client, suggest, monkeypatch):
        monkeypatch.setattr(comparing, "apart", lambda function: function)
        suggestions = suggest("n4", most=2)["suggestions"]
        assert len(suggestions) == 2
        body = {
            "base": {"scenario": SCENARIO},
            "variants": [
                {"name": f"v{number}", "changes": each["changes"]}
                for number, each in enumerate(suggestions)
            ],
            "options": {"mode": "validate_only"},
        }
        response = client.post("/v1/comparisons", json=body)
        assert response.status_code == 200, response.text

    def test_what_is_tried_is_limited(self, suggest):
        said = suggest("n4", seconds=0)
        assert (said["suggestions"], said["complete"]) == ([], False)
        assert len(said["misses"]) == 2

    def test_for_a_visit_that_is_served(self, suggest):
        said = suggest("n1", instead="h2")
        assert (said["served"], said["present"]["crew"][0]["helper"]) == (True, "h1")
        (other, *_) = said["alternatives"]
        assert (other["crew"][0]["helper"], other["change"]["totals"]) == ("h2", [0, 20, 0])
        forced = said["forced"]
        assert (forced["possible"], forced["changes"][0]["code"]) == (True, "other_crew")
        assert forced["change"]["terms"] == [{"name": "preferences", "change": 1}]
        assert suggest("n1")["forced"] is None

    def test_at_another_time(self, suggest):
        forced = suggest("n1", instead="2026-11-23T15:00+08:00")["forced"]
        assert (forced["possible"], forced["rules"]) == (False, ["window"])

    def test_what_is_not_there(self, ask_of):
        path = "explanations/n4/suggestions"
        assert ask_of("explanations/n9/suggestions").status_code == 404
        assert ask_of(path, occurrence=1).status_code == 404
        for wrong, code in [
            ({"instead": "h9"}, "selects_unknown"),
            ({"instead": "2026-11-23T15:00"}, "time_without_offset"),
            ({"seconds": 10.5}, "too_large"),
            ({"most": 0}, "too_small"),
            ({"occurrence": "x"}, "not_integer"),
        ]:
            response = ask_of(path, **wrong)
            (error,) = response.json["errors"]
            assert (response.status_code, error["code"]) == (422, code)
            assert error["parameter"] == next(iter(wrong))
            assert "pointer" not in error


class TestAnOverview:
    @LANGUAGES
    def test_of_all_that_is_left_out(self, ask_of, language):
        said = ask_of("explanations", {"Accept-Language": language}, seconds=10).json
        assert [(group["code"], len(group["visits"])) for group in said["groups"]] == [
            ("shift_hours", 2),
            ("skill", 1),
        ]
        assert [visit["need"] for visit in said["visits"]] == ["n2", "n4", "n5"]
        first = said["common"][0]
        assert ([step["kind"] for step in first["steps"]], first["together"]) == (
            ["extend_shift"],
            1,
        )
        assert is_chinese(first["message"]) == (language == "zh")
        assert said["complete"] is True

    def test_without_trials(self, ask_of):
        said = ask_of("explanations", seconds=0).json
        assert (said["visits"], said["common"], said["complete"]) == ([], [], False)
        assert len(said["groups"]) == 2


class TestShortages:
    def test_as_json(self, ask_of):
        said = ask_of("shortages", seconds=0).json
        assert (said["format"], said["has_plan"]) == ("linli.shortages/1", True)
        assert (said["impossible"], said["valuation"]) == (3, None)
        worths = ask_of("shortages", seconds=0.05, top=1).json["valuation"]
        assert len(worths["helpers"]) <= 1

    @LANGUAGES
    def test_as_a_page_and_a_workbook(self, ask_of, language):
        *_, workbook = comparing.FORMATS
        asked = {"Accept": "text/html", "Accept-Language": language}
        page = ask_of("shortages", asked, seconds=0)
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert f'<html lang="{language}' in page.text
        book = ask_of("shortages", asked | {"Accept": workbook}, seconds=0)
        assert book.mimetype == workbook
        sheets = zipfile.ZipFile(io.BytesIO(book.data)).read("xl/workbook.xml").decode()
        assert ("增加一份的价值" in sheets) == (language == "zh")

    def test_what_cannot_be_given(self, ask_of):
        assert ask_of("shortages", {"Accept": "image/png"}).status_code == 406
        assert ask_of("shortages", seconds=11).json["errors"][0]["parameter"] == "seconds"


SLOW = pytest.mark.parametrize("path", ["explanations", "explanations/n1/suggestions", "shortages"])


@SLOW
def test_where_too_many_ask_it_is_said_when_to_come_back(app, ask_of, path, monkeypatch):
    monkeypatch.setitem(vars(Services.of(app)), "slow_desks", Desks(places=0))
    refused = ask_of(path)
    assert (refused.status_code, refused.json["type"]) == (503, "/problems/too-many-questions")
    assert refused.headers["Retry-After"] == "10"


@SLOW
def test_only_plans_that_have_ended_are_asked(client, client_of, queue, ask, path):
    where = f"/v1/plans/{ask()}/{path}"
    refused = client.get(where)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/not-finished")
    end_next(queue, NOTHING)
    reader, stranger = client_of("main", "read"), client_of("other")
    # The plan breaks a rule, which matters to who would change it.
    expected = 200 if path == "shortages" else 409
    assert reader.get(where, query_string={"seconds": 0}).status_code == expected
    assert stranger.get(where).status_code == 404
    assert client.get(f"/v1/plans/none/{path}").status_code == 404
