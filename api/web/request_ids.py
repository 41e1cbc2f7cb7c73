"""A name for each request, by which a caller and the log speak of the same one."""

from __future__ import annotations

import re
import uuid

from flask import Flask, Response, g, request

HEADER = "X-Request-Id"

_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def register(app: Flask) -> None:
    """Name each request, as its caller does in ``X-Request-Id`` if that is sane; echo the name.

    Views find it in ``flask.g.request_id``. To be registered first, so that all else has it.

    Parameters
    ----------
    app : Flask
    """
    app.before_request(_name)
    app.after_request(_echo)


def _name() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if _SANE.fullmatch(given) else uuid.uuid4().hex


def _echo(response: Response) -> Response:
    response.headers[HEADER] = g.request_id
    return response
