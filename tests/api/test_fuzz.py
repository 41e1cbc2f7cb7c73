"""Thousands of requests made of the OpenAPI document, and every answer held to it.

Schemathesis makes them: sound ones and ones with a single fault, over every operation, and the
same ones each time.
"""

from __future__ import annotations

import copy
import logging
from collections import Counter
from dataclasses import dataclass, field
from dataclasses import replace as changed
from typing import Any

import pytest
from flask import request
from schemathesis import openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.transport.wsgi import WSGITransport

from api import comparing, revising
from api.access import Actor, Scope, Secret
from api.app import create_app
from api.jobs import Status
from api.services import Services
from api.store import Keys
from tests.api import morning
from tests.api.here import DesksHere
from tests.api.solved import NOTHING, NURSE, end_next

CASES = 5_000

FAIR_SHARE = 10

# What rules across records refuse, or a key that came with another request, no schema can say: the
# request is sound by the document, and 422 is a true answer.
BEYOND_SCHEMAS = {
    "cancelPlan",
    "publishPlan",
    "cancelComparison",
    "createComparison",
    "createPlan",
    "createRevision",
    "recommend",
    "suggestForNeed",
    "applyRecommendation",
    "analyzePlan",
    "createScenario",
    "putScenario",
    "validateScenario",
}

ANSWERS = ["2xx", "404", "409", "412", "422"]

# `/v1/plans/analyze` and `/v1/scenarios/validate` are also plans and scenarios of that name, so
# `Allow` truly names more than the document lists beside them.
TWO_RULES = {"analyzePlan", "validateScenario"}


@dataclass
class Run:
    """What came of all requests."""

    cases: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, event: events.ScenarioFinished) -> None:
        self.cases[event.recorder.label] += len(event.recorder.cases)
        for checks in event.recorder.checks.values():
            for found in (each.failure_info for each in checks if each.failure_info):
                failure = found.failure
                said = f"{failure.operation}: {failure.title}: {failure.message}"
                self.faults.append(f"{said}\n{found.code_sample}"[:2000])


class HastyDesks(DesksHere):
    """Takes no more than a moment for what was to take seconds."""

    def ask(self, id_: str, documents: Any, function: Any, *arguments: Any) -> Any:
        hasty = (
            each.model_copy(update={"seconds": min(each.seconds, 0.005)})
            if hasattr(each, "seconds")
            else each
            for each in arguments
        )
        return super().ask(id_, documents, function, *hasty)


@pytest.fixture
def app(settings, database, queue, scenario, monkeypatch):
    # What is done in processes of their own would take minutes.
    for module in (comparing, revising):
        monkeypatch.setattr(module, "apart", lambda function: function)
    roomy = changed(settings, requests="1000000/second", max_queued=1_000_000)
    app = create_app(roomy, database)
    for desks in ("desks", "slow_desks"):
        monkeypatch.setitem(vars(Services.of(app)), desks, HastyDesks())

    plans = iter([morning.planned({**scenario, "needs": [*scenario["needs"], NURSE]})])

    # Solved at once, so that no event stream waits; the first, and of the others only that much.
    @app.after_request
    def solve(response):
        asked = {
            "plans.create_plan",
            "revisions.create_revision",
            "comparisons.create_comparison",
        }
        if request.endpoint in asked and response.status_code == 202:
            while Services.of(app).plans.counts().get(Status.QUEUED):
                end_next(queue, next(plans, NOTHING))
        return response

    yield app
    Services.of(app).close()


@pytest.fixture
def key(key_of):
    return key_of("main", Scope.ADMIN)


@pytest.fixture
def known(app, key, database, scenario):
    """Make one of everything; give how to fill the parameters of a path by it."""
    client = app.test_client()
    headers = {"Authorization": f"Bearer {key}"}
    scenario["needs"].append(NURSE)
    client.put("/v1/scenarios/morning", json=scenario, headers=headers)
    plan = client.post("/v1/plans", json={"scenario": scenario}, headers=headers).json["id"]
    client.post(f"/v1/plans/{plan}/publish", headers=headers)
    asked = {"base": {"scenario": scenario}, "variants": [{"name": "same"}]}
    comparison = client.post("/v1/comparisons", json=asked, headers=headers).json["id"]
    client.put("/v1/tenants/station", json={"name": "Station"}, headers=headers)
    link = client.put("/v1/helpers/h1/calendar", headers=headers).json["href"]
    spare, _ = Keys(database).add("main", "spare", Scope.READ, Actor(key="cli", owner=""))
    return {
        "/v1/comparisons/{id}": comparison,
        "/v1/plans/{id}": plan,
        "/v1/scenarios/{id}": "morning",
        "/v1/tenants/{id}": "station",
        "/v1/keys/{id}": spare.id,
        "/v1/helpers/{id}/calendar.ics": "h1",
        "need": "n1",
        "secret": link.partition("secret=")[2],
    }


@pytest.fixture
def document(app, known, scenario):
    document = copy.deepcopy(app.api_doc)
    small = {"enum": [scenario]}
    schemas = document["components"]["schemas"]
    # The schema of scenarios makes thousands of requests wherever it stands; once is enough.
    for record in ("PlanRequest", "AnalysisRequest", "BaseScenario"):
        schemas[record]["properties"]["scenario"] = {"enum": [scenario, None]}
    # So it is with those of needs and shifts.
    shift = {**scenario["helpers"][0]["shifts"][0], "id": "s2"}
    for record in ("RecommendationRequest", "ApplicationRequest"):
        properties = schemas[record]["properties"]
        properties["need"] = {"enum": [NURSE | {"id": "n3", "roles": []}, "n2", None]}
        properties["helper"] = {"enum": ["h1", "h2", None]}
        properties["shift"] = {"enum": [shift, "s1", None]}
    for path, item in document["paths"].items():
        for operation in item.values():
            # With it no status could be undocumented.
            operation["responses"].pop("default")
            if operation["operationId"] in {"createScenario", "putScenario"}:
                operation["requestBody"]["content"]["application/json"]["schema"] = small
            for parameter in operation.get("parameters", ()):
                aim(path, parameter, known)
    return document


def aim(path: str, parameter: dict[str, Any], known: dict[str, str]) -> None:
    """Let a parameter name what exists about as often as what does not."""
    name = parameter["name"]
    value = known.get(name) or next(
        (value for prefix, value in known.items() if name == "id" and path.startswith(prefix)), None
    )
    if value is not None:
        parameter["schema"] = {"anyOf": [{"enum": [value]}, parameter["schema"]]}


@pytest.fixture
def config(key):
    operations = [
        {
            "include-operation-id": operation,
            "checks": {"positive_data_acceptance": {"expected-statuses": ANSWERS}},
        }
        for operation in BEYOND_SCHEMAS - TWO_RULES
    ]
    operations += [
        {
            "include-operation-id": operation,
            "checks": {
                "positive_data_acceptance": {"expected-statuses": ANSWERS},
                "allow_header_conformance": {"enabled": False},
            },
        }
        for operation in TWO_RULES
    ]
    return SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "continue-on-failure": True,
            # The client in the process unpacks nothing.
            "headers": {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"},
            "generation": {
                "deterministic": True,
                "max-examples": 25,
                "no-shrink": True,
                "database": "none",
            },
            "checks": {
                # 412: the version that a made-up If-Match names is never the one that is kept.
                "positive_data_acceptance": {
                    "expected-statuses": ["2xx", "401", "403", "404", "409", "412"]
                }
            },
            "operations": operations,
        }
    )


@pytest.fixture(autouse=True)
def in_process(monkeypatch):
    """Take from requests in the process what only a network knows; its own probes leave it in."""
    send = WSGITransport.send

    def bare(self: WSGITransport, case: Any, **options: Any) -> Any:
        for name in ("max_redirects", "verify", "cert"):
            options.pop(name, None)
        return send(self, case, **options)

    monkeypatch.setattr(WSGITransport, "send", bare)


def test_every_answer_is_documented(app, document, config, key, monkeypatch):
    monkeypatch.setattr(logging.getLogger("api"), "disabled", True)
    schema = openapi.from_dict(document, config=config)
    schema.app = app
    own = Secret.read(key).id

    @schema.hook
    def filter_path_parameters(_context, parameters):
        return not parameters or parameters.get("id") != own

    run = Run()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            run.add(event)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            run.faults.append(str(getattr(event, "value", None) or event.exception))
    assert not run.faults, "\n\n".join(run.faults[:20])
    assert run.cases.total() >= CASES
    operations = {
        f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item
    }
    few = {label: run.cases[label] for label in operations if run.cases[label] < FAIR_SHARE}
    assert not few
