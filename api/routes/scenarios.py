"""Scenarios: those that come with Linli, and the check of one's own."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, url_for
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

import scenarios as bundled
from api.problems import NOT_FOUND, Refusal, items
from api.requests import read_body
from api.routes.documented import body, refusals, reply, written
from api.schemas import (
    PageQuery,
    ReadScenario,
    ScenarioAccepted,
    ScenarioEntry,
    ScenarioPage,
    ScenarioPath,
)
from api.services import services
from matcher.formats import read_scenario, scenario_document
from matcher.formats.json_text import write_json
from matcher.model import Scenario

scenarios = APIBlueprint(
    "scenarios",
    __name__,
    url_prefix="/v1/scenarios",
    abp_tags=[Tag(name="scenarios", description="Scenarios to try, and the check of one's own.")],
    abp_responses=refusals(),
)


@scenarios.get(
    "",
    operation_id="listScenarios",
    responses={HTTPStatus.OK: ScenarioPage, **refusals(HTTPStatus.UNPROCESSABLE_ENTITY)},
)
def list_scenarios(query: PageQuery) -> Response:
    """List the scenarios that come with Linli."""
    names = sorted(bundled.names())
    first = (query.page - 1) * query.per_page
    entries = [
        ScenarioEntry(name=name, href=url_for("scenarios.get_scenario", name=name))
        for name in names[first : first + query.per_page]
    ]
    return reply(ScenarioPage.of(entries, len(names), query))


@scenarios.get(
    "/<name>",
    operation_id="getScenario",
    responses={HTTPStatus.OK: written(Scenario), **refusals(HTTPStatus.NOT_FOUND)},
)
def get_scenario(path: ScenarioPath) -> Response:
    """Give the document of a scenario that comes with Linli."""
    if path.name not in bundled.names():
        raise Refusal(NOT_FOUND)
    scenario = read_scenario(bundled.path(path.name)).scenario
    return Response(write_json(scenario_document(scenario)), mimetype="application/json")


@scenarios.post(
    "/validate",
    operation_id="validateScenario",
    request_body=body(Scenario),
    responses={
        HTTPStatus.OK: ScenarioAccepted,
        **refusals(
            HTTPStatus.BAD_REQUEST,
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            HTTPStatus.UNPROCESSABLE_ENTITY,
        ),
    },
)
def validate_scenario() -> Response:
    """Check a scenario without planning it."""
    loaded = read_body(ReadScenario, services().settings)
    return reply(ScenarioAccepted(id=loaded.scenario.id, warnings=items(loaded.warnings)))
