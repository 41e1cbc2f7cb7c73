"""What can still be checked in a document that has broken fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, get_args, get_origin

from pydantic_core import ErrorDetails

from matcher.formats.structure import Location, type_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """A document without its broken parts.

    Attributes
    ----------
    document : object
        The rest: broken optional fields are gone, and records whose required fields are broken.
    origins : mapping of Location to sequence of int
        For each list that lost elements, the old positions of those that stayed.
    lost : frozenset of str
        Ids of the records that are gone, and still known to whoever refers to them.
    nameless : bool
        Whether a record is gone whose id nobody knows.
    """

    document: Any
    origins: Mapping[Location, Sequence[int]]
    lost: frozenset[str]
    nameless: bool


def without_broken_parts(root: type, document: object, errors: Iterable[ErrorDetails]) -> Remainder:
    """Take out of a document what pydantic's errors blame, and as little else as possible."""
    broken = {_to_remove(root, error) for error in errors}
    origins: dict[Location, Sequence[int]] = {}
    gone: list[object] = []

    def rest(value: object, location: Location, place: Location) -> object:
        # `location` is where the value stood, `place` where it stands now.
        if isinstance(value, dict):
            return {
                key: rest(item, (*location, key), (*place, key))
                for key, item in value.items()
                if (*location, key) not in broken
            }
        if isinstance(value, list | tuple):
            kept = [i for i in range(len(value)) if (*location, i) not in broken]
            if len(kept) < len(value):
                origins[place] = kept
            if len(location) == 1:
                gone.extend(item for i, item in enumerate(value) if (*location, i) in broken)
            return [rest(value[i], (*location, i), (*place, n)) for n, i in enumerate(kept)]
        return value

    remaining = rest(document, (), ())
    ids = [item.get("id") if isinstance(item, dict) else None for item in gone]
    return Remainder(
        document=remaining,
        origins=origins,
        lost=frozenset(name for name in ids if isinstance(name, str)),
        nameless=not all(isinstance(name, str) for name in ids),
    )


def original_location(remainder: Remainder, location: Location) -> Location:
    """Find where something in the remainder stood in the whole document."""
    return tuple(
        remainder.origins[location[:depth]][step]
        if isinstance(step, int) and location[:depth] in remainder.origins
        else step
        for depth, step in enumerate(location)
    )


def _to_remove(root: type, error: ErrorDetails) -> Location:
    location: Location = error["loc"]
    while len(location) > 1 and not _can_go(root, location):
        location = location[:-1]
    return location


def _can_go(root: type, location: Location) -> bool:
    *parents, last = location
    parent = type_at(root, parents)
    if is_dataclass(parent):
        return {f.name: f.default for f in fields(parent)}.get(str(last)) is not MISSING
    # Of a list whose length means something (a matrix, weights) nothing is taken out.
    element, *more = get_args(parent)
    return more == [Ellipsis] and element is not int and get_origin(element) is not tuple
