"""Scenarios: kept, listed, checked; and those that come with Linli."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, url_for
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

import scenarios as bundled
from api import reading
from api.jobs import Unknown
from api.kept import bundled_document
from api.problems import INVALID, NOT_FOUND, Refusal, items
from api.requests import taken_in, work
from api.routes.documented import SECURITY, body, nothing, reply, with_body, with_key, written
from api.schemas.paging import PageQuery
from api.schemas.plans import KeyHeaders
from api.schemas.scenarios import (
    MatchHeaders,
    ScenarioAccepted,
    ScenarioEntry,
    ScenarioKept,
    ScenarioPage,
    ScenarioPath,
    TenantQuery,
)
from api.services import actor, owner, services
from api.store import Stored
from api.telling import send_file
from matcher.formats.json_text import write_json
from matcher.model import Scenario
from matcher.validate.catalogue import problem

scenarios = APIBlueprint(
    "scenarios",
    __name__,
    url_prefix="/v1/scenarios",
    abp_tags=[Tag(name="scenarios", description="Scenarios: kept, listed, checked.")],
    abp_security=SECURITY,
    abp_responses=with_key(),
)


@scenarios.get(
    "",
    operation_id="listScenarios",
    responses={HTTPStatus.OK: ScenarioPage, **with_key(HTTPStatus.UNPROCESSABLE_ENTITY)},
)
def list_scenarios(query: PageQuery) -> Response:
    """List the scenarios that the tenant keeps, and then those that come with Linli."""
    part = query.part()
    kept, count = services().scenarios.page(part, owner())
    names = sorted(bundled.names())
    first = max(0, part.offset - count)
    shown = names[first : first + part.size - len(kept)]
    entries = [*map(_entry, kept), *map(_bundled_entry, shown)]
    return reply(ScenarioPage.of(entries, count + len(names), query))


@scenarios.post(
    "",
    operation_id="createScenario",
    request_body=body(Scenario),
    responses={HTTPStatus.CREATED: ScenarioKept, **with_body(HTTPStatus.CONFLICT)},
)
def create_scenario(header: KeyHeaders) -> Response:
    """Keep a new scenario under its own id."""
    with taken_in() as asked:
        read = work(reading.read_scenario, asked.path, services().settings)
        assert read.scenario is not None and read.scenario_id is not None  # noqa: S101, PT018
        with read.scenario.open("rb") as document:
            stored = services().scenarios.add(
                read.scenario_id, document, asked.asked(header.idempotency_key), actor()
            )
    return _kept(stored, read, HTTPStatus.CREATED)


@scenarios.get(
    "/<id>",
    operation_id="getScenario",
    responses={
        HTTPStatus.OK: written(Scenario),
        **with_key(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    },
)
def get_scenario(path: ScenarioPath, query: TenantQuery) -> Response:
    """Give the document of a scenario: a tenant's, or one that comes with Linli."""
    whose = owner() if query.tenant is None else query.tenant
    if not whose.startswith(owner()):
        raise Refusal(NOT_FOUND)
    try:
        stored, document = services().scenarios.get(path.id, whose)
    except Unknown:
        if query.tenant is not None or path.id not in bundled.names():
            raise
        return Response(write_json(bundled_document(path.id)), mimetype="application/json")
    response = send_file(document)
    response.set_etag(stored.version)
    return response


@scenarios.put(
    "/<id>",
    operation_id="putScenario",
    request_body=body(Scenario),
    responses={
        HTTPStatus.OK: ScenarioKept,
        HTTPStatus.CREATED: ScenarioKept,
        **with_body(HTTPStatus.PRECONDITION_FAILED),
    },
)
def put_scenario(path: ScenarioPath, header: MatchHeaders) -> Response:
    """Keep a scenario, in the place of the one that is kept under its id."""
    with taken_in() as asked:
        read = work(reading.read_scenario, asked.path, services().settings)
        if read.scenario_id != path.id:
            raise Refusal(INVALID, [problem("other_id", "/id", value=path.id)])
        assert read.scenario is not None  # noqa: S101
        with read.scenario.open("rb") as document:
            stored, is_new = services().scenarios.put(
                path.id, document, actor(), seen=_seen(header)
            )
    return _kept(stored, read, HTTPStatus.CREATED if is_new else HTTPStatus.OK)


@scenarios.delete(
    "/<id>",
    operation_id="deleteScenario",
    responses={
        HTTPStatus.NO_CONTENT: None,
        **with_key(
            HTTPStatus.NOT_FOUND, HTTPStatus.PRECONDITION_FAILED, HTTPStatus.UNPROCESSABLE_ENTITY
        ),
    },
)
def delete_scenario(path: ScenarioPath, header: MatchHeaders) -> Response:
    """Keep a scenario no longer; plans of it stay."""
    services().scenarios.remove(path.id, actor(), seen=_seen(header))
    return nothing()


@scenarios.post(
    "/validate",
    operation_id="validateScenario",
    request_body=body(Scenario),
    responses={HTTPStatus.OK: ScenarioAccepted, **with_body()},
)
def validate_scenario() -> Response:
    """Check a scenario without keeping or planning it."""
    with taken_in() as asked:
        read = work(reading.read_scenario, asked.path, services().settings)
    return reply(ScenarioAccepted(id=read.scenario_id or "", warnings=items(read.warnings)))


def _seen(header: MatchHeaders) -> frozenset[str] | None:
    """Say which versions may be replaced: None: any or none; empty: there must be none."""
    if header.if_none_match is not None:
        return frozenset()
    if header.if_match is None:
        return None
    return frozenset(
        tag.strip().removeprefix("W/").strip('"') for tag in header.if_match.split(",")
    )


def _kept(stored: Stored, read: reading.ReadRequest, status: HTTPStatus) -> Response:
    answer = ScenarioKept(**_entry(stored).model_dump(), warnings=items(read.warnings))
    response = reply(answer, status, {"Location": answer.href})
    response.set_etag(stored.version)
    return response


def _entry(stored: Stored) -> ScenarioEntry:
    tenant = None if stored.owner == owner() else stored.owner
    return ScenarioEntry(
        id=stored.id,
        href=url_for("scenarios.get_scenario", id=stored.id, tenant=tenant),
        bundled=False,
        tenant=stored.owner,
        version=stored.version,
        updated=stored.updated,
    )


def _bundled_entry(name: str) -> ScenarioEntry:
    return ScenarioEntry(id=name, href=url_for("scenarios.get_scenario", id=name), bundled=True)
