import dataclasses
import logging
import time

import pytest

from api.lock import DataFolderInUse
from api.runner import Runner
from matcher.engines import UnsupportedScenario
from matcher.model import InvalidInput
from matcher.validate.catalogue import problem


def test_a_plan_is_solved(runner, ask, wait_for, solves, scenario, moment):
    details = wait_for(ask(options={"seed": 5, "max_iterations": 9}, custom="mine"))
    assert details["status"] == "solved"
    assert details["result"]["plan"]["scenario"] == "morning"
    assert details["result"]["run"]["seed"] == 5
    assert details["custom"] == "mine"
    assert "failure" in details
    times = [moment(details[name]) for name in ("created", "started", "ended")]
    assert times == sorted(times)
    (solve,) = solves.begun
    assert solve.scenario.needs[0].id == "n1"
    assert (solve.seed, solve.limits.max_iterations, solve.limits.workers) == (5, 9, 1)


def test_the_best_so_far_is_told_while_running(runner, ask, wait_for, solves, client):
    solves.hold()
    id_ = ask()
    wait_for(id_, "running")
    while (details := client.get(f"/v1/plans/{id_}").json)["progress"] is None:
        assert details["status"] == "running"
    assert details["progress"] == {
        "engine": "fake",
        "iterations": 7,
        "seconds": 0.5,
        "totals": [16, 3],
        "unmet": 1,
        "bound": [8, 0],
    }
    (summary,) = client.get("/v1/plans").json["contents"]
    assert summary["progress"] == details["progress"]
    solves.nth(1).go.set()
    assert wait_for(id_)["status"] == "solved"


def test_cancelling_stops_early_and_keeps_the_best(runner, ask, wait_for, solves, client):
    solves.hold()
    id_ = ask()
    wait_for(id_, "running")
    response = client.post(f"/v1/plans/{id_}/cancel")
    assert response.status_code == 202
    details = wait_for(id_)
    assert details["status"] == "cancelled"
    assert details["result"]["plan"]["ended"] == "cancelled"
    again = client.post(f"/v1/plans/{id_}/cancel")
    assert again.status_code == 409
    assert again.json["type"] == "/problems/already-finished"


def test_a_waiting_plan_is_cancelled_at_once(ask, client, wait_for):
    id_ = ask()
    response = client.post(f"/v1/plans/{id_}/cancel")
    assert response.json["status"] == "cancelled"
    assert wait_for(id_)["result"] is None


def test_only_so_many_run_at_once(runner, ask, wait_for, solves, client):
    solves.hold()
    first, second = ask(), ask()
    wait_for(first, "running")
    time.sleep(0.5)
    assert client.get(f"/v1/plans/{second}").json["status"] == "queued"
    solves.nth(1).go.set()
    solves.nth(2).go.set()
    wait_for(second, "solved")


def test_a_solver_that_dies_is_begun_again(runner, ask, wait_for, solves, caplog):
    solves.die()
    id_ = ask()
    wait_for(id_, "failed")
    assert len(solves.begun) == 3
    assert "Wang" not in caplog.text


def test_a_plan_that_is_given_up_says_so_in_both_languages(runner, ask, wait_for, solves, client):
    solves.die()
    id_ = ask()
    failure = wait_for(id_)["failure"]
    assert failure == {
        "code": "solver_died",
        "message": "The solver died or failed each time it was begun.",
    }
    said = client.get(f"/v1/plans/{id_}", headers={"Accept-Language": "zh"}).json["failure"]
    assert said["message"].startswith("求解程序")


def test_a_solver_that_dies_once_does_no_harm(runner, ask, wait_for, solves):
    solves.die()
    id_ = ask()
    wait_for(id_, "running")
    solves.ready = lambda solve: solve.go.set()
    assert wait_for(id_)["status"] == "solved"


def test_a_solve_that_does_not_end_is_killed_and_said_so(store, settings, solves, ask, wait_for):
    solves.hold()
    runner = Runner(store, dataclasses.replace(settings, grace_seconds=0), solves)
    runner.start()
    details = wait_for(ask(options={"max_seconds": 0.1}))
    assert (details["status"], details["failure"]["code"]) == ("failed", "solver_overdue")
    assert solves.begun[0].killed.is_set()
    runner.stop()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnsupportedScenario("Grandma Wang"), "unsupported_scenario"),
        (InvalidInput([problem("not_an_object", "")]), "invalid_scenario"),
    ],
)
def test_what_can_never_be_solved_is_not_tried_again(runner, ask, wait_for, solves, error, code):
    solves.die(error)
    details = wait_for(ask())
    assert (details["status"], details["failure"]["code"]) == ("failed", code)
    assert len(solves.begun) == 1


def test_stopping_puts_running_plans_back(store, settings, solves, ask, wait_for):
    solves.hold()
    runner = Runner(store, settings, solves)
    runner.start()
    id_ = ask()
    solves.nth(1)
    runner.stop()
    assert wait_for(id_, "queued")["progress"] is None
    assert store.get(id_).attempts == 0
    assert solves.begun[0].killed.is_set()


def test_plans_left_running_by_a_dead_process_are_solved(store, ask, wait_for, request):
    id_ = ask()
    store.claim()
    request.getfixturevalue("runner")
    assert wait_for(id_)["status"] == "solved"
    assert store.get(id_).attempts == 2


def test_a_second_runner_is_refused(runner, store, settings, solves, monkeypatch):
    monkeypatch.setattr("api.lock.time.sleep", lambda _: None)
    monkeypatch.setattr("api.lock.time.monotonic", iter(range(0, 100, 3)).__next__)
    with pytest.raises(DataFolderInUse):
        Runner(store, settings, solves).start()


def test_nobody_is_named_in_the_log(runner, ask, wait_for, scenario, caplog):
    scenario["needs"][0]["id"] = "Grandma-Wang"
    with caplog.at_level(logging.DEBUG):
        wait_for(ask(custom="Grandma-Wang"))
    assert "attempt 1 begins" in caplog.text
    assert "Wang" not in caplog.text
