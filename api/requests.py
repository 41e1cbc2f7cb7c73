"""Reads a JSON body into a record, or refuses it with all that is wrong."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import request
from pydantic import ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from api.problems import MALFORMED, NOT_JSON, Refusal, invalid_body
from api.schemas import adapter
from api.settings import Settings
from matcher.formats.json_text import read_json
from matcher.model import InvalidInput
from matcher.validate.catalogue import problem

_MAY_BE_HALF_A_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")


def read_body(record: Any, settings: Settings) -> Any:  # noqa: ANN401  # any type form
    """Read the request's body.

    Parameters
    ----------
    record : type
        What it should be.
    settings : Settings
        The limits a request keeps to.

    Returns
    -------
    record

    Raises
    ------
    Refusal
        415 if it is not said to be JSON, 400 if it is not JSON, 422 with every error if it is not
        such a record.
    werkzeug.exceptions.RequestEntityTooLarge
        If it is too long.
    """
    if not request.is_json:
        raise Refusal(NOT_JSON, headers={"Accept": "application/json"})
    try:
        document, _ = read_json(_raw_body())
        _refuse_half_characters(document)
        return adapter(record).validate_python(document, context={"settings": settings})
    except InvalidInput as malformed:
        raise Refusal(MALFORMED, malformed.problems) from None
    except RecursionError:
        raise Refusal(MALFORMED, [problem("json_too_deep", "")]) from None
    except ValidationError as invalid:
        raise invalid_body(record, invalid) from None


def _raw_body() -> bytes:
    raw = request.get_data()
    # A body of unannounced length is cut off at the limit without a word.
    if request.content_length is None and len(raw) == request.max_content_length:
        raise RequestEntityTooLarge
    return raw


def _refuse_half_characters(document: object) -> None:
    # A lone surrogate is JSON, but could be neither stored nor sent back.
    if _MAY_BE_HALF_A_CHARACTER.search(request.get_data()):
        try:
            json.dumps(document, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise InvalidInput([problem("control_character", "")]) from None
