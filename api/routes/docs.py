"""The OpenAPI document and a page to try it, without any request to elsewhere."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, url_for
from flask_openapi.openapi import OpenAPI
from flask_openapi_swagger.plugins import RegisterPlugin  # type: ignore[import-untyped]
from werkzeug.wrappers import Response as AnyResponse

from matcher.formats.json_text import write_json

# The browser itself refuses whatever the page might fetch from elsewhere.
_SELF_ONLY = (
    "default-src 'self'; img-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'"
)


def add_docs(app: OpenAPI) -> None:
    """Serve ``/openapi.json``, and its page at ``/docs``."""
    # By default the page shows a badge fetched from a validator on the web.
    app.config["SWAGGER_CONFIG"] = {"validatorUrl": None}
    page: Blueprint = RegisterPlugin.register(doc_url="../openapi.json")
    page.after_request(_keep_to_self)
    app.register_blueprint(page, url_prefix="/docs")
    app.add_url_rule("/docs", "docs", _to_page)
    app.add_url_rule("/openapi.json", "openapi", lambda: _document(app))


def _document(app: OpenAPI) -> Response:
    return Response(write_json(app.api_doc), mimetype="application/json")


def _to_page() -> AnyResponse:
    return redirect(url_for("swagger.swagger"))


def _keep_to_self(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _SELF_ONLY
    return response
