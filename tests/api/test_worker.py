import dataclasses
import json
import logging
import time

import pytest

from api.store import Queue
from api.worker import Worker, failures
from tests.api.conftest import PROGRESS


def test_a_plan_is_solved(runner, ask, wait_for, solves, moment):
    details = wait_for(ask(options={"seed": 5, "max_iterations": 9}, custom="mine"))
    assert details["status"] == "solved"
    assert details["result"]["plan"]["scenario"] == "morning"
    assert details["result"]["run"]["seed"] == 5
    assert details["summary"]["totals"] == [16, 3]
    assert details["custom"] == "mine"
    assert details["failure"] is None
    times = [moment(details[name]) for name in ("created", "started", "ended")]
    assert times == sorted(times)
    (solve,) = solves.begun
    assert solve.scenario["needs"][0]["id"] == "n1"
    assert solve.task.options["seed"] == 5
    assert solve.task.options["max_iterations"] == 9
    assert solve.start is None


def test_how_far_it_is_is_told_while_running(runner, ask, wait_for, solves, client):
    solves.hold()
    id_ = ask()
    wait_for(id_, "running")
    while (details := client.get(f"/v1/plans/{id_}/status").json)["progress"] is None:
        assert details["status"] == "running"
    assert details["progress"] == PROGRESS
    (summary,) = client.get("/v1/plans").json["contents"]
    assert summary["progress"] == details["progress"]
    solves.nth(1).go.set()
    assert wait_for(id_)["status"] == "solved"


def test_the_best_so_far_can_be_fetched_while_running(runner, ask, wait_for, solves, client):
    def find(solve):
        solve.best = 20

    solves.ready = find
    id_ = ask()
    wait_for(id_, "running")
    while (details := client.get(f"/v1/plans/{id_}").json)["result"] is None:
        assert details["status"] == "running"
    assert details["result"]["plan"]["score"]["totals"] == [20, 3]
    assert details["result"]["run"] is None
    assert details["summary"]["totals"] == [20, 3]
    solves.nth(1).go.set()
    assert wait_for(id_)["result"]["plan"]["score"]["totals"] == [16, 3]


@pytest.mark.parametrize("way", ["post", "delete"])
def test_cancelling_stops_early_and_keeps_the_best(runner, ask, wait_for, solves, client, way):
    solves.hold()
    id_ = ask()
    wait_for(id_, "running")
    path = f"/v1/plans/{id_}"

    def cancel():
        return client.post(f"{path}/cancel") if way == "post" else client.delete(path)

    assert cancel().status_code == 202
    details = wait_for(id_)
    assert details["status"] == "cancelled"
    assert details["result"]["plan"]["ended"] == "cancelled"
    again = cancel()
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


def test_the_urgent_are_begun_first(ask, wait_for, solves, request):
    scenarios = [ask(custom=n, options={"priority": n}) for n in (0, 9, 5)]
    request.getfixturevalue("runner")
    ended = [wait_for(id_)["started"] for id_ in scenarios]
    assert ended[1] < ended[2] < ended[0]


def test_a_solver_that_dies_is_begun_again_and_then_given_up(runner, ask, wait_for, solves, caplog):
    solves.die()
    assert wait_for(ask())["failure"]["code"] == "solver_died"
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
    solves.nth(1)
    solves.ready = lambda solve: solve.go.set()
    assert wait_for(id_)["status"] == "solved"


def test_what_dies_is_gone_on_with_from_the_best(runner, ask, wait_for, solves):
    def die_with_a_plan(solve):
        solve.best, solve.error = 20, RuntimeError("died")
        solve.go.set()

    solves.ready = die_with_a_plan
    id_ = ask()
    solves.nth(1)
    solves.ready = lambda solve: solve.go.set()
    assert wait_for(id_)["status"] == "solved"
    again = solves.begun[-1]
    assert again.start["plan"]["score"]["totals"] == [20, 3]
    assert again.task.spent == 2.5


def test_a_solve_that_does_not_end_is_killed_and_said_so(database, settings, solves, ask, wait_for):
    solves.hold()
    worker = Worker(database, dataclasses.replace(settings, grace_seconds=0), solves)
    worker.start()
    details = wait_for(ask(options={"max_seconds": 0.1}))
    assert (details["status"], details["failure"]["code"]) == ("failed", "solver_overdue")
    assert solves.begun[0].killed.is_set()
    worker.stop()


def test_a_solve_that_takes_too_much_memory_is_killed_and_said_so(
    runner, settings, solves, ask, wait_for
):
    def grow(solve):
        solve.bytes = settings.max_solve_bytes + 1

    solves.ready = grow
    details = wait_for(ask())
    assert (details["status"], details["failure"]["code"]) == ("failed", "solver_out_of_memory")
    assert solves.begun[0].killed.is_set()


@pytest.mark.parametrize("failure", [failures.UNSUPPORTED, failures.INVALID])
def test_what_can_never_be_solved_is_not_tried_again(runner, ask, wait_for, solves, failure):
    solves.die(failure)
    details = wait_for(ask())
    assert (details["status"], details["failure"]["code"]) == ("failed", failure.code)
    assert len(solves.begun) == 1


def test_stopping_parks_running_plans_with_their_best(
    database, settings, solves, ask, wait_for, store
):
    solves.hold()
    worker = Worker(database, settings, solves)
    worker.start()
    id_ = ask()
    solves.nth(1)
    worker.stop()
    details = wait_for(id_, "queued")
    assert details["progress"] is None
    assert details["summary"]["totals"] == [16, 3]
    assert store.get(id_, "").attempts == 0
    assert solves.begun[0].stopped.is_set()
    solves.ready = lambda solve: solve.go.set()
    again = Worker(database, settings, solves)
    again.start()
    assert wait_for(id_)["status"] == "solved"
    again.stop()
    assert solves.begun[1].start["plan"]["ended"] == "cancelled"
    assert solves.begun[1].task.spent == 2.5


def test_a_solve_that_does_not_part_is_killed(database, settings, solves, ask, wait_for):
    solves.ready = lambda solve: setattr(solve, "stop", lambda: None)
    worker = Worker(database, dataclasses.replace(settings, parting_seconds=0.1), solves)
    worker.start()
    id_ = ask()
    solves.nth(1)
    worker.stop()
    assert wait_for(id_, "queued")["result"] is None
    assert solves.begun[0].killed.is_set()


def test_plans_left_by_a_worker_that_died_are_solved(database, settings, ask, wait_for, solves):
    id_ = ask()
    Queue(database, 1.0).claim()
    worker = Worker(database, dataclasses.replace(settings, lease_seconds=1.0), solves)
    worker.start()
    assert wait_for(id_)["status"] == "solved"
    worker.stop()


def test_two_workers_solve_each_plan_once(database, settings, ask, wait_for, solves):
    ids = [ask() for _ in range(3)]
    workers = [Worker(database, settings, solves) for _ in range(2)]
    for worker in workers:
        worker.start()
    assert {wait_for(id_)["status"] for id_ in ids} == {"solved"}
    for worker in workers:
        worker.stop()
    assert len(solves.begun) == 3


def test_a_worker_that_lost_its_plan_lets_go_of_it(
    database, settings, ask, wait_for, solves, queue, store
):
    solves.hold()
    worker = Worker(database, settings, solves)
    worker.start()
    id_ = ask()
    first = solves.nth(1)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE plans SET status = 'queued', lease = NULL")
    claim = queue.claim() or pytest.fail("not claimed")
    first.killed.wait(5)
    assert first.killed.is_set()
    worker.stop()
    assert queue.renew([claim.lease]) == {claim.lease: False}
    assert store.get(id_, "").status == "running"


def test_nothing_is_left_on_disk(runner, ask, wait_for, settings):
    wait_for(ask())
    (own,) = [each for each in (settings.data / "work").iterdir() if any(each.iterdir())][:1]
    deadline = time.monotonic() + 5
    while {each.name for each in own.iterdir()} != {"lock"}:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_nobody_is_named_in_the_log(runner, ask, wait_for, scenario, caplog):
    scenario["needs"][0]["id"] = "Grandma-Wang"
    with caplog.at_level(logging.DEBUG):
        wait_for(ask(custom="Grandma-Wang"))
    assert "attempt begins" in caplog.text
    assert "Wang" not in caplog.text
    assert "Wang" not in json.dumps([record.__dict__ for record in caplog.records], default=str)
