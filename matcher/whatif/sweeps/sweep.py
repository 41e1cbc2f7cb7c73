"""A sweep, read from a document, and the variants that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from matcher.formats import read_record
from matcher.formats.structure import closest
from matcher.model import InvalidInput, Problem
from matcher.model.record import Record
from matcher.model.units import Identifier
from matcher.validate.catalogue import problem
from matcher.whatif.variants import Heading, Title, Variant, parse_changes

MOST_POINTS = 2000

Figure = int | float


def _figure(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("float_type", "a figure is a number")


def _range(value: object) -> object:
    """Write ``{from: 0, to: 20, step: 5}`` out; what is odd is left for the reader to blame."""
    if not isinstance(value, Mapping) or not {"from", "to"} <= set(value) <= {"from", "to", "step"}:
        return value
    first, last, step = value["from"], value["to"], value.get("step", 1)
    figures = (int, float)
    if not all(isinstance(one, figures) for one in (first, last, step)) or step <= 0:
        return value
    count = int((last - first) / step + 1e-9) + 1
    if count > MOST_POINTS:
        return value
    return tuple(first + step * turn for turn in range(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Record):
    """A figure of the changes that takes one value after the other."""

    name: Identifier
    """Stands in the changes as ``$name``."""
    title: Title | None = None
    values: Annotated[
        tuple[Annotated[Any, AfterValidator(_figure)], ...],
        BeforeValidator(_range),
        Field(min_length=1, max_length=MOST_POINTS),
    ]
    """A list, or ``{from: 0, to: 20, step: 5}``, both ends included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepHeading(Heading):
    """A sweep's file without its changes."""

    format: Literal["linli.sweep/1"] = "linli.sweep/1"
    parameters: Annotated[tuple[Parameter, ...], Field(min_length=1, max_length=2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Changes with one or two figures that are left open.

    Attributes
    ----------
    heading : SweepHeading
    points : tuple of (tuple of figures, Variant)
        Every choice of values with the variant that it makes; the last parameter's change first.
    """

    heading: SweepHeading
    points: tuple[tuple[tuple[Figure, ...], Variant], ...]


def parse_sweep(document: object, start: datetime) -> Sweep:
    """Read a sweep from a document's Python objects.

    Parameters
    ----------
    document : object
        As `json.loads` gives it.
    start : datetime
        Of the scenario that its variants will be laid over.

    Raises
    ------
    InvalidInput
        With every error of its structure.
    """
    if not isinstance(document, Mapping):
        raise InvalidInput([problem("not_an_object", "")])
    changes = document.get("changes", ())
    rest = {key: value for key, value in document.items() if key != "changes"}
    heading = read_record(SweepHeading, rest, start)
    names = [parameter.name for parameter in heading.parameters]
    problems = list(_unknown(changes, names, "/changes"))
    used = set(_named(changes))
    problems += [
        problem("unused_parameter", f"/parameters/{at}/name", value=name)
        for at, name in enumerate(names)
        if name not in used
    ]
    if problems:
        raise InvalidInput(problems)
    points = []
    for values in product(*(parameter.values for parameter in heading.parameters)):
        chosen = dict(zip(names, values, strict=True))
        filled = parse_changes(_filled(changes, chosen), start)
        said = ", ".join(f"{name}={value:g}" for name, value in chosen.items())
        own = replace(heading, name=f"{heading.name}: {said}"[:100], title=None)
        points.append((values, Variant(heading=own, changes=filled)))
    return Sweep(heading=heading, points=tuple(points))


def _parameter(value: object) -> str | None:
    return value[1:] if isinstance(value, str) and value.startswith("$") else None


def _filled(value: Any, chosen: Mapping[str, Figure]) -> Any:  # noqa: ANN401
    name = _parameter(value)
    if name is not None:
        return chosen[name]
    if isinstance(value, Mapping):
        return {key: _filled(item, chosen) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(item, chosen) for item in value]
    return value


def _named(value: object) -> Iterator[str]:
    name = _parameter(value)
    if name is not None:
        yield name
    for item in _items(value):
        yield from _named(item[1])


def _unknown(value: object, names: list[str], pointer: str) -> Iterator[Problem]:
    name = _parameter(value)
    if name is not None and name not in names:
        yield problem(
            "unknown_parameter",
            pointer,
            value=name,
            choices=", ".join(names),
            suggestion=closest(name, names),
        )
    for key, item in _items(value):
        yield from _unknown(item, names, f"{pointer}/{key}")


def _items(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list | tuple):
        yield from enumerate(value)
