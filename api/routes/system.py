"""Whether the service is well, and which it is."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

import matcher
from api.jobs import Status
from api.routes.documented import refusals, reply
from api.schemas import Health, Version
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
    """Tell whether the service answers, and how many plans wait and run."""
    counts = services().store.counts()
    queued, running = counts.get(Status.QUEUED, 0), counts.get(Status.RUNNING, 0)
    return reply(Health(queued=queued, running=running))


@system.get("/version", operation_id="getVersion", responses={HTTPStatus.OK: Version})
def get_version() -> Response:
    """Tell which version this is."""
    return reply(Version(version=matcher.__version__))
