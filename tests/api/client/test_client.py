"""The client against the service as it is really served."""

import gzip
import json
import math
import subprocess
import sys
from typing import get_args, get_type_hints

import pytest

import scenarios
from api import comparing, revising
from api.client import (
    ApiProblem,
    Client,
    NoAnswer,
    answers,
    changes,
    connection,
    explanations,
    watching,
)
from api.client import comparisons as client_comparisons
from api.client.media import MEDIA_TYPES, ReportFormat
from api.services import Services
from api.worker import Worker
from matcher.rosters import FORMATS
from tests.api import morning
from tests.api.here import DesksHere, SolveHere

ANSWERS = vars(answers) | vars(changes) | vars(explanations)


def problem_of(call, *arguments, **options) -> ApiProblem:
    with pytest.raises(ApiProblem) as caught:
        call(*arguments, **options)
    return caught.value


def test_a_plan_from_asking_to_having(linli, runner, scenario, tmp_path):
    asked = linli.plan(scenario, options={"seed": 7}, custom={"desk": 3})
    assert (asked["status"], asked["custom"], asked["options"]["seed"]) == (
        "queued",
        {"desk": 3},
        7,
    )
    heard = []
    assert linli.wait(asked["id"], 60, heard.append)["status"] == "solved"
    assert [progress["totals"] for progress in heard] == [[16, 3]]
    details = linli.get(asked["id"])
    assert details["result"]["plan"]["scenario"] == "morning"
    assert linli.input(asked["id"])["id"] == "morning"
    assert [event.kind for event in linli.events(asked["id"])] == ["progress", "ended"]
    linli.get_to(asked["id"], tmp_path / "plan.json")
    assert json.loads((tmp_path / "plan.json").read_bytes()) == details
    assert [path.name for path in tmp_path.glob("plan.json*")] == ["plan.json"]
    assert linli.publish(asked["id"])["status"] == "solved"
    assert [plan["id"] for plan in linli.plans()] == [asked["id"]]
    assert list(linli.plans("failed")) == []


def test_events_go_on_after_a_number(linli, runner, scenario):
    id_ = linli.plan(scenario)["id"]
    linli.wait(id_)
    first, last = linli.events(id_)
    assert list(linli.events(id_, first.number)) == [last]
    assert list(linli.events(id_, last.number)) == []


def test_plans_are_made_of_a_plan(app, linli, database, settings, monkeypatch):
    monkeypatch.setattr(revising, "apart", lambda function: function)
    for desks in ("desks", "slow_desks"):
        monkeypatch.setitem(vars(Services.of(app)), desks, DesksHere())
    worker = Worker(database, settings, SolveHere)
    worker.start()
    base = linli.plan(morning.SCENARIO, options={"max_iterations": 20})["id"]
    linli.wait(base, 60)
    cancelled = {"kind": "helper_cancels_shift", "helper": "h1", "shift": "s1"}
    accepted = linli.revise(base, [cancelled], options={"seed": 7}, custom={"desk": 3})
    assert (accepted["base"], accepted["options"]["seed"]) == (base, 7)
    linli.wait(accepted["id"], 60)
    worker.stop()
    (change,) = linli.get(accepted["id"])["result"]["changes"]
    assert (change["need"], change["after"]["helpers"]) == ("n1", ["h2"])
    need = {"id": "n3", "service": "visit", "community": "c1"}
    (fit,) = linli.recommend(base, need, most=1)["fits"]
    made = linli.apply_recommendation(base, need, most=1, custom=7)
    assert (made["base"], made["status"], made["custom"]) == (base, "solved", 7)
    visits = linli.get(made["id"])["result"]["plan"]["visits"]
    assert [visit["need"] for visit in visits] == ["n1", fit["need"]]
    assert linli.recommend(base, helper="h2", shift="s2")["fits"] == []
    suggested = linli.suggest(base, "n1", occurrence=0, instead="h2", seconds=1, most=1)
    assert suggested["alternatives"][0]["crew"][0]["helper"] == "h2"
    (group,) = linli.explain_all(base, seconds=0, most=1)["groups"]
    assert group["visits"] == [{"need": "n2", "occurrence": 0}]
    assert linli.shortages(base, "xlsx", seconds=0, top=1).startswith(b"PK")


def test_a_long_plan_is_stopped(linli, runner, solves, scenario):
    solves.hold()
    id_ = linli.plan(scenario)["id"]
    solves.nth(1)
    assert linli.status(id_)["status"] == "running"
    linli.cancel(id_)
    assert linli.wait(id_, 60)["status"] == "cancelled"
    assert problem_of(linli.cancel, id_).type == "/problems/already-finished"


def test_waiting_has_an_end_and_hears_of_progress_without_a_stream(
    linli, runner, solves, scenario, monkeypatch
):
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.05)
    solves.hold()
    id_ = linli.plan(scenario)["id"]
    heard = []
    with pytest.raises(TimeoutError, match=f"plan {id_} is running"):
        linli.wait(id_, 1.0, heard.append)
    assert [progress["iterations"] for progress in heard] == [7]
    solves.begun[0].go.set()
    assert linli.wait(id_, 5.0)["status"] == "solved"


def test_where_streams_are_full_it_asks_again_and_again(app, linli, runner, scenario, monkeypatch):
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.05)
    streams = app.extensions["linli"].streams
    while streams.acquire(blocking=False):
        pass
    id_ = linli.plan(scenario)["id"]
    assert linli.wait(id_)["status"] == "solved"
    problem = problem_of(lambda: list(linli.events(id_)))
    assert (problem.status, problem.retry_after) == (503, 30.0)


def test_the_same_key_makes_one_plan(linli, scenario):
    first = linli.plan(scenario, idempotency_key="week-48")
    assert linli.plan(scenario, idempotency_key="week-48") == first
    assert linli.plan(scenario)["id"] != first["id"]
    changed = {**scenario, "days": 2}
    problem = problem_of(linli.plan, changed, idempotency_key="week-48")
    assert problem.type == "/problems/idempotency-key-reused"


def test_a_refusal_tells_all(linli_of, scenario):
    scenario["needs"][0]["service"] = "meal"
    scenario["needs"].append({"id": "n2", "service": "bath", "community": "c1"})
    problem = problem_of(linli_of(language="zh").plan, scenario)
    assert (problem.status, problem.type) == (422, "/problems/invalid-scenario")
    assert problem.title == "情景有错误"
    assert [(error.code, error.pointer) for error in problem.errors] == [
        ("unknown_service", "/scenario/needs/0/service"),
        ("unknown_service", "/scenario/needs/1/service"),
    ]
    assert "meal" in problem.errors[0].message
    assert str(problem).startswith("422 情景有错误; unknown_service at /scenario/needs/0/service: ")
    assert problem.request_id
    with pytest.raises(AttributeError):
        problem.status = 200


def test_a_request_is_checked_without_being_kept(linli, scenario):
    assert linli.check(scenario, options={"seed": 1}) == {"id": "morning", "warnings": []}
    assert linli.validate(scenario) == {"id": "morning", "warnings": []}
    assert list(linli.plans()) == []


def test_scenarios_are_kept_in_versions(linli, scenario):
    first = linli.store(scenario, is_new=True)
    kept = linli.scenario("morning")
    assert (kept.document["id"], kept.version) == ("morning", first["version"])
    second = linli.store({**scenario, "days": 2}, version=kept.version)
    assert second["version"] != kept.version
    for late in (
        lambda: linli.store(scenario, version=kept.version),
        lambda: linli.store(scenario, is_new=True),
        lambda: linli.delete_scenario("morning", version=kept.version),
    ):
        assert problem_of(late).status == 412
    assert linli.plan(scenario_id="morning")["status"] == "queued"
    linli.delete_scenario("morning", version=second["version"])
    assert problem_of(linli.scenario, "morning").status == 404


def test_the_version_of_a_packed_answer_is_the_same(linli):
    document = linli.scenario("station-week").document
    stored = linli.store(document)
    assert linli.scenario("station-week").version == stored["version"]


def test_lists_come_page_by_page_as_they_are_needed(linli, scenario, monkeypatch):
    monkeypatch.setattr("api.client.calls._PER_PAGE", 2)
    for id_ in ("a", "b", "c"):
        linli.store({**scenario, "id": id_})
    pages = []
    get = linli._connection.get
    monkeypatch.setattr(linli._connection, "get", lambda path: pages.append(path) or get(path))
    every = linli.scenarios()
    assert pages == []
    assert [next(every)["id"], next(every)["id"]] == ["a", "b"]
    assert pages == ["/scenarios?page=1&per_page=2"]
    assert next(every)["id"] == "c"
    assert len(list(every)) == len(scenarios.names())
    assert len(pages) == math.ceil((3 + len(scenarios.names())) / 2)


def test_a_plan_by_hand_is_judged(linli, runner, scenario):
    plan = {
        "format": "linli.plan/1",
        "scenario": "morning",
        "digest": "0" * 64,
        "start": scenario["start"],
        "score": {"terms": [], "totals": []},
    }
    analysis = linli.analyze(plan, scenario)
    assert analysis["feasible"] is False
    assert analysis["violations"][0]["message"]


def test_rosters_and_explanations_of_what_is_not_there(linli, runner, scenario):
    id_ = linli.plan(scenario)["id"]
    linli.wait(id_)
    assert json.loads(linli.roster(id_))
    assert linli.roster(id_, "xlsx").startswith(b"PK")
    assert problem_of(linli.explain, id_, "n/1").status == 404
    assert set(MEDIA_TYPES.values()) == set(FORMATS)


def test_administrators_make_tenants_and_keys(linli_of, base_url):
    admin = linli_of(scope="admin")
    assert admin.create_tenant("yuehe", "月河街道")["path"] == "main/yuehe/"
    assert [tenant["id"] for tenant in admin.tenants()] == ["main", "yuehe"]
    made = admin.create_key(tenant="yuehe", name="desk", scope="read")
    with Client(base_url, made["key"]) as reader:
        assert list(reader.plans()) == []
        assert problem_of(next, reader.keys()).type == "/problems/forbidden"
    admin.revoke_key(made["id"])
    with Client(base_url, made["key"]) as nobody:
        assert problem_of(next, nobody.plans()).status == 401
    keys = list(admin.keys())
    assert [key["revoked"] is None for key in keys] == [True, False]
    secret = admin.webhook_secret("yuehe")
    assert secret == admin.webhook_secret("yuehe") != admin.webhook_secret("yuehe", new=True)
    assert "createKey" in {entry["action"] for entry in admin.audit()}
    assert "linli_plans" in admin.metrics()


def test_a_calendar_has_a_secret_link(linli):
    first, second = linli.link_calendar("h1"), linli.link_calendar("h1")
    assert first.startswith("/v1/helpers/h1/calendar.ics?secret=")
    assert first != second


def test_a_comparison_from_asking_to_having(linli, runner, solves, scenario, monkeypatch):
    monkeypatch.setattr(client_comparisons, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(comparing, "apart", lambda function: function)
    solves.hold()
    variants = [{"name": "same"}]
    asked = linli.compare(variants, scenario, custom=3, idempotency_key="k")
    assert linli.compare(variants, scenario, custom=3, idempotency_key="k") == asked
    with pytest.raises(TimeoutError):
        linli.wait_for_comparison(asked["id"], 0.01)
    assert problem_of(linli.report, asked["id"]).type == "/problems/not-finished"
    assert linli.cancel_comparison(asked["id"])["of"] == 2
    heard = []
    told = linli.wait_for_comparison(asked["id"], 60, heard.append)
    assert (told["status"], heard[-1]) == ("cancelled", told)
    assert [row["name"] for row in linli.comparison(asked["id"])["rows"]] == ["base", "same"]
    assert [each["id"] for each in linli.comparisons()] == [asked["id"]]


def test_reports_come_in_the_service_s_formats():
    named = (MEDIA_TYPES[each] for each in get_args(ReportFormat))
    assert set(named) == set(comparing.FORMATS)


def test_who_has_no_key_learns_that_it_is_well(base_url):
    with Client(base_url + "/") as anybody:
        assert anybody.health() is True
        assert anybody.ready() == {"status": "ready", "queued": 0, "running": 0}
        assert anybody.version() == "0.1.0"


def test_long_bodies_go_packed():
    text, headers = connection._packed({"a": "桥" * 10_000})
    assert headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(text)) == {"a": "桥" * 10_000}
    assert connection._packed({"a": 1}) == (b'{"a":1}', {"Content-Type": "application/json"})


def test_answers_are_those_of_the_description(app):
    schemas = app.api_doc["components"]["schemas"]
    names = [name for name, kind in ANSWERS.items() if hasattr(kind, "__total__")]
    told = {name: set(get_type_hints(ANSWERS[name])) for name in names}
    assert told == {name: set(schemas[name]["properties"]) for name in names}
    assert len(names) > 40


def test_it_brings_neither_the_service_nor_the_solver():
    code = "import sys, api.client; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"api", "urllib3"} <= set(said.stdout.split())
    assert not {"flask", "matcher", "numpy", "pydantic", "sqlalchemy"} & set(said.stdout.split())


def test_nobody_there(scripted):
    server = scripted()
    server.close()
    patience = connection.Patience(tries=2, first_wait=0.0)
    with (
        Client(server.url, patience=patience) as client,
        pytest.raises(NoAnswer, match="NewConnectionError"),
    ):
        client.health()
