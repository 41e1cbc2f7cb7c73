"""Whether the service is well, which it is, and its figures."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

import matcher
from api.jobs import Status
from api.problems import ENDING, Refusal
from api.routes.documented import SECURITY, refusals, reply, texts, with_key
from api.schemas.system import Health, Ready, Version
from api.services import services

system = APIBlueprint(
    "system",
    __name__,
    url_prefix="/v1",
    abp_tags=[Tag(name="system", description="Whether the service is well, and which it is.")],
    abp_responses=refusals(),
)


@system.get("/health", operation_id="getHealth", responses={HTTPStatus.OK: Health})
def get_health() -> Response:
    """Tell whether the service answers at all."""
    return reply(Health())


@system.get(
    "/ready",
    operation_id="getReady",
    responses={HTTPStatus.OK: Ready, **refusals(HTTPStatus.SERVICE_UNAVAILABLE)},
)
def get_ready() -> Response:
    """Tell whether the service takes plans: its store answers, and it is not about to end."""
    if services().is_ending.is_set():
        raise Refusal(ENDING, headers={"Retry-After": "10"})
    counts = services().plans.counts()
    return reply(Ready(queued=counts.get(Status.QUEUED, 0), running=counts.get(Status.RUNNING, 0)))


@system.get("/version", operation_id="getVersion", responses={HTTPStatus.OK: Version})
def get_version() -> Response:
    """Tell which version this is."""
    return reply(Version(version=matcher.__version__))


@system.get(
    "/metrics",
    operation_id="getMetrics",
    security=SECURITY,
    responses={HTTPStatus.OK: texts("text/plain"), **with_key()},
)
def get_metrics() -> Response:
    """Give the service's figures as Prometheus reads them."""
    text, content_type = services().metrics.render()
    return Response(text, content_type=content_type)
