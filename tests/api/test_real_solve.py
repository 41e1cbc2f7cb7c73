"""Plans made by the real solver, in a real process."""

import json
import time

import pytest

from api.comparing import FORMATS
from api.worker import Worker
from api.worker.messages import Task
from api.worker.solving import carry_out
from matcher.check import check
from matcher.formats import parse_plan, parse_scenario
from tests.api import morning
from tests.api.conftest import FINISHED
from tests.api.solved import end_next

COMPILE = 300
"""Seconds in which the solver surely answers, even where it is first compiled."""


@pytest.fixture
def runner(database, settings):
    worker = Worker(database, settings)
    worker.start()
    yield worker
    worker.stop()


@pytest.fixture
def busy(scenario):
    """Give a scenario that the search can go on with for ever."""
    scenario["needs"] = [
        {"id": f"n{number}", "service": "visit", "community": "c1"} for number in range(12)
    ]
    return scenario


def test_a_plan_comes_back_checked_and_whole(runner, ask, wait_for, scenario):
    details = wait_for(ask(options={"max_iterations": 20, "seed": 3}), seconds=COMPILE)
    assert details["status"] == "solved"
    plan = parse_plan(details["result"]["plan"])
    assert [visit.need for visit in plan.visits] == ["n1"]
    assert not check(parse_scenario(scenario).scenario, plan).violations
    assert details["result"]["run"]["seed"] == 3
    assert details["summary"]["totals"] == list(plan.score.totals)
    assert (details["summary"]["unmet"], details["summary"]["gap"]) == (0, 0.0)


def test_a_long_solve_is_stopped_and_its_plan_kept(runner, ask, wait_for, busy, client):
    # The exact engine would prove so small a scenario before it could be stopped.
    id_ = ask(options={"engine": "search", "max_seconds": 300})
    began = time.monotonic()
    while client.get(f"/v1/plans/{id_}").json["result"] is None:
        assert time.monotonic() < began + COMPILE
        time.sleep(0.05)
    client.post(f"/v1/plans/{id_}/cancel")
    details = wait_for(id_, seconds=COMPILE)
    assert details["status"] == "cancelled"
    assert details["result"]["plan"]["visits"]
    assert details["result"]["run"]


def test_a_solve_is_parked_and_gone_on_with(database, settings, ask, wait_for, busy, client):
    first = Worker(database, settings)
    first.start()
    id_ = ask(options={"engine": "search", "max_seconds": 6})
    wait_for(id_, "running", seconds=COMPILE)
    while client.get(f"/v1/plans/{id_}/status").json["progress"] is None:
        time.sleep(0.05)
    first.stop()
    parked = wait_for(id_, "queued")
    assert parked["result"]["plan"]["ended"] == "cancelled"
    second = Worker(database, settings)
    second.start()
    details = wait_for(id_, seconds=COMPILE)
    second.stop()
    assert details["status"] == "solved"
    assert details["summary"]["totals"] <= parked["summary"]["totals"]
    assert details["result"]["run"]["max_seconds"] < 6


def test_what_nobody_can_serve_is_found_without_a_plan(runner, ask, wait_for, scenario):
    scenario["needs"][0]["roles"] = [{"skills": [{"skill": "no_one_has_it"}]}]
    details = wait_for(ask(options={"mode": "detect_infeasible"}), seconds=COMPILE)
    assert details["result"]["plan"] is None
    (impossible,) = details["result"]["impossible"]
    assert (impossible["need"], impossible["kind"]) == ("n1", "no_candidate")
    assert details["summary"]["unmet"] == 1


def test_a_comparison_is_planned_and_set_side_by_side(runner, client, scenario):
    scenario["needs"] = [
        {"id": f"n{number}", "service": "visit", "community": "c1"} for number in range(5)
    ]
    more = {
        "name": "more",
        "title": {"en": "Two helpers", "zh": "两人"},
        "changes": [{"op": "copy", "helpers": {"kind": "volunteer"}, "count": 1}],
    }
    asked = {
        "base": {"scenario": scenario},
        "variants": [more],
        "options": {"max_seconds": 60, "max_iterations": 500},
    }
    href = client.post("/v1/comparisons", json=asked).json["href"]
    began = time.monotonic()
    while (told := client.get(href).json)["status"] not in FINISHED:
        assert time.monotonic() < began + COMPILE
        time.sleep(0.05)
    base, variant = told["rows"]
    assert [row["summary"]["unmet"] for row in (base, variant)] == [1, 0]
    assert variant["verdict"] == "better"
    assert variant["change"][0] < 0
    report = client.get(f"{href}/report").json
    assert report["base"]["unmet"] == 1
    (versus,) = report["variants"]
    assert versus["judgement"]["verdict"] == variant["verdict"]
    assert versus["judgement"]["differences"] == variant["change"]
    page = client.get(f"{href}/report", headers={"Accept": "text/html", "Accept-Language": "zh"})
    assert "两人" in page.text
    assert client.get(f"{href}/report", headers={"Accept": FORMATS[2]}).data.startswith(b"PK")


def test_a_plan_is_revised_in_a_process_of_its_own(client, queue, wait_for, database, settings):
    base = client.post("/v1/plans", json={"scenario": morning.SCENARIO}).json["id"]
    end_next(queue, morning.plan())
    asked = {"events": [{"kind": "helper_cancels_shift", "helper": "h1", "shift": "s1"}]}
    accepted = client.post(f"/v1/plans/{base}/revisions", json=asked).json
    worker = Worker(database, settings)
    worker.start()
    details = wait_for(accepted["id"], seconds=COMPILE)
    worker.stop()
    assert (details["status"], details["base"]) == ("solved", base)
    assert [change["code"] for change in details["result"]["changes"]] == ["other_crew"]


class TestATask:
    @pytest.fixture
    def carried_out(self, tmp_path, busy):
        def carried_out(result=None, spent=0.0, **options):
            scenario = tmp_path / "scenario.json"
            scenario.write_text(json.dumps(busy))
            task = Task(
                scenario=scenario,
                result=result,
                folder=tmp_path,
                options={"seed": 1, "engine": "search", **options},
                spent=spent,
            )
            told = []
            carry_out(told.append, lambda: False, task)
            return told

        return carried_out

    def test_the_time_already_spent_is_not_spent_again(self, carried_out):
        *_, last = carried_out(max_seconds=5, spent=3.5)
        assert json.loads(last.result.read_text())["run"]["max_seconds"] == 1.5
        *_, last = carried_out(max_seconds=5, spent=4.9)
        assert json.loads(last.result.read_text())["run"]["max_seconds"] == 1.0

    def test_equal_requests_give_equal_plans_even_from_a_plan(self, carried_out):
        def plan(**more):
            *_, last = carried_out(max_iterations=30, max_seconds=300, **more)
            return json.loads(last.result.read_text())["plan"], last.result

        first, result = plan()
        again, _ = plan(result=result.rename(result.with_suffix(".first")))
        assert again == first

    def test_what_cannot_be_done_is_refused(self, carried_out):
        (refused,) = carried_out(engine="flow", max_seconds=5)
        assert refused.failure.code == "unsupported_scenario"
