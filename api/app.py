"""Makes the web application."""

from __future__ import annotations

from collections.abc import Mapping

from flask_openapi.models.info import Info
from flask_openapi.openapi import OpenAPI

import matcher
from api import problems
from api.routes.access import access
from api.routes.calendars import calendars
from api.routes.comparisons import comparisons
from api.routes.docs import add_docs
from api.routes.documented import SECURITY_SCHEMES, component_schemas, document_headers
from api.routes.explanations import explanations
from api.routes.plans import plans
from api.routes.revisions import revisions
from api.routes.scenarios import scenarios
from api.routes.system import system
from api.routes.views import views
from api.schemas.problems import ProblemDocument
from api.services import Services, open_database
from api.settings import Settings
from api.store import Database
from api.web import compression, doors, headers, logs, metrics, request_ids
from api.workspace import Workspace

_ABOUT = """Matches residents' needs with volunteers, social workers, organisations and charity
resources, and schedules them. Errors are problem documents (RFC 9457) that list everything wrong,
in Chinese or English as `Accept-Language` asks."""


_HOUR = 3600.0


def create_app(settings: Settings, database: Database | None = None) -> OpenAPI:
    """Make the web application.

    It takes plans and tells of them; an `api.worker.Worker` on the same database solves them.
    `api.serve.serve` starts both.

    Parameters
    ----------
    settings : Settings
    database : Database, optional
        An open one in the place of the one that the settings name.
    """
    app = OpenAPI(
        "api",
        info=Info(title="Linli", version=matcher.__version__, description=_ABOUT),
        security_schemes=SECURITY_SCHEMES,
        validation_error_callback=problems.invalid_parameters,
        validation_error_model=ProblemDocument,
        # Every operation documents `default`, so none is given a 422 that it cannot answer.
        validation_error_status="default",
        doc_ui=False,
    )
    app.openapi_version = "3.1.0"
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    problems.register(app)
    # The first sees a request first and its answer last.
    for part in (request_ids, logs, headers):
        part.register(app)
    headers.cors(app, settings.origins)
    services = Services(
        settings=settings,
        database=database or open_database(settings),
        workspace=Workspace(settings.data),
        metrics=metrics.register(app),
    )
    services.attach(app)
    doors.register(app, services)
    compression.register(app)
    services.metrics.gauge(
        "linli_plans", "Plans kept, by status.", label="status", read=lambda: _counts(services)
    )
    services.metrics.gauge(
        "linli_last_hour",
        "Plans that ended in the last hour: solved and failed, and means of the solved.",
        label="figure",
        read=lambda: services.plans.figures(_HOUR),
    )
    for blueprint in (
        plans,
        views,
        explanations,
        revisions,
        comparisons,
        scenarios,
        calendars,
        access,
        system,
    ):
        app.register_api(blueprint)
    app.components_schemas.update(component_schemas())
    document_headers(app.api_doc)
    add_docs(app)
    return app


def _counts(services: Services) -> Mapping[str, float]:
    return {str(status): count for status, count in services.plans.counts().items()}
