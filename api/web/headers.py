"""Headers by which browsers keep answers from harm, and let other sites in where they may be."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, request

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
# A page that shows something sets its own.
_NOTHING = "default-src 'none'; frame-ancestors 'none'"
_TWO_YEARS = "max-age=63072000"

_REQUEST_HEADERS = (
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, "
    "X-Request-Id"
)
_RESPONSE_HEADERS = "Location, ETag, X-Request-Id, Retry-After"
_PREFLIGHT_SECONDS = 600


def register(app: Flask) -> None:
    """Send the security headers with every answer.

    Content-Security-Policy and Cache-Control are those of the view where it sets them.

    Parameters
    ----------
    app : Flask
    """
    app.after_request(_secure)


def cors(app: Flask, origins: tuple[str, ...]) -> None:
    """Let pages of other sites call the API from the browser, without cookies.

    To be registered before anything that asks who calls: browsers send no credentials when they
    ask whether they may.

    Parameters
    ----------
    app : Flask
    origins : tuple of str
        Of these sites, such as ``https://desk.example``, each compared letter by letter; with
        none, no other site is let in.
    """
    if not origins:
        return

    def answer_preflight() -> Response | None:
        asked = request.headers.get("Access-Control-Request-Method")
        if request.method != "OPTIONS" or asked is None or request.url_rule is None:
            return None
        response = app.make_default_options_response()
        response.status_code = HTTPStatus.NO_CONTENT
        if _let_in(origins):
            response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
            response.headers["Access-Control-Allow-Headers"] = _REQUEST_HEADERS
            response.headers["Access-Control-Max-Age"] = str(_PREFLIGHT_SECONDS)
        return response

    def open_up(response: Response) -> Response:
        response.vary.add("Origin")
        if _let_in(origins):
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
            response.headers["Access-Control-Expose-Headers"] = _RESPONSE_HEADERS
        return response

    app.before_request(answer_preflight)
    app.after_request(open_up)


def _let_in(origins: tuple[str, ...]) -> bool:
    return request.headers.get("Origin") in origins


def _secure(response: Response) -> Response:
    response.headers.update(_ALWAYS)
    response.headers.setdefault("Content-Security-Policy", _NOTHING)
    if request.path.startswith("/v1/"):
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = _TWO_YEARS
    return response
