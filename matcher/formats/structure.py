"""What pydantic finds wrong with a document, said in Linli's codes."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic_core import ErrorDetails

from matcher.formats.tables.labels import LABELS
from matcher.model import Problem
from matcher.model.units import IDENTIFIER_PATTERN
from matcher.validate.catalogue import problem

Location = tuple[int | str, ...]

_LONGITUDES_OF_CHINA = (73, 136)

_OF_A_KEY = "[key]"
"""How pydantic ends the location of a key that is wrong itself."""

# One code for each kind of finding; those with more than the value to fill in are further down.
_PLAIN = {
    "bool_parsing": "not_yes_no",
    "bool_type": "not_yes_no",
    "dataclass_type": "not_record",
    "date_format": "bad_date",
    "date_from_datetime_inexact": "bad_date",
    "date_from_datetime_parsing": "bad_date",
    "date_parsing": "bad_date",
    "date_type": "bad_date",
    "float_type": "not_number",
    "int_type": "not_integer",
    "string_too_short": "text_empty",
    "string_type": "not_text",
    "string_unicode": "control_character",
    "time_format": "bad_time",
    "time_not_whole_minutes": "time_not_whole_minutes",
    "time_without_offset": "time_without_offset",
    "tuple_type": "not_list",
}


def structure_problems(root: type, errors: Sequence[ErrorDetails]) -> Iterator[Problem]:
    """Say each of pydantic's errors in Linli's words.

    Parameters
    ----------
    root : type
        The record that was read.
    errors : sequence of ErrorDetails
        As `ValidationError.errors` gives them.

    Yields
    ------
    Problem
        One for each error, except that a list of a fixed length is blamed once.
    """
    for error in errors:
        location: Location = error["loc"]
        value = error["input"]
        if isinstance(value, float) and not math.isfinite(value):
            yield problem("not_finite", to_pointer(location))
        elif error["type"] in _PLAIN:
            yield problem(_PLAIN[error["type"]], to_pointer(location), value=value)
        elif error["type"] in _SPOKEN:
            yield _SPOKEN[error["type"]](root, error)
        else:
            yield problem("invalid_value", to_pointer(location))


def to_pointer(location: Sequence[int | str]) -> str:
    """Write a location as an RFC 6901 pointer."""
    return "".join("/" + str(s).replace("~", "~0").replace("/", "~1") for s in location)


def to_location(pointer: str) -> Location:
    """Read an RFC 6901 pointer; what looks like a number is a position."""
    steps = (s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:])
    return tuple(int(step) if step.isdecimal() else step for step in steps)


def value_at(document: object, location: Location) -> object:
    """Find what stands at a location; None where nothing does."""
    value = document
    for step in location:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _missing(root: type, error: ErrorDetails) -> Problem:
    last = error["loc"][-1]
    if isinstance(last, int):
        return _wrong_length(root, error)
    return problem("missing_field", to_pointer(error["loc"]), field=last)


def _wrong_length(root: type, error: ErrorDetails) -> Problem:
    parents = list(error["loc"])
    if error["type"] == "missing":
        parents.pop()
    expected = len(get_args(type_at(root, parents)))
    return problem("wrong_length", to_pointer(parents), expected=expected)


def _too_many(root: type, error: ErrorDetails) -> Problem:
    if get_args(type_at(root, error["loc"]))[-1] is not Ellipsis:
        return _wrong_length(root, error)
    return problem("too_many", to_pointer(error["loc"]), limit=error["ctx"]["max_length"])


def _too_few(_root: type, error: ErrorDetails) -> Problem:
    return problem("too_few", to_pointer(error["loc"]), limit=error["ctx"]["min_length"])


def _unknown_field(root: type, error: ErrorDetails) -> Problem:
    *parents, last = error["loc"]
    record = type_at(root, parents)
    known = [field.name for field in fields(record)] if is_dataclass(record) else []
    return problem(
        "unknown_field",
        to_pointer(error["loc"]),
        field=last,
        suggestion=closest(str(last), known),
    )


def _unknown_choice(root: type, error: ErrorDetails) -> Problem:
    location = error["loc"]
    if location[-1] == _OF_A_KEY:
        location = location[:-1]
        kind = get_args(type_at(root, location[:-1]))[0]
    else:
        kind = type_at(root, location)
    labels = LABELS.get(kind) or {str(choice): str(choice) for choice in kind}
    words = {word: value for value, zh in labels.items() for word in (value, zh)}
    # Half of the letters is near enough among so few: 社工 is 社会工作者.
    meant = words.get(closest(str(error["input"]), list(words), cutoff=0.5))
    return problem(
        "unknown_choice",
        to_pointer(location),
        value=error["input"],
        choices=", ".join(map(_choice_named, labels.items())),
        suggestion=_choice_named((meant, labels[meant])) if meant else "",
    )


def _choice_named(choice: tuple[str, str]) -> str:
    return " ".join(dict.fromkeys(reversed(choice)))


def _unsupported_format(_root: type, error: ErrorDetails) -> Problem:
    return problem(
        "unsupported_format",
        to_pointer(error["loc"]),
        value=error["input"],
        expected=error["ctx"]["expected"].strip("'"),
    )


def _out_of_bounds(_root: type, error: ErrorDetails) -> Problem:
    pointer, value = to_pointer(error["loc"]), error["input"]
    least, most = _LONGITUDES_OF_CHINA
    if error["loc"][-1] == "lat" and least <= value <= most:
        return problem("latitude_swapped", pointer, value=value)
    code, limit = {
        "greater_than_equal": ("too_small", "ge"),
        "less_than_equal": ("too_large", "le"),
        "greater_than": ("not_above", "gt"),
    }[error["type"]]
    return problem(code, pointer, value=value, limit=f"{error['ctx'][limit]:.15g}")


def _text_too_long(_root: type, error: ErrorDetails) -> Problem:
    limit = error["ctx"]["max_length"]
    return problem("text_too_long", to_pointer(error["loc"]), limit=limit)


def _other_text(_root: type, error: ErrorDetails) -> Problem:
    if error["ctx"]["pattern"] != IDENTIFIER_PATTERN:
        return problem("invalid_value", to_pointer(error["loc"]))
    return problem("text_spaces", to_pointer(error["loc"]), value=error["input"])


_SPOKEN: dict[str, Callable[[type, ErrorDetails], Problem]] = {
    "enum": _unknown_choice,
    "greater_than": _out_of_bounds,
    "greater_than_equal": _out_of_bounds,
    "less_than_equal": _out_of_bounds,
    "literal_error": _unsupported_format,
    "missing": _missing,
    "string_pattern_mismatch": _other_text,
    "string_too_long": _text_too_long,
    "too_long": _too_many,
    "too_short": _too_few,
    "unexpected_keyword_argument": _unknown_field,
}


def closest(word: str, known: Sequence[str], *, cutoff: float = 0.6) -> str:
    """Find the known word that was probably meant; empty if none is near."""
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=cutoff)), "")


def type_at(root: type, location: Sequence[int | str]) -> Any:  # noqa: ANN401 - any type form
    """Follow a location through the records' type hints; `| None` is taken off."""
    kind: Any = root
    for step in location:
        if isinstance(step, int):
            # All elements of a list are of one type, also where its length is fixed.
            kind = get_args(kind)[0]
        else:
            kind = get_args(kind)[1] if get_origin(kind) is dict else get_type_hints(kind)[step]
        if get_origin(kind) in (Union, UnionType):
            kind = next(part for part in get_args(kind) if part is not type(None))
    return kind
