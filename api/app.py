"""Makes the web application."""

from __future__ import annotations

from flask_openapi.models.info import Info
from flask_openapi.openapi import OpenAPI

import matcher
from api import problems
from api.routes.docs import add_docs
from api.routes.documented import component_schemas
from api.routes.plans import plans
from api.routes.scenarios import scenarios
from api.routes.system import system
from api.schemas import ProblemDocument
from api.services import Services
from api.settings import Settings
from api.store import Store

_ABOUT = """Matches residents' needs with volunteers, social workers, organisations and charity
resources, and schedules them. Errors are problem documents (RFC 9457) that list everything wrong,
in Chinese or English as `Accept-Language` asks."""


def create_app(settings: Settings) -> OpenAPI:
    """Make the web application on the store of a data folder.

    It takes plans and tells of them; an `api.runner.Runner` on the same folder solves them.
    `api.serve.serve` starts both.

    Parameters
    ----------
    settings : Settings
    """
    app = OpenAPI(
        "api",
        info=Info(title="Linli", version=matcher.__version__, description=_ABOUT),
        validation_error_callback=problems.invalid_parameters,
        validation_error_model=ProblemDocument,
        # Every operation documents `default`, so none is given a 422 that it cannot answer.
        validation_error_status="default",
        doc_ui=False,
    )
    app.openapi_version = "3.1.0"
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    Services(settings=settings, store=Store(settings.data)).attach(app)
    problems.register(app)
    for blueprint in (plans, scenarios, system):
        app.register_api(blueprint)
    app.components_schemas.update(component_schemas())
    add_docs(app)
    return app
