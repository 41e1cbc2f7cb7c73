"""Where one more visit fits into a plan that has ended."""

import pytest

from api.services import Services
from matcher.check import check
from matcher.formats import parse_plan, parse_scenario
from tests.api import morning
from tests.api.here import DesksHere
from tests.api.solved import NOTHING, end_next

NEW = {"id": "n3", "service": "visit", "community": "c1", "preferred": ["h2"]}
TIGHT = {
    "id": "n4",
    "service": "visit",
    "community": "c1",
    "required": ["h1"],
    "windows": [{"start": "2026-11-23T08:30+08:00", "end": "2026-11-23T09:45+08:00"}],
}
"""Fits only where the first visit makes way."""
LATE = {"start": "2026-11-23T18:00+08:00", "end": "2026-11-23T19:00+08:00"}
EVENING = {"id": "s9", "start": "2026-11-23T18:00+08:00", "end": "2026-11-23T20:00+08:00"}


WRONG = [
    ({}, [("", "need_or_helper")]),
    ({"need": "n2", "helper": "h1"}, [("", "need_or_helper")]),
    ({"need": "n2", "shift": "s1"}, [("/shift", "shift_without_helper")]),
    ({"need": "n1"}, [("/need", "already_served")]),
    ({"need": "n9"}, [("/need", "selects_unknown")]),
    ({"need": {**NEW, "id": "n1"}}, [("/need/id", "id_taken")]),
    ({"need": {**NEW, "service": "none"}}, [("/need/service", "unknown_service")]),
    ({"helper": "h9", "shift": "s1"}, [("/helper", "selects_unknown")]),
    ({"helper": "h1", "shift": "s2"}, [("/shift", "selects_unknown")]),
    ({"helper": "h2", "shift": {**EVENING, "id": "s1"}}, [("/shift/id", "duplicate_id")]),
    (
        {"need": {"id": "x"}, "most": 0, "disturb": 6, "shift": 3},
        [
            ("/need/service", "missing_field"),
            ("/need/community", "missing_field"),
            ("/shift", "not_record"),
            ("/most", "too_small"),
            ("/disturb", "too_large"),
        ],
    ),
]
"""Questions, and what is wrong with them."""


@pytest.fixture(autouse=True)
def at_hand(app, monkeypatch):
    """Ask in the process; test_desks.py does not."""
    monkeypatch.setitem(vars(Services.of(app)), "desks", DesksHere())


@pytest.fixture
def base(client, queue):
    id_ = client.post("/v1/plans", json={"scenario": morning.SCENARIO}).json["id"]
    end_next(queue, morning.plan())
    return id_


@pytest.fixture
def ask_of(client, base):
    def ask_of(path="recommendations", headers=None, id_=base, **body):
        return client.post(f"/v1/plans/{id_}/{path}", json=body, headers=headers)

    return ask_of


@pytest.fixture
def put(ask_of):
    def put(**body):
        return ask_of("recommendations/apply", **body)

    return put


def errors(response):
    assert response.status_code == 422
    return [(each["pointer"], each["code"]) for each in response.json["errors"]]


class TestANeed:
    def test_finds_its_places_best_first(self, client, ask_of):
        response = ask_of(need=NEW, most=2)
        assert response.status_code == 200
        said = response.json
        assert (said["need"], said["helper"], said["reasons"]) == ("n3", None, [])
        first, second = said["fits"]
        assert (first["rank"], first["need"], first["occurrence"]) == (1, "n3", 0)
        assert first["crew"] == [
            {
                "role": "",
                "helper": "h2",
                "shift": "s2",
                "start": "2026-11-23T08:00:00+08:00",
                "end": "2026-11-23T09:00:00+08:00",
                "travel_minutes": 0,
            }
        ]
        assert first["change"]["totals"][0] < 0
        assert "preferred_helper" in {remark["code"] for remark in first["for"]}
        assert (first["disturbs"], second["rank"]) == ([], 2)
        assert client.get("/v1/plans").json["total_items"] == 1
        (fit,) = ask_of(need=NEW, most=1, headers={"Accept-Language": "zh"}).json["fits"]
        assert "王芳是居民希望的服务者。" in {remark["message"] for remark in fit["for"]}

    def test_may_make_others_make_way(self, ask_of):
        assert ask_of(need=TIGHT).json["fits"] == []
        (fit, *_) = ask_of(need=TIGHT, disturb=1).json["fits"]
        assert [moved["need"] for moved in fit["disturbs"]] == ["n1"]
        assert "moves_a_visit" in {remark["code"] for remark in fit["against"]}

    def test_that_fits_nowhere_says_why(self, ask_of):
        said = ask_of(need="n2", headers={"Accept-Language": "zh"}).json
        assert said["fits"] == []
        (reason,) = said["reasons"]
        assert (reason["code"], reason["blocked"]) == ("skill", 2)
        assert reason["message"].startswith("2名服务者不能来，因为缺少该角色要求的技能")
        said = ask_of(need={**NEW, "minutes": 600}).json
        assert (said["fits"], said["reasons"][0]["code"]) == ([], "shift_hours")


class TestAHelper:
    def test_with_time_to_spare_finds_needs(self, ask_of):
        said = ask_of(helper="h2").json
        assert (said["need"], said["helper"], said["fits"], said["reasons"]) == (None, "h2", [], [])

    def test_who_calls_in_with_a_new_shift_finds_needs(self, client, queue, ask_of):
        scenario = {**morning.SCENARIO, "needs": [{**NEW, "windows": [LATE]}]}
        id_ = client.post("/v1/plans", json={"scenario": scenario}).json["id"]
        end_next(queue, morning.planned(scenario))
        assert ask_of(helper="h1", id_=id_).json["fits"] == []
        (fit,) = ask_of(helper="h1", shift=EVENING, id_=id_).json["fits"]
        assert (fit["need"], fit["crew"][0]["shift"]) == ("n3", "s9")
        made = ask_of("recommendations/apply", helper="h1", shift=EVENING, id_=id_).json
        given = client.get(f"{made['href']}/input").json["helpers"][0]["shifts"]
        assert [shift["id"] for shift in given] == ["s1", "s9"]
        assert client.get(made["href"]).json["result"]["changes"][0]["need"] == "n3"


class TestWhatIsWrong:
    def test_is_pointed_at(self, ask_of, put):
        for asked, found in WRONG:
            assert errors(ask_of(**asked)) == found
        assert errors(put(need=NEW, most=1, rank=2)) == [("/rank", "no_such_answer")]

    def test_with_the_plan_asked_of(self, client, ask_of, ask, queue):
        waiting = ask()
        assert ask_of(need="n1", id_=waiting).json["type"] == "/problems/not-finished"
        end_next(queue, {**NOTHING, "unmet": []})
        refused = ask_of(need="n1", id_=waiting)
        assert (refused.status_code, refused.json["type"]) == (409, "/problems/no-plan")
        assert ask_of(need="n1", id_="none").status_code == 404


class TestCarriedOut:
    def test_an_answer_makes_a_plan_that_has_ended(self, client, base, ask_of, put):
        (fit,) = ask_of(need=NEW, most=1).json["fits"]
        response = put(need=NEW, most=1, custom={"desk": 3})
        made = response.json
        assert (response.status_code, response.headers["Location"]) == (201, made["href"])
        assert (made["base"], made["status"], made["custom"]) == (base, "solved", {"desk": 3})
        details = client.get(made["href"], headers={"Accept-Language": "zh"}).json
        scenario = parse_scenario(client.get(f"{made['href']}/input").json).scenario
        plan = parse_plan(details["result"]["plan"])
        assert not check(scenario, plan).violations
        assert {visit.need for visit in plan.visits} == {"n1", "n3"}
        assert details["summary"]["totals"] == list(plan.score.totals)
        (change,) = details["result"]["changes"]
        assert (change["code"], change["after"]["start"]) == ("added", "2026-11-23T08:00+08:00")
        assert change["message"].startswith("新增")
        assert change["after"]["helpers"] == [place["helper"] for place in fit["crew"]]
        told = client.get(f"{made['href']}/events").text
        assert '"status":"solved"' in told
        assert client.post(f"{made['href']}/publish").status_code == 200
        assert errors(ask_of(need="n3", id_=made["id"])) == [("/need", "already_served")]

    def test_asked_twice_it_is_made_once(self, client, put):
        key = {"Idempotency-Key": "k"}
        first = put(need=NEW, headers=key)
        assert put(need=NEW, headers=key).json == first.json
        assert client.get("/v1/plans").json["total_items"] == 2
        reused = put(need=NEW, rank=2, headers=key).json
        assert reused["type"] == "/problems/idempotency-key-reused"

    def test_it_is_written_down_and_takes_the_scope_of_plans(self, client_of, base, put, ask_of):
        id_ = put(need=NEW).json["id"]
        lines = client_of("main", "admin").get("/v1/audit").json["contents"]
        assert (lines[0]["action"], lines[0]["target"]) == ("applyRecommendation", id_)
        reader, path = client_of("main", "read"), f"/v1/plans/{base}/recommendations"
        assert reader.post(path, json={"need": NEW}).status_code == 200
        assert reader.post(f"{path}/apply", json={"need": NEW}).status_code == 403
        stranger = client_of("other")
        assert stranger.post(path, json={"need": NEW}).status_code == 404
