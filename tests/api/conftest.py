"""A service to talk to, whose every answer is held to its own OpenAPI document."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from sqlalchemy import create_engine, text
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from api.access import Actor, Scope
from api.app import create_app
from api.jobs import Failure
from api.serve import PRELOADED
from api.services import Services
from api.settings import Settings
from api.store import Database, Keys, Queue, in_folder
from api.worker import Worker
from api.worker.messages import Found, Message, Noted, Refused, Task
from matcher.model import Ended

FINISHED = {"solved", "failed", "cancelled"}

CLI = Actor(key="cli", owner="")

PROGRESS = {
    "engine": "fake",
    "iterations": 7,
    "seconds": 0.5,
    "totals": [16, 3],
    "unmet": 1,
    "bound": [8, 0],
    "gap": 0.5,
}

POSTGRES = os.environ.get("LINLI_TEST_POSTGRES", "")
"""Address of a PostgreSQL database for tests; each test makes a schema of its own in it."""


class FakeSolve:
    """A solve that tells of progress at once, and ends when it is let, stopped or killed."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.scenario = json.loads(task.scenario.read_text(encoding="utf-8"))
        self.start = None if task.result is None else json.loads(task.result.read_bytes())
        self.go = threading.Event()
        self.stopped = threading.Event()
        self.killed = threading.Event()
        self.error: Exception | Failure | None = None
        self.best: int | None = None
        self.bytes = 0

    def messages(self) -> Iterator[Message]:
        yield Noted(progress=PROGRESS)
        if self.best is not None:
            yield self._found("best.json", self.best, is_last=False)
        self.go.wait(10)
        if self.killed.is_set():
            raise RuntimeError("Grandma Wang's solver was killed")
        if isinstance(self.error, Failure):
            yield Refused(failure=self.error)
            return
        if self.error is not None:
            raise self.error
        yield self._found("result.json", 16, is_last=True)

    def stop(self) -> None:
        self.stopped.set()
        self.go.set()

    def kill(self) -> None:
        self.killed.set()
        self.go.set()

    def memory(self) -> int:
        return self.bytes

    def _found(self, name: str, total: int, *, is_last: bool) -> Found:
        is_cancelled = is_last and self.stopped.is_set()
        ended = Ended.CANCELLED if is_cancelled or not is_last else Ended.COMPLETED
        plan = {
            "format": "linli.plan/1",
            "scenario": self.scenario["id"],
            "digest": "0" * 64,
            "start": self.scenario["start"],
            "score": {"terms": [], "totals": [total, 3]},
            "ended": ended,
            "engine": "fake",
        }
        run = {
            "version": "0",
            "engine": "fake",
            "seed": self.task.options["seed"],
            "workers": 1,
            "max_seconds": None,
            "max_iterations": None,
            "seconds": 1.5,
        }
        path = self.task.folder / name
        path.write_text(json.dumps({"plan": plan, "run": run if is_last else None}))
        summary = {"totals": [total, 3], "bound": [8, 0], "gap": 0.5, "unmet": 1, "ended": ended}
        return Found(
            result=path, summary=summary, seconds=2.5, is_last=is_last, is_cancelled=is_cancelled
        )


class Solves:
    """Begins fake solves; `ready` says what becomes of each."""

    def __init__(self) -> None:
        self.begun: list[FakeSolve] = []
        self.ready: Callable[[FakeSolve], None] = lambda solve: solve.go.set()

    def __call__(self, task: Task) -> FakeSolve:
        solve = FakeSolve(task)
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

    def die(self, error: Exception | Failure | None = None) -> None:
        """Let further solves die of an error."""

        def die(solve: FakeSolve) -> None:
            solve.error = error or RuntimeError("Grandma Wang's solver died")
            solve.go.set()

        self.ready = die


class CheckedClient(FlaskClient):
    """A client with a key that holds each answer to what the OpenAPI document says of it."""

    key = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", None) or {})
        if self.key:
            headers.setdefault("Authorization", f"Bearer {self.key}")
        response = super().open(*args, headers=headers, **kwargs)
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
        if response.status_code == 204:
            assert not response.data
            return
        assert response.mimetype in known["content"]
        if not response.is_json:
            return
        schema = known["content"][response.mimetype]["schema"]
    validator = Draft202012Validator({**schema, "components": document["components"]})
    errors = [
        f"{error.json_path}: {error.message}" for error in validator.iter_errors(response.json)
    ]
    assert not errors, errors


@pytest.fixture(scope="session", autouse=True)
def forked_from_what_has_all():
    """Let processes of their own be made as a server makes them: with all imported."""
    multiprocessing.set_forkserver_preload([*PRELOADED, "api.worker.solving"])


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data", max_queued=3, max_body_bytes=100_000)


@pytest.fixture
def address(settings):
    """Give the address of an empty database."""
    return in_folder(settings.data)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_address(request, settings):
    """Give the address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield in_folder(settings.data)
        return
    if not POSTGRES:
        pytest.skip("LINLI_TEST_POSTGRES names no database")
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def database(address):
    database = Database(address)
    yield database
    database.close()


@pytest.fixture
def app(settings, database):
    app = create_app(settings, database)
    app.test_client_class = CheckedClient
    yield app
    Services.of(app).close()


@pytest.fixture
def key_of(database):
    """Make a key of a tenant, and the tenant and those above it."""
    keys = Keys(database)

    def key_of(path: str, scope: Scope = Scope.PLAN) -> str:
        above = None
        for id_ in path.split("/"):
            if id_ not in {tenant.id for tenant in keys.tenants("")}:
                keys.add_tenant(id_, id_, above, CLI)
            above = id_
        _, secret = keys.add(id_, "test", scope, CLI)
        return str(secret)

    return key_of


@pytest.fixture
def client_of(app, key_of):
    """Make a client with a key of a tenant."""

    def client_of(path: str, scope: Scope = Scope.PLAN) -> CheckedClient:
        client = app.test_client()
        client.key = key_of(path, scope)
        return client

    return client_of


@pytest.fixture
def client(client_of):
    return client_of("main")


@pytest.fixture
def store(app):
    return Services.of(app).plans


@pytest.fixture
def queue(database, settings):
    return Queue(database, settings.lease_seconds)


@pytest.fixture
def solves():
    return Solves()


@pytest.fixture
def runner(database, settings, solves):
    worker = Worker(database, settings, solves)
    worker.start()
    yield worker
    worker.stop()


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
