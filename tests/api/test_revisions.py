"""Plans made of plans after events."""

import io
import json
from dataclasses import replace

import pytest

from api import revising
from api.jobs import Status
from api.problems import Refusal
from api.schemas import revisions as schemas
from api.store import forget
from api.worker import Worker
from api.worker.mending import mend
from api.worker.messages import Task
from matcher.check import check
from matcher.formats import parse_plan, parse_scenario
from matcher.replan.events import KINDS
from matcher.replan.ladder import DISTURB, SECONDS
from tests.api import morning
from tests.api.here import SolveHere
from tests.api.solved import end_next

CANCELLED = {"kind": "helper_cancels_shift", "helper": "h1", "shift": "s1"}
NEW = {"id": "n3", "service": "visit", "community": "c1"}
ADDED = {"kind": "need_added", "need": NEW}


@pytest.fixture(autouse=True)
def at_hand(monkeypatch):
    """Do in the process what is done in a process of its own; `TestAsServed` does not."""
    monkeypatch.setattr(revising, "apart", lambda function: function)


@pytest.fixture
def base(client, queue):
    """Give the id of a plan that has ended."""
    asked = {"scenario": morning.SCENARIO}
    id_ = client.post("/v1/plans", json=asked).json["id"]
    end_next(queue, morning.plan())
    return id_


@pytest.fixture
def revise(client):
    def revise(id_, *events, headers=None, **body):
        asked = {"events": events or [CANCELLED], **body}
        return client.post(f"/v1/plans/{id_}/revisions", json=asked, headers=headers)

    return revise


@pytest.fixture
def here(database, settings):
    """Solve in this process."""
    worker = Worker(database, settings, SolveHere)
    worker.start()
    yield worker
    worker.stop()


def errors(response):
    assert response.status_code == 422
    return [(each["pointer"], each["code"]) for each in response.json["errors"]]


def test_what_has_happened_makes_a_new_plan_of_the_old(client, base, here, revise, wait_for):
    response = revise(base, custom={"desk": 3})
    accepted = response.json
    assert (response.status_code, response.headers["Location"]) == (202, accepted["href"])
    assert (accepted["base"], accepted["custom"]) == (base, {"desk": 3})
    assert accepted["options"] == {"max_seconds": 5.0, "seed": 0, "priority": 0, "disturb": 3}
    details = wait_for(accepted["id"], "solved")
    assert (details["base"], client.get(f"/v1/plans/{base}").json["base"]) == (base, None)
    scenario = client.get(f"{accepted['href']}/input").json
    assert [len(helper.get("shifts", ())) for helper in scenario["helpers"]] == [0, 1]
    plan = parse_plan(details["result"]["plan"])
    assert not check(parse_scenario(scenario).scenario, plan).violations
    assert [crew.helper for visit in plan.visits for crew in visit.crew] == ["h2"]
    assert details["summary"]["totals"] == list(plan.score.totals)
    assert details["result"]["run"]["max_seconds"] == 5
    (change,) = details["result"]["changes"]
    assert (details["result"]["stage"], change["code"]) == ("people_and_times", "other_crew")
    assert change["calls"] == [
        {"party": "resident", "id": "r1", "reason": "told"},
        {"party": "helper", "id": "h2", "reason": "joins"},
    ]
    assert client.post(f"{accepted['href']}/publish").status_code == 200


def test_changes_are_told_in_the_language_asked_for(client, base, here, revise, wait_for):
    id_ = revise(base).json["id"]
    wait_for(id_, "solved")

    def said(tongue):
        answer = client.get(f"/v1/plans/{id_}", headers={"Accept-Language": tongue})
        (change,) = answer.json["result"]["changes"]
        return change["message"]

    assert said("zh").endswith("改由王芳服务，原为李强。")
    assert said("en").endswith("comes 王芳 instead of 李强.")


def test_a_revision_is_revised(client, base, here, revise, wait_for):
    first = revise(base, freeze="2026-11-23T08:30+08:00").json["id"]
    wait_for(first, "solved")
    second = revise(first, ADDED, confirmed=[{"need": "n1"}]).json
    assert second["base"] == first
    needs = client.get(f"{second['href']}/input").json["needs"]
    assert [need["id"] for need in needs] == ["n1", "n2", "n3"]
    changes = wait_for(second["id"], "solved")["result"]["changes"]
    assert [(change["need"], change["code"]) for change in changes] == [("n3", "added")]


def test_it_waits_as_any_plan(client, base, revise):
    accepted = revise(base, options={"priority": 7}).json
    assert client.get(accepted["href"]).json["result"] is None
    assert [plan["base"] for plan in client.get("/v1/plans").json["contents"]] == [base, None]
    assert client.post(f"{accepted['href']}/cancel").json["status"] == "cancelled"
    assert client.get(accepted["href"]).json["status"] == "cancelled"


def test_its_solver_dies_and_it_is_begun_again_from_all_it_was_made_of(
    base, runner, solves, revise, wait_for
):
    origins = []

    def die_once(solve):
        origins.append(json.loads(solve.task.origin.read_bytes()))
        solve.error = RuntimeError("killed") if len(origins) == 1 else None
        solve.go.set()

    solves.ready = die_once
    wait_for(revise(base).json["id"], "solved")
    first, second = origins
    assert first == second
    assert first["plan"] == morning.plan()
    assert first["happened"] == {"events": [CANCELLED]}


def test_it_belongs_to_whom_its_base_belongs(client_of, queue):
    station, district = client_of("main/station"), client_of("main")
    id_ = station.post("/v1/plans", json={"scenario": morning.SCENARIO}).json["id"]
    end_next(queue, morning.plan())
    asked = {"events": [CANCELLED]}
    made = district.post(f"/v1/plans/{id_}/revisions", json=asked).json
    assert station.get(made["href"]).json["tenant"] == "main/station/"
    other = client_of("main/other").post(f"/v1/plans/{id_}/revisions", json=asked)
    assert other.status_code == 404


class TestWhatIsWrong:
    def test_with_events_is_told_all_at_once(self, client, base, revise):
        response = revise(
            base,
            {"kind": "no_show", "helper": "zhang", "need": "n1"},
            {"kind": "late", "helper": "h2", "shift": "s1", "minutes": 5},
            {"kind": "need_added", "need": {**NEW, "service": "none"}},
            {"kind": "need_withdrawn", "need": "n9"},
            confirmed=[{"need": "n1"}, {"need": "n2"}],
        )
        assert errors(response) == [
            ("/confirmed/1", "not_planned"),
            ("/events/0/helper", "not_in_crew"),
            ("/events/1/shift", "selects_unknown"),
            ("/events/3/need", "selects_unknown"),
            ("/events/2/need/service", "unknown_service"),
        ]
        assert client.get("/v1/plans").json["total_items"] == 1
        asked = {"kind": "need_withdrawn", "need": "n9"}
        (error,) = revise(base, asked, headers={"Accept-Language": "zh"}).json["errors"]
        assert error["message"] == "情景中没有“n9”。"

    def test_with_the_form_is_told_all_at_once(self, base, revise):
        response = revise(
            base,
            {"kind": "late"},
            {"kind": "earthquake"},
            freeze="soon",
            options={"mode": "solve", "max_seconds": 301.0},
            webhook="https://[",
        )
        assert sorted(errors(response)) == [
            ("/events/0/helper", "missing_field"),
            ("/events/0/minutes", "missing_field"),
            ("/events/0/shift", "missing_field"),
            ("/events/1/kind", "unknown_event"),
            ("/freeze", "bad_time"),
            ("/options/max_seconds", "too_large"),
            ("/options/mode", "unknown_field"),
            ("/webhook", "webhook_refused"),
        ]

    def test_with_the_number_of_needs(self, settings, tmp_path):
        body, scenario, result = (tmp_path / name for name in ("body.json", "s.json", "r.json"))
        body.write_text(json.dumps({"events": [ADDED]}))
        scenario.write_text(json.dumps(morning.SCENARIO))
        result.write_text(json.dumps({"plan": morning.plan(), "run": None}))
        with pytest.raises(Refusal) as refused:
            revising.read_request(body, scenario, result, replace(settings, max_needs=2))
        assert [found.code for found in refused.value.problems] == ["too_many_needs"]


class TestABase:
    def test_without_a_plan_to_go_on_from_is_refused(self, client, ask, revise, queue):
        def refused(id_):
            response = revise(id_)
            return response.status_code, response.json["type"]

        stopped, impossible = ask(), ask()
        assert refused(stopped) == (409, "/problems/not-finished")
        client.delete(f"/v1/plans/{stopped}")
        assert refused(stopped) == (409, "/problems/no-plan")
        claim = queue.claim()
        assert refused(impossible) == (409, "/problems/not-finished")
        result = io.BytesIO(b'{"plan":null,"run":null,"impossible":[]}')
        queue.finish(claim, Status.SOLVED, result, {"unmet": 0})
        assert refused(impossible) == (409, "/problems/no-plan")
        assert refused("none") == (404, "/problems/not-found")

    def test_is_needed_no_more_once_it_is_accepted(self, client, base, revise, queue, database):
        made = revise(base).json["id"]
        assert forget(database, plan_days=-1, audit_days=1) == 1
        end_next(queue, morning.plan())
        assert client.get(f"/v1/plans/{made}").json["base"] == base


def test_asked_twice_it_is_made_once(client, base, revise):
    key = {"Idempotency-Key": "k"}
    first = revise(base, headers=key)
    assert revise(base, headers=key).json == first.json
    assert client.get("/v1/plans").json["total_items"] == 2
    assert revise(base, ADDED, headers=key).json["type"] == "/problems/idempotency-key-reused"


def test_it_is_written_down_and_needs_the_scope_of_plans_and_room(client_of, base, revise, ask):
    id_ = revise(base).json["id"]
    lines = client_of("main", "admin").get("/v1/audit").json["contents"]
    assert (lines[0]["action"], lines[0]["target"]) == ("createRevision", id_)
    asked = {"events": [CANCELLED]}
    reading = client_of("main", "read").post(f"/v1/plans/{base}/revisions", json=asked)
    assert reading.status_code == 403
    for _ in range(2):
        ask()
    assert revise(base).json["type"] == "/problems/queue-full"


def test_one_that_is_stopped_says_so(tmp_path):
    origin = tmp_path / "origin.json"
    happened = {"events": [CANCELLED]}
    whence = {"scenario": morning.SCENARIO, "plan": morning.plan(), "happened": happened}
    origin.write_text(json.dumps(whence))
    task = Task(
        scenario=origin,
        result=None,
        folder=tmp_path,
        options={"max_seconds": 9.0},
        spent=0,
        origin=origin,
    )
    found = mend(lambda: True, task, origin)
    assert found.is_cancelled
    assert [change["need"] for change in found.changes["changes"]] == ["n1"]


def test_what_is_said_of_repairs_is_so():
    assert set(schemas.EVENTS) == set(KINDS)
    assert (schemas.SECONDS, schemas.DISTURB) == (SECONDS, DISTURB)
