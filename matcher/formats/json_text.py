"""JSON as bytes: read with every fault named, written the same way each time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from matcher.formats.structure import Location, to_pointer
from matcher.model import InvalidInput, Problem
from matcher.validate.catalogue import problem

_MARK = b"\xef\xbb\xbf"


def read_json(data: bytes) -> tuple[object, tuple[Problem, ...]]:
    """Read a JSON document.

    Parameters
    ----------
    data : bytes
        UTF-8; NaN and Infinity are let through for the reader of fields to blame.

    Returns
    -------
    document : object
        Dicts, lists, text, numbers, booleans and None.
    warnings : tuple of Problem

    Raises
    ------
    InvalidInput
        If it is not UTF-8, not JSON, or an object has a key twice.
    """
    warnings = (problem("byte_order_mark", ""),) if data.startswith(_MARK) else ()
    doubles: dict[int, list[str]] = {}
    kept: list[dict[str, Any]] = []

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            keys = [key for key, _ in pairs]
            doubles[id(value)] = [key for key in value if keys.count(key) > 1]
            # An object that a second key replaces must keep its identity, so it is kept alive.
            kept.append(value)
        return value

    try:
        text = data.removeprefix(_MARK).decode()
        document = json.loads(text, object_pairs_hook=as_object)
    except UnicodeDecodeError as fault:
        raise InvalidInput([problem("not_utf8", "", position=fault.start + 1)]) from None
    except json.JSONDecodeError as fault:
        found = problem("bad_json", "", line=fault.lineno, column=fault.colno, reason=fault.msg)
        raise InvalidInput([found]) from None
    except RecursionError:
        raise InvalidInput([problem("json_too_deep", "")]) from None
    except ValueError as fault:  # a number of thousands of digits
        found = problem("bad_json", "", line=1, column=1, reason=str(fault))
        raise InvalidInput([found]) from None
    if doubles:
        raise InvalidInput([*warnings, *_doubled(document, doubles, ())])
    return document, warnings


def write_json(document: object) -> bytes:
    """Write a document: indented, Chinese as it is, UTF-8, with a line break at the end."""
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def _doubled(value: object, doubles: dict[int, list[str]], location: Location) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key in doubles.get(id(value), ()):
            yield problem("duplicate_key", to_pointer((*location, key)), key=key)
        for key, item in value.items():
            yield from _doubled(item, doubles, (*location, key))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _doubled(item, doubles, (*location, position))
