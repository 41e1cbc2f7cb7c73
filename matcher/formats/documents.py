"""Scenarios and plans as JSON-ready documents, and back with every problem found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from matcher.formats.canonical import canonical_json
from matcher.formats.partial import original_location, without_broken_parts
from matcher.formats.structure import structure_problems, to_location, to_pointer, value_at
from matcher.model import InvalidInput, Plan, Problem, Scenario, Severity
from matcher.model.record import Record
from matcher.validate import standalone_problems, validate
from matcher.validate.catalogue import in_order, problem

R = TypeVar("R", bound=Record)

# Stands in for a start that cannot be read, so that the rest is still checked.
_SOME_START = datetime(2026, 1, 5, tzinfo=timezone(timedelta(hours=8)))

_REFERRED = {
    "past_helper_unknown": "helpers",
    "unknown_community": "communities",
    "unknown_helper": "helpers",
    "unknown_need": "needs",
    "unknown_organisation": "organisations",
    "unknown_project": "projects",
    "unknown_resource": "resources",
    "unknown_service": "services",
}
# By code of a reference that nothing answers: the list that should hold what it names.


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A scenario as read.

    Attributes
    ----------
    scenario : Scenario
        Without errors.
    warnings : tuple of Problem
        What is odd in it, in order of place.
    """

    scenario: Scenario
    warnings: tuple[Problem, ...] = ()


def parse_scenario(document: object) -> Loaded:
    """Read a scenario from a JSON document's Python objects.

    Parameters
    ----------
    document : object
        As `json.loads` gives it.

    Returns
    -------
    Loaded
        The scenario and its warnings.

    Raises
    ------
    InvalidInput
        With every error found, of structure and of meaning, and the warnings.
    """
    whole = _object(document, not_a="linli.plan/", else_code="plan_not_scenario")
    start, problems = _start(whole)
    whole = {**whole, "start": start or _SOME_START}
    scenario, errors = _validated(Scenario, whole)
    if scenario is None:
        problems += structure_problems(Scenario, errors)
        problems += _problems_of_the_rest(whole, errors, tuple(problems))
    elif problems:
        problems += standalone_problems(scenario)
    else:
        problems += validate(scenario)
    if scenario is None or any(found.severity is Severity.ERROR for found in problems):
        raise InvalidInput(in_order(problems))
    return Loaded(scenario=scenario, warnings=in_order(problems))


def parse_plan(document: object) -> Plan:
    """Read a plan from a JSON document's Python objects.

    Raises
    ------
    InvalidInput
        With every error of its structure; `matcher.check` judges its meaning.
    """
    whole = _object(document, not_a="linli.scenario/", else_code="scenario_not_plan")
    start, problems = _start(whole)
    plan: Plan | None
    plan, errors = _validated(Plan, {**whole, "start": start or _SOME_START})
    problems += structure_problems(Plan, errors)
    if plan is None or problems:
        raise InvalidInput(in_order(problems))
    return plan


def scenario_document(scenario: Scenario) -> dict[str, Any]:
    """Write a scenario as a JSON-ready document; fields at their default are left out."""
    return _document(Scenario, scenario)


def plan_document(plan: Plan) -> dict[str, Any]:
    """Write a plan as a JSON-ready document; fields at their default are left out."""
    return _document(Plan, plan)


def read_record(kind: type[R], document: object, start: datetime) -> R:
    """Read one record of a scenario, or of what is laid over it.

    Parameters
    ----------
    kind : type
        The record's.
    document : object
        As `json.loads` gives it.
    start : datetime
        The horizon's, from which instants count.

    Raises
    ------
    InvalidInput
        With every error of its structure, at pointers that begin at the record.
    """
    try:
        found: R = _adapter(cast("Any", kind)).validate_python(document, context={"start": start})
    except ValidationError as invalid:
        problems = structure_problems(kind, invalid.errors(include_url=False))
        raise InvalidInput(dict.fromkeys(problems)) from None
    return found


def record_document(record: Record, start: datetime) -> dict[str, Any]:
    """Write one record as a JSON-ready document; fields at their default are left out."""
    document: dict[str, Any] = _adapter(cast("Any", type(record))).dump_python(
        record, mode="json", exclude_defaults=True, warnings=False, context={"start": start}
    )
    return document


def digest(scenario: Scenario) -> str:
    """Return the SHA-256 of the scenario's canonical JSON document, in hexadecimal.

    Canonical: keys sorted, no spaces, UTF-8, and numbers without needless decimals (5.0 as 5).
    """
    found = hashlib.sha256()
    for piece in canonical_json(scenario, _fixed_start(scenario)):
        found.update(piece.encode())
    return found.hexdigest()


@cache
def _adapter(record: type) -> TypeAdapter[Any]:
    return TypeAdapter(record)


def _object(document: object, *, not_a: str, else_code: str) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise InvalidInput([problem("not_an_object", "")])
    if str(document.get("format")).startswith(not_a):
        raise InvalidInput([problem(else_code, "/format")])
    return document


def _start(document: Mapping[str, Any]) -> tuple[datetime | None, list[Problem]]:
    if "start" not in document:
        return None, [problem("start_missing", "/start")]
    try:
        start = datetime.fromisoformat(document["start"])
    except (TypeError, ValueError):
        return None, [problem("start_invalid", "/start")]
    code = _fault_of_start(start)
    return (None, [problem(code, "/start")]) if code else (start, [])


def _fault_of_start(start: datetime) -> str | None:
    if start.tzinfo is None:
        return "start_without_offset"
    if start.time() != time.min:
        return "start_not_midnight"
    return None if 1970 <= start.year < 2200 else "start_out_of_range"


def _validated(record: type, document: Mapping[str, Any]) -> tuple[Any, list[ErrorDetails]]:
    try:
        context = {"start": document["start"]}
        return _adapter(record).validate_python(document, context=context), []
    except ValidationError as invalid:
        return None, invalid.errors(include_url=False)


def _problems_of_the_rest(
    document: Mapping[str, Any], errors: Iterable[ErrorDetails], known: Iterable[Problem]
) -> Iterator[Problem]:
    # What the sound parts of a broken document get wrong, so that all can be mended at once.
    remainder = without_broken_parts(Scenario, document, errors)
    scenario, _ = _validated(Scenario, {"id": "-", **remainder.document})
    blamed = {found.pointer for found in known}
    # Where a whole list or an id is broken, whoever refers to it cannot be judged.
    unjudged = remainder.nameless | {place.removeprefix("/") for place in blamed}
    for found in standalone_problems(scenario):
        location = original_location(remainder, to_location(found.pointer))
        pointer = to_pointer(location)
        named = _REFERRED.get(found.code)
        if named in unjudged or (named and str(value_at(document, location)) in remainder.lost):
            continue
        if not any(f"{place}/".startswith(f"{pointer}/") for place in blamed):
            yield replace(found, pointer=pointer)


def _document(kind: type, record: Scenario | Plan) -> dict[str, Any]:
    fixed = _fixed_start(record)
    document = _adapter(kind).dump_python(
        record, mode="json", exclude_defaults=True, warnings=False, context={"start": fixed}
    )
    start = fixed.isoformat(timespec="minutes")
    return {"format": record.format, **document, "start": start}


def _fixed_start(record: Scenario | Plan) -> datetime:
    """Give the start with its offset alone: a zone's name may change its offset in time."""
    return record.start.replace(tzinfo=timezone(record.start.utcoffset() or timedelta()))
