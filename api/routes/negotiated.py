"""Answers in the format that `Accept` asks for."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, request

from api.problems import NOT_ACCEPTABLE, Refusal

_PAGE = "text/html"
# A page brings its own style and needs nothing else.
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def chosen_format(formats: Iterable[str]) -> str:
    """Choose a media type; the first where none is asked for.

    Raises
    ------
    Refusal
        406 if none of them is asked for.
    """
    known, asked = list(formats), request.accept_mimetypes
    # Who does not say takes anything.
    chosen = asked.best_match(known) if asked else known[0]
    if chosen is None:
        raise Refusal(NOT_ACCEPTABLE)
    return chosen


def formatted(content: bytes, media_type: str) -> Response:
    """Answer with something in the format that was chosen, and in the language asked for."""
    response = Response(content, content_type=media_type)
    if media_type == _PAGE:
        response.headers["Content-Security-Policy"] = _PAGE_POLICY
    response.vary.update(("Accept", "Accept-Language"))
    return response
