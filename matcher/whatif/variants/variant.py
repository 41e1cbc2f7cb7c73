"""A named list of changes, read from a document and laid over a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Annotated, Literal

import numpy as np
from pydantic import BeforeValidator, WithJsonSchema

from matcher.formats import read_record
from matcher.formats.parts import below, kind_of, read_parts
from matcher.formats.structure import to_location, to_pointer, value_at
from matcher.model import InvalidInput, Problem, Scenario, Severity
from matcher.model.record import Record
from matcher.model.units import Count, Identifier
from matcher.report import Text
from matcher.validate import validate
from matcher.validate.catalogue import problem
from matcher.whatif.variants.operations import OPERATIONS, Change


def _in_both(value: object) -> object:
    return {"en": value, "zh": value} if isinstance(value, str) else value


Title = Annotated[
    Text,
    BeforeValidator(_in_both),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
                    "required": ["en", "zh"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""A text in both languages: ``{en: ..., zh: ...}``, or one that stands for both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Record):
    """What every file of the planner's bench begins with."""

    name: Identifier
    title: Title | None = None
    """None: its name."""
    question: Title | None = None
    """What a planner wants to know."""
    base: str | None = None
    """The scenario it is meant for, as a path from the file."""
    seed: Count = 0
    """The only source of chance in its changes."""

    @property
    def text(self) -> Text:
        """Its title, or its name."""
        return self.title or Text(self.name, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantHeading(Heading):
    """A variant's file without its changes."""

    format: Literal["linli.variant/1"] = "linli.variant/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A named list of changes laid over a scenario.

    Attributes
    ----------
    heading : Heading
    changes : tuple of Change
        In the order in which they are laid.
    """

    heading: Heading
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """What it is called in files and figures."""
        return self.heading.name


def parse_variant(document: object, start: datetime) -> Variant:
    """Read a variant from a document's Python objects.

    Parameters
    ----------
    document : object
        As `json.loads` gives it.
    start : datetime
        Of the scenario that it will be laid over.

    Raises
    ------
    InvalidInput
        With every error of its structure.
    """
    if not isinstance(document, Mapping):
        raise InvalidInput([problem("not_an_object", "")])
    problems: list[Problem] = []
    heading: Heading | None = None
    changes: tuple[Change, ...] = ()
    try:
        rest = {key: value for key, value in document.items() if key != "changes"}
        heading = read_record(VariantHeading, rest, start)
    except InvalidInput as invalid:
        problems += invalid.problems
    try:
        changes = parse_changes(document.get("changes", ()), start)
    except InvalidInput as invalid:
        problems += invalid.problems
    if heading is None or problems:
        raise InvalidInput(problems)
    return Variant(heading=heading, changes=changes)


def parse_changes(
    documents: object, start: datetime, *, at: str = "/changes"
) -> tuple[Change, ...]:
    """Read a list of changes.

    Parameters
    ----------
    documents : object
        A list of objects, each with the operation's word as ``op``.
    start : datetime
        Of the scenario that they will be laid over.
    at : str
        The pointer at which they stand.

    Raises
    ------
    InvalidInput
        With every error of their structure.
    """
    return read_parts(documents, partial(_change, start=start), at=at)


def lay_over(
    scenario: Scenario, changes: Iterable[Change], *, seed: int = 0, at: str = "/changes"
) -> Scenario:
    """Lay changes over a scenario, one after the other.

    Parameters
    ----------
    scenario : Scenario
        Without errors.
    changes : iterable of Change
    seed : int
        The only source of chance; each change draws from its own.
    at : str
        The pointer at which the changes stand.

    Returns
    -------
    Scenario
        Without errors.

    Raises
    ------
    InvalidInput
        If a change does not suit the scenario as the changes before it left it, or the scenario
        that comes of them all has errors; those of the latter point into it, and say so.
    """
    problems: list[Problem] = []
    for number, change in enumerate(changes):
        try:
            scenario = change.laid(scenario, np.random.default_rng([seed, number]))
        except InvalidInput as invalid:
            problems += below(f"{at}/{number}", invalid.problems)
    if problems:
        raise InvalidInput(problems)
    return _sound(scenario)


def laid(scenario: Scenario, variant: Variant) -> Scenario:
    """Lay a variant over a scenario, which is then called after both.

    Raises
    ------
    InvalidInput
        As `lay_over`.
    """
    found = lay_over(scenario, variant.changes, seed=variant.heading.seed)
    return replace(found, id=f"{scenario.id}~{variant.name}"[:100])


def _sound(scenario: Scenario) -> Scenario:
    errors = [found for found in validate(scenario) if found.severity is Severity.ERROR]
    if errors:
        place = Text("in the changed scenario", "变更后的情景中")
        raise InvalidInput([replace(found, place=place.both) for found in errors])
    return scenario


def _change(document: object, start: datetime) -> Change:
    kind = kind_of(document, OPERATIONS, tag="op", unknown="unknown_operation")
    try:
        change: Change = read_record(kind, document, start)
    except InvalidInput as invalid:
        problems = [_of_one(found, document) for found in invalid.problems]
        raise InvalidInput(problems) from None
    if change.SUBJECTS:
        change.subject()
    return change


def _of_one(found: Problem, document: object) -> Problem:
    """Point at a value that stands alone where a list of them could."""
    location = to_location(found.pointer)
    alone = location[-1:] == (0,) and not isinstance(value_at(document, location[:-1]), list)
    return replace(found, pointer=to_pointer(location[:-1])) if alone else found
