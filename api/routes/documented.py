"""What the routes say of themselves in the OpenAPI document."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response
from flask_openapi.models import OPENAPI3_REF_PREFIX, OPENAPI3_REF_TEMPLATE
from flask_openapi.models.schema import Schema
from pydantic import BaseModel, TypeAdapter

from api.problems import MEDIA_TYPE
from api.schemas.access import KeyRequest, TenantRequest
from api.schemas.comparisons import ComparisonRequest
from api.schemas.options import AnalysisRequest, PlanRequest
from api.schemas.problems import ProblemDocument
from api.schemas.recommendations import ApplicationRequest, RecommendationRequest
from api.schemas.revisions import RevisionRequest
from api.schemas.wire import adapter
from matcher.model import Scenario

SECURITY: list[dict[str, list[Any]]] = [{"key": []}]
"""Of an operation that needs an API key."""

SECURITY_SCHEMES: dict[str, Any] = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key."}
}

EVENT_STREAM = "text/event-stream"

Responses = dict[str | int | HTTPStatus, Any]

_OF_KEYS = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
_OF_BODIES = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


def _header(meaning: str, *, always: bool = True, **schema: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"description": meaning, "required": always, "schema": {"type": "string"} | schema}


_REQUEST_ID = {
    "X-Request-Id": _header(
        "The request's own, or a new one; by it the log speaks of the request.",
        pattern="^[A-Za-z0-9._-]{1,64}$",
    )
}
_VERSION = {"ETag": _header("The version of the scenario that is kept.", pattern='^"[^"]+"$')}
_PLACE = {"Location": _header("Where to ask for it.", format="uri-reference")}
_PATIENCE = {"Retry-After": _header("Seconds to wait.", pattern="^[1-9][0-9]*$")}

_OF_STATUS: dict[int, dict[str, Any]] = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": _header("How to say who asks.")},
    HTTPStatus.TOO_MANY_REQUESTS: _PATIENCE,
    HTTPStatus.SERVICE_UNAVAILABLE: _PATIENCE,
}
_OF_OPERATION: dict[tuple[str, int], dict[str, Any]] = {
    ("applyRecommendation", HTTPStatus.CREATED): _PLACE,
    ("createComparison", HTTPStatus.ACCEPTED): _PLACE,
    ("createPlan", HTTPStatus.ACCEPTED): _PLACE,
    ("createRevision", HTTPStatus.ACCEPTED): _PLACE,
    ("createScenario", HTTPStatus.CREATED): _PLACE | _VERSION,
    ("putScenario", HTTPStatus.CREATED): _PLACE | _VERSION,
    ("putScenario", HTTPStatus.OK): _PLACE | _VERSION,
    ("getScenario", HTTPStatus.OK): {
        "ETag": _header("Its version, where a tenant keeps it.", always=False, pattern='^"[^"]+"$')
    },
}


def document_headers(document: dict[str, Any]) -> None:
    """Add to an OpenAPI document the headers of every answer."""
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                number = int(status) if status.isdecimal() else 0
                of_operation = _OF_OPERATION.get((operation["operationId"], number), {})
                answer["headers"] = _REQUEST_ID | _OF_STATUS.get(number, {}) | of_operation


def reply(
    document: BaseModel, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> Response:
    """Answer with a document as JSON."""
    return Response(document.model_dump_json(), status, headers, mimetype="application/json")


def nothing() -> Response:
    """Answer that it is done."""
    return Response(status=HTTPStatus.NO_CONTENT)


def refusals(*statuses: HTTPStatus) -> Responses:
    """Document the refusals of an operation, besides those that any may meet."""
    content = {MEDIA_TYPE: {"schema": _reference(ProblemDocument)}}
    known: Responses = {
        status: {"description": status.phrase, "content": content} for status in statuses
    }
    return {**known, "default": {"description": "Any other refusal", "content": content}}


def with_key(*statuses: HTTPStatus) -> Responses:
    """Document the refusals of an operation that needs a key."""
    return refusals(*_OF_KEYS, *statuses)


def with_body(*statuses: HTTPStatus) -> Responses:
    """Document the refusals of an operation that needs a key and takes a body."""
    return with_key(*_OF_BODIES, *statuses)


def body(record: type) -> dict[str, Any]:
    """Document a body that is read as a record."""
    return {"required": True, "content": {"application/json": {"schema": _reference(record)}}}


def written(record: type) -> dict[str, Any]:
    """Document an answer that is the written form of a record."""
    return {
        "description": HTTPStatus.OK.phrase,
        "content": {"application/json": {"schema": _reference(record)}},
    }


def texts(*media_types: str) -> dict[str, Any]:
    """Document an answer in one of several formats that no schema describes further."""
    content = {
        kind: {"schema": {"type": "object" if kind.endswith("json") else "string"}}
        for kind in media_types
    }
    return {"description": HTTPStatus.OK.phrase, "content": content}


def event_stream() -> dict[str, Any]:
    """Document an answer of server-sent events, each as `api.telling.event` writes it."""
    schema = {
        "type": "object",
        "description": "One event.",
        "properties": {
            "id": {"type": "string", "pattern": "^[0-9]+$"},
            "event": {"enum": ["progress", "ended"]},
            "data": {"type": "string", "contentMediaType": "application/json"},
        },
        "required": ["id", "event", "data"],
    }
    return {
        "description": HTTPStatus.OK.phrase,
        "content": {EVENT_STREAM: {"schema": schema}},
    }


def component_schemas() -> dict[str, Schema]:
    """Describe every record that the functions above refer to."""
    records = (
        AnalysisRequest,
        ApplicationRequest,
        ComparisonRequest,
        KeyRequest,
        PlanRequest,
        ProblemDocument,
        RecommendationRequest,
        RevisionRequest,
        Scenario,
        TenantRequest,
    )
    _, schemas = TypeAdapter.json_schemas(
        [(record, "validation", adapter(record)) for record in records],
        ref_template=OPENAPI3_REF_TEMPLATE,
    )
    return {name: Schema(**schema) for name, schema in schemas["$defs"].items()}


def _reference(record: type) -> dict[str, str]:
    return {"$ref": f"{OPENAPI3_REF_PREFIX}/{record.__name__}"}
