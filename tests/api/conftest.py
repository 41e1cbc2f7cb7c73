"""A service to talk to, whose every answer is held to its own OpenAPI document."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from api import Settings, create_app
from api.runner import Runner
from api.services import Services
from matcher.engines.interface import Limits, Progress
from matcher.model import Ended, Plan, Result, Run, Scenario, Score

FINISHED = {"solved", "failed", "cancelled"}


class FakeSolve:
    """A solve that tells of progress at once, and ends when it is let, stopped or killed."""

    def __init__(self, scenario: Scenario, limits: Limits, engine: str, seed: int) -> None:
        self.scenario, self.limits, self.engine, self.seed = scenario, limits, engine, seed
        self.go = threading.Event()
        self.stopped = threading.Event()
        self.killed = threading.Event()
        self.error: Exception | None = None

    def messages(self) -> Iterator[Progress | Result]:
        yield Progress(
            engine="fake", iterations=7, seconds=0.5, totals=(16, 3), unmet=1, bound=(8, 0)
        )
        self.go.wait(10)
        if self.killed.is_set():
            raise RuntimeError("Grandma Wang's solver was killed")
        if self.error is not None:
            raise self.error
        yield self.result(Ended.CANCELLED if self.stopped.is_set() else Ended.COMPLETED)

    def stop(self) -> None:
        self.stopped.set()
        self.go.set()

    def kill(self) -> None:
        self.killed.set()
        self.go.set()

    def result(self, ended: Ended) -> Result:
        plan = Plan(
            scenario=self.scenario.id,
            digest="0" * 64,
            start=self.scenario.start,
            score=Score(terms=(), totals=(16, 3)),
            ended=ended,
            engine="fake",
            seed=self.seed,
        )
        run = Run(
            version="0",
            engine="fake",
            seed=self.seed,
            workers=self.limits.workers,
            max_seconds=self.limits.max_seconds,
            max_iterations=self.limits.max_iterations,
            seconds=1.5,
        )
        return Result(plan=plan, run=run)


class Solves:
    """Begins fake solves; `ready` says what becomes of each."""

    def __init__(self) -> None:
        self.begun: list[FakeSolve] = []
        self.ready: Callable[[FakeSolve], None] = lambda solve: solve.go.set()

    def __call__(self, scenario: Scenario, limits: Limits, engine: str, seed: int) -> FakeSolve:
        solve = FakeSolve(scenario, limits, engine, seed)
        self.begun.append(solve)
        self.ready(solve)
        return solve

    def nth(self, number: int) -> FakeSolve:
        """Wait until so many have begun; give the last of them."""
        deadline = time.monotonic() + 10
        while len(self.begun) < number:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return self.begun[number - 1]

    def hold(self) -> None:
        """Let further solves run until they are told to end."""
        self.ready = lambda _: None

    def die(self, error: Exception | None = None) -> None:
        """Let further solves die of an error."""

        def die(solve: FakeSolve) -> None:
            solve.error = error or RuntimeError("Grandma Wang's solver died")
            solve.go.set()

        self.ready = die


class CheckedClient(FlaskClient):
    """A client that holds each answer to what the OpenAPI document says of it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        check_documented(self.application, response)
        return response


def check_documented(app: Any, response: TestResponse) -> None:
    method, path = response.request.method, response.request.path
    document = app.api_doc
    try:
        rule, _ = app.url_map.bind("localhost").match(path, method=method, return_rule=True)
        template = rule.rule.replace("<", "{").replace(">", "}")
    except HTTPException:
        schema: dict[str, Any] = {"$ref": "#/components/schemas/ProblemDocument"}
    else:
        if template not in document["paths"]:
            return
        responses = document["paths"][template][method.lower()]["responses"]
        known = responses.get(str(response.status_code))
        assert known, f"{method} {template} answers {response.status_code} undocumented"
        assert response.mimetype in known["content"]
        schema = known["content"][response.mimetype]["schema"]
    validator = Draft202012Validator({**schema, "components": document["components"]})
    errors = [
        f"{error.json_path}: {error.message}" for error in validator.iter_errors(response.json)
    ]
    assert not errors, errors


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data", max_queued=3, max_body_bytes=100_000)


@pytest.fixture
def app(settings):
    app = create_app(settings)
    app.test_client_class = CheckedClient
    yield app
    Services.of(app).store.close()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def store(app):
    return Services.of(app).store


@pytest.fixture
def solves():
    return Solves()


@pytest.fixture
def runner(store, settings, solves):
    runner = Runner(store, settings, solves)
    runner.start()
    yield runner
    runner.stop()


@pytest.fixture
def scenario() -> dict[str, Any]:
    """A morning of one helper and one need."""
    return {
        "format": "linli.scenario/1",
        "id": "morning",
        "start": "2026-11-23T00:00+08:00",
        "days": 1,
        "communities": [
            {"id": "c1", "name": "桥头", "tier": "community", "place": {"lat": 28.2, "lon": 112.9}}
        ],
        "helpers": [
            {
                "id": "h1",
                "kind": "volunteer",
                "community": "c1",
                "shifts": [
                    {"id": "s1", "start": "2026-11-23T08:00+08:00", "end": "2026-11-23T12:00+08:00"}
                ],
            }
        ],
        "services": [{"id": "visit", "name": "探访"}],
        "needs": [{"id": "n1", "service": "visit", "community": "c1"}],
    }


@pytest.fixture
def ask(client, scenario):
    """Ask for a plan of the scenario; give its id."""

    def ask(**body: Any) -> str:
        response = client.post("/v1/plans", json={"scenario": scenario, **body})
        assert response.status_code == 202, response.text
        return response.json["id"]

    return ask


@pytest.fixture
def wait_for(client):
    """Wait until a plan has one of these statuses; give what is known of it."""

    def wait_for(id_: str, *statuses: str, seconds: float = 10) -> Any:
        wanted = set(statuses) or FINISHED
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            details = client.get(f"/v1/plans/{id_}").json
            if details["status"] in wanted:
                return details
            time.sleep(0.02)
        pytest.fail(f"plan is {details['status']}, not {wanted}")

    return wait_for


@pytest.fixture
def moment():
    """Read a point in time."""
    return datetime.fromisoformat
