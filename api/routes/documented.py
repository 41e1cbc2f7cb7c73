"""What the routes say of themselves in the OpenAPI document."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response
from flask_openapi.models import OPENAPI3_REF_PREFIX, OPENAPI3_REF_TEMPLATE
from flask_openapi.models.schema import Schema
from pydantic import BaseModel, TypeAdapter

from api.problems import MEDIA_TYPE
from api.schemas import PlanRequest, ProblemDocument, adapter
from matcher.model import Scenario


def reply(
    document: BaseModel, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> Response:
    """Answer with a document as JSON."""
    return Response(document.model_dump_json(), status, headers, mimetype="application/json")


def refusals(*statuses: HTTPStatus) -> dict[str | int | HTTPStatus, Any]:
    """Document the refusals of an operation, besides those that any may meet."""
    content = {MEDIA_TYPE: {"schema": _reference(ProblemDocument)}}
    known: dict[str | int | HTTPStatus, Any] = {
        status: {"description": status.phrase, "content": content} for status in statuses
    }
    return {**known, "default": {"description": "Any other refusal", "content": content}}


def body(record: type) -> dict[str, Any]:
    """Document a body that `read_body` reads as a record."""
    return {"required": True, "content": {"application/json": {"schema": _reference(record)}}}


def written(record: type) -> dict[str, Any]:
    """Document an answer that is the written form of a record."""
    return {
        "description": HTTPStatus.OK.phrase,
        "content": {"application/json": {"schema": _reference(record)}},
    }


def component_schemas() -> dict[str, Schema]:
    """Describe every record that the functions above refer to."""
    _, schemas = TypeAdapter.json_schemas(
        [
            (record, "validation", adapter(record))
            for record in (PlanRequest, ProblemDocument, Scenario)
        ],
        ref_template=OPENAPI3_REF_TEMPLATE,
    )
    return {name: Schema(**schema) for name, schema in schemas["$defs"].items()}


def _reference(record: type) -> dict[str, str]:
    return {"$ref": f"{OPENAPI3_REF_PREFIX}/{record.__name__}"}
