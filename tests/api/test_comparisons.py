import dataclasses
import io
import json
import subprocess
import sys

import pytest

from api import comparing, laying, reporting
from api.jobs import Failure, Status
from api.problems import Refusal
from api.schemas import comparisons as schemas
from matcher.whatif.variants.operations import OPERATIONS
from tests.api.solved import NOTHING, NURSE

TWICE = {"name": "twice", "changes": [{"op": "copy", "helpers": {}, "times": 1}]}
IDLE = {
    "name": "idle",
    "title": {"en": "Nobody asks", "zh": "无需求"},
    "changes": [{"op": "remove", "needs": {}}],
}
OTHER_GOAL = {"name": "goal", "changes": [{"op": "policy", "objective": "weighted_sum"}]}

WRONG = [
    ([], [("/variants", "too_few")]),
    ([TWICE, IDLE, {"name": "third"}], [("/variants", "too_many")]),
    ([TWICE, TWICE], [("/variants/1/name", "variant_twice")]),
    ([{"name": "base"}], [("/variants/0/name", "variant_twice")]),
    ([TWICE, 3], [("/variants/1", "not_an_object")]),
    (
        [{"name": ""}, {"name": "b", "changes": [{"op": "cpy"}, {"op": "remove"}]}],
        [
            ("/variants/0/name", "text_empty"),
            ("/variants/1/changes/0/op", "unknown_operation"),
            ("/variants/1/changes/1", "one_subject"),
        ],
    ),
    (
        [
            {"name": "a", "changes": [{"op": "remove", "helpers": {"id": "none"}}]},
            {"name": "b", "changes": [*TWICE["changes"], {"op": "copy", "needs": {}}]},
        ],
        [
            ("/variants/0/changes/0/helpers/id", "selects_unknown"),
            ("/variants/1/changes/1", "count_or_times"),
        ],
    ),
]
"""Variants of the morning, and what is wrong with them."""


@pytest.fixture(autouse=True)
def at_hand(monkeypatch):
    """Do in the process what is done in processes of their own; test_real_solve.py does not."""
    monkeypatch.setattr(comparing, "apart", lambda function: function)


@pytest.fixture
def post(client, scenario):
    def post(*variants, headers=None, **body):
        asked = {"base": {"scenario": scenario}, "variants": variants or [TWICE, IDLE], **body}
        return client.post("/v1/comparisons", json=asked, headers=headers)

    return post


@pytest.fixture
def end(queue):
    """End the plan that has waited longest."""

    def end(totals=(4, 2), bound=(4, 2), ended="completed"):
        result = io.BytesIO(json.dumps({"plan": NOTHING, "run": None}).encode())
        summary = {"totals": totals, "bound": bound, "gap": 0.0, "unmet": 0, "ended": ended}
        assert queue.finish(queue.claim(), Status.SOLVED, result, summary)

    return end


@pytest.fixture
def fail(queue):
    """Fail the plan that has waited longest."""
    failure = Failure(code="solver_died", en="It died.", zh="已终止。")
    return lambda: queue.fail(queue.claim(), failure)


def errors(response):
    return [(each["pointer"], each["code"]) for each in response.json["errors"]]


def test_each_case_is_an_ordinary_plan(client, post):
    response = post(custom={"desk": 3}, options={"max_seconds": 7, "priority": 2})
    accepted = response.json
    assert (response.status_code, response.headers["Location"]) == (202, accepted["href"])
    assert (accepted["status"], accepted["custom"]) == ("queued", {"desk": 3})
    told = client.get(accepted["href"]).json
    assert [row["name"] for row in told["rows"]] == ["base", "twice", "idle"]
    plans = [client.get(row["plan"]).json for row in told["rows"]]
    assert {plan["comparison"] for plan in plans} == {accepted["id"]}
    assert all(plan["options"] == accepted["options"] == told["options"] for plan in plans)
    scenarios = [client.get(f"{row['plan']}/input").json for row in told["rows"]]
    assert [each["id"] for each in scenarios] == ["morning", "morning~twice", "morning~idle"]
    assert [len(each["helpers"]) for each in scenarios] == [1, 2, 1]
    assert [len(each.get("needs", ())) for each in scenarios] == [1, 1, 0]


def test_titles_are_in_the_language_asked_for(client, post, scenario):
    scenario["name"] = "桥头的早晨"
    href = post().json["href"]
    zh = client.get(href, headers={"Accept-Language": "zh"}).json["rows"]
    en = client.get(href).json["rows"]
    assert [row["title"] for row in zh] == ["桥头的早晨", "twice", "无需求"]
    assert [row["title"] for row in en] == ["桥头的早晨", "twice", "Nobody asks"]


def test_it_stands_where_its_plans_stand(client, post, end, queue, ask):
    alone = ask()
    href = post(TWICE).json["href"]
    end()

    def stands():
        told = client.get(href).json
        assert told["of"] == 2
        (listed,) = client.get("/v1/comparisons").json["contents"]
        assert listed == {name: told[name] for name in listed}
        return told["status"], told["done"], told["ended"] is not None

    assert stands() == ("queued", 0, False)
    end()
    assert stands() == ("running", 1, False)
    claim = queue.claim()
    assert stands() == ("running", 1, False)
    queue.put_back(claim)
    end()
    assert stands() == ("solved", 2, True)
    assert client.get(f"/v1/plans/{alone}").json["comparison"] is None


def test_a_failed_plan_fails_it_and_a_cancelled_one_cancels_it(client, post, end, fail):
    href = post().json["href"]
    rows = client.get(href).json["rows"]
    client.post(f"{rows[2]['plan']}/cancel")
    end()
    end()
    assert client.get(href).json["status"] == "cancelled"
    href = post().json["href"]
    client.post(f"{client.get(href).json['rows'][2]['plan']}/cancel")
    fail()
    end()
    assert client.get(href).json["status"] == "failed"


class TestVerdicts:
    def rows(self, client, href):
        return [(row["change"], row["verdict"]) for row in client.get(href).json["rows"]]

    def test_come_when_both_have_ended(self, client, post, end):
        href = post().json["href"]
        end(totals=(4, 2), bound=(4, 1))
        end(totals=(3, 9), bound=(0, 0))
        assert self.rows(client, href) == [(None, None), ([-1, 7], "better"), (None, None)]
        end(totals=(4, 5), bound=(4, 0))
        assert self.rows(client, href)[2] == ([0, 3], "not_distinguishable")

    def test_are_none_without_a_plan(self, client, post, end, fail):
        href = post().json["href"]
        end()
        fail()
        end()
        assert self.rows(client, href) == [(None, None), (None, None), ([0, 0], "equal")]

    def test_need_one_yardstick_and_pins_that_are_kept(self, client, post, end):
        href = post(OTHER_GOAL, TWICE).json["href"]
        end()
        end(totals=(3,), bound=(3,))
        end(totals=(3, 0), ended="infeasible_pins")
        assert self.rows(client, href)[1:] == [(None, "not_comparable")] * 2


class TestWhatIsWrong:
    def test_with_variants_is_pointed_at(self, client, scenario):
        for variants, found in WRONG:
            asked = {"base": {"scenario": scenario}, "variants": variants}
            response = client.post("/v1/comparisons", json=asked)
            assert (response.status_code, errors(response)) == (422, found)
        assert client.get("/v1/plans").json["empty"]

    def test_is_told_of_all_parts_at_once(self, post, scenario):
        scenario["needs"][0]["service"] = "none"
        response = post({"name": "a", "changes": 3}, options={"seed": -1}, webhook="https://[")
        assert errors(response) == [
            ("/base/scenario/needs/0/service", "unknown_service"),
            ("/variants/0/changes", "not_list"),
            ("/options/seed", "too_small"),
            ("/webhook", "webhook_refused"),
        ]

    def test_with_the_base_alone_is_a_scenario_s_fault(self, post, scenario):
        scenario["days"] = 0
        assert post().json["type"] == "/problems/invalid-scenario"

    def test_with_what_comes_of_a_variant_is_said_in_words(self, post):
        need = {"id": "n2", "service": "none", "community": "c1"}
        response = post({"name": "a", "changes": [{"op": "add", "needs": [need]}]})
        assert errors(response) == [("/variants/0/changes", "unknown_service")]
        (error,) = response.json["errors"]
        assert error["message"].startswith("In the changed scenario at /needs/1/service: There is")

    def test_with_the_naming_of_the_base(self, client, scenario):
        def ask(**base):
            return client.post("/v1/comparisons", json={"base": base, "variants": [TWICE]})

        assert errors(ask()) == [("/base", "scenario_or_id")]
        assert errors(ask(scenario=scenario, scenario_id="x")) == [("/base", "scenario_or_id")]
        unknown = ask(scenario_id="x")
        assert unknown.status_code == 404
        assert errors(unknown) == [("/base/scenario_id", "unknown_scenario")]

    def test_the_impossible_alone_cannot_be_compared(self, post):
        response = post(options={"mode": "detect_infeasible"})
        assert errors(response) == [("/options/mode", "unknown_choice")]

    def test_all_scenarios_together_may_only_be_so_large(self, scenario, settings, tmp_path):
        body = tmp_path / "body.json"
        tight = dataclasses.replace(settings, max_needs=2)

        def read(*variants):
            asked = {"base": {"scenario": scenario}, "variants": variants}
            body.write_text(json.dumps(asked), encoding="utf-8")
            return laying.read_comparison_request(body, None, tight)

        assert len(read({"name": "same"}).scenarios) == 2
        with pytest.raises(Refusal) as refused:
            read({"name": "same"}, TWICE)
        (first, second) = refused.value.problems
        assert (first.code, first.pointer) == ("comparison_too_large", "/variants/1")
        assert [("needs" in first.en), ("helpers" in second.en)] == [True, True]


def test_warnings_are_the_base_s_and_those_of_a_variant_with_its_plan(client, post, scenario):
    scenario["needs"].append(NURSE)
    nurse = {"op": "change", "helpers": {}, "append": {"skills": [{"skill": "nursing"}]}}
    accepted = post({"name": "nurse", "changes": [nurse]}).json
    pointer = "/base/scenario/needs/1/roles/0/skills/0"
    assert [each["pointer"] for each in accepted["warnings"]] == [pointer]
    told = client.get(accepted["href"]).json
    assert told["warnings"] == accepted["warnings"]
    plans = [client.get(row["plan"]).json for row in told["rows"]]
    assert [len(plan["warnings"]) for plan in plans] == [1, 0]


def test_a_kept_scenario_is_a_base_with_the_weights_asked_for(client, scenario):
    client.put("/v1/scenarios/morning", json=scenario)
    asked = {
        "base": {"scenario_id": "morning"},
        "variants": [TWICE],
        "options": {"weights": {"pay": 7}},
    }
    href = client.post("/v1/comparisons", json=asked).json["href"]
    for row in client.get(href).json["rows"]:
        terms = client.get(f"{row['plan']}/input").json["policy"]["terms"]
        assert {term["name"]: term.get("weight") for term in terms}["pay"] == 7


def test_only_the_check_keeps_nothing(client, post):
    response = post(options={"mode": "validate_only"})
    assert (response.status_code, response.json) == (200, {"id": "morning", "warnings": []})
    assert client.get("/v1/comparisons").json["empty"]


def test_asked_twice_it_is_made_once(client, post):
    key = {"Idempotency-Key": "k"}
    first = post(headers=key)
    assert post(headers=key).json == first.json
    assert client.get("/v1/plans").json["total_items"] == 3
    assert post(TWICE, headers=key).json["type"] == "/problems/idempotency-key-reused"


def test_all_of_it_waits_or_nothing(client, post, ask):
    ask()
    response = post()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert client.get("/v1/plans").json["total_items"] == 1
    assert client.get("/v1/comparisons").json["empty"]
    assert post(TWICE).status_code == 202


class TestCancelling:
    @pytest.mark.parametrize("way", ["post", "delete"])
    def test_stops_all_that_have_not_ended(self, client, post, end, queue, way):
        href = post().json["href"]
        end()
        claim = queue.claim()
        response = client.delete(href) if way == "delete" else client.post(f"{href}/cancel")
        assert (response.status_code, response.json["status"]) == (202, "running")
        statuses = [row["status"] for row in client.get(href).json["rows"]]
        assert statuses == ["solved", "running", "cancelled"]
        assert queue.wishes([claim.lease]) == {claim.lease: True}
        queue.put_back(claim)
        assert client.get(href).json["status"] == "cancelled"
        assert client.post(f"{href}/cancel").json["type"] == "/problems/already-finished"

    def test_is_answered_again(self, client, post):
        href, key = post().json["href"], {"Idempotency-Key": "c"}
        first = client.post(f"{href}/cancel", headers=key)
        assert first.json["done"] == 3
        assert client.post(f"{href}/cancel", headers=key).json == first.json

    def test_is_written_down(self, client_of, post):
        id_ = post().json["id"]
        client_of("main").delete(f"/v1/comparisons/{id_}")
        lines = client_of("main", "admin").get("/v1/audit").json["contents"]
        done = [(line["action"], line["target"]) for line in lines if line["target"] == id_]
        assert done == [("cancelComparison", id_), ("createComparison", id_)]


class TestReports:
    @pytest.fixture
    def report(self, client, post):
        return f"{post().json['href']}/report"

    def test_wait_for_the_last_plan(self, client, report, end):
        end()
        end()
        response = client.get(report)
        assert (response.status_code, response.json["type"]) == (409, "/problems/not-finished")

    def test_come_in_the_format_asked_for(self, client, report, end):
        for _ in range(3):
            end()
        said = client.get(report)
        assert (said.mimetype, said.json["format"]) == ("application/json", "linli.comparison/1")
        assert [each["outcome"]["name"] for each in said.json["variants"]] == ["twice", "idle"]
        page = client.get(report, headers={"Accept": "text/html", "Accept-Language": "zh"})
        assert "无需求" in page.text
        assert "style-src 'unsafe-inline'" in page.headers["Content-Security-Policy"]
        assert {"Accept", "Accept-Language"} <= set(page.vary)
        sheet = client.get(report, headers={"Accept": comparing.FORMATS[2]})
        assert sheet.data.startswith(b"PK")
        assert client.get(report, headers={"Accept": "text/csv"}).status_code == 406

    def test_leave_out_whom_nothing_was_planned_for(self, client, report, end, fail):
        end()
        fail()
        end()
        (only,) = client.get(report).json["variants"]
        assert only["outcome"]["name"] == "idle"

    def test_need_the_base_s_plan(self, client, report, end, fail):
        fail()
        end()
        end()
        assert client.get(report).status_code == 404

    def test_have_a_writer_for_each_format(self):
        assert tuple(reporting._WRITERS) == comparing.FORMATS


def test_the_operations_described_are_those_there_are():
    assert set(schemas.OPERATIONS) == set(OPERATIONS)


def test_the_web_process_has_neither_kernels_nor_solvers():
    code = "import sys, api.app; print(*{name.split('.')[0] for name in sys.modules})"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(said.stdout.split())
    assert "flask" in loaded
    assert not {"numba", "ortools"} & loaded
