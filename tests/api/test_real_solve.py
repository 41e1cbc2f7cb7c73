"""A plan made by the real solver, in a real process."""

import time

import pytest

from api.runner import Runner
from matcher.check import check
from matcher.formats import parse_plan, parse_scenario

COMPILE = 300
"""Seconds in which the solver surely answers, even where it is first compiled."""


@pytest.fixture
def runner(store, settings):
    runner = Runner(store, settings)
    runner.start()
    yield runner
    runner.stop()


def test_a_plan_comes_back_checked_and_whole(runner, ask, wait_for, scenario):
    details = wait_for(ask(options={"max_iterations": 20, "seed": 3}), seconds=COMPILE)
    assert details["status"] == "solved"
    plan = parse_plan(details["result"]["plan"])
    assert [visit.need for visit in plan.visits] == ["n1"]
    assert not check(parse_scenario(scenario).scenario, plan).violations
    assert details["result"]["run"]["seed"] == 3


def test_a_long_solve_is_stopped_and_its_plan_kept(runner, ask, wait_for, scenario, client):
    scenario["needs"] = [
        {"id": f"n{number}", "service": "visit", "community": "c1"} for number in range(12)
    ]
    # The exact engine would prove so small a scenario before it could be stopped.
    id_ = ask(options={"engine": "search", "max_seconds": 300})
    began = time.monotonic()
    while client.get(f"/v1/plans/{id_}").json["progress"] is None:
        assert time.monotonic() < began + COMPILE
        time.sleep(0.05)
    client.post(f"/v1/plans/{id_}/cancel")
    details = wait_for(id_, seconds=COMPILE)
    assert details["status"] == "cancelled"
    assert details["result"]["plan"]["visits"]
