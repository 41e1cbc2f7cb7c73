"""What can still be checked in a document that has broken fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import EnumType
from typing import Any, get_args, get_origin

from pydantic_core import ErrorDetails

from matcher.formats.structure import Location, type_at

_STAND_IN = "-"
_DEPTH_OF_FIELD = 3  # of a record in a list of the document


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """A document without its broken parts.

    Attributes
    ----------
    document : object
        The rest: broken optional fields are gone, broken required words are stood in for, and
        records whose other required fields are broken are gone.
    origins : mapping of Location to sequence of int
        For each list that lost elements, the old positions of those that stayed.
    lost : frozenset of str
        Ids of the records that are gone, and still known to whoever refers to them.
    nameless : frozenset of str
        The lists with a record whose id nobody knows.
    """

    document: Any
    origins: Mapping[Location, Sequence[int]]
    lost: frozenset[str]
    nameless: frozenset[str]


def without_broken_parts(root: type, document: object, errors: Iterable[ErrorDetails]) -> Remainder:
    """Take out of a document what pydantic's errors blame, and as little else as possible."""
    blamed: set[Location] = {error["loc"] for error in errors}
    stand_ins = dict(_stand_ins(root, blamed))
    broken = {_to_remove(root, location) for location in blamed - stand_ins.keys()}
    origins: dict[Location, Sequence[int]] = {}
    gone: dict[Location, object] = {}

    def rest(value: object, location: Location, place: Location) -> object:
        # `location` is where the value stood, `place` where it stands now.
        if location in stand_ins:
            return stand_ins[location]
        if isinstance(value, dict):
            missing = [at[-1] for at in stand_ins if at[:-1] == location and at[-1] not in value]
            return {
                key: rest(item, (*location, key), (*place, key))
                for key, item in (value | dict.fromkeys(missing)).items()
                if (*location, key) not in broken
            }
        if isinstance(value, list | tuple):
            kept = [i for i in range(len(value)) if (*location, i) not in broken]
            if len(kept) < len(value):
                origins[place] = kept
            for i, item in enumerate(value):
                at = (*location, i)
                if len(at) < _DEPTH_OF_FIELD and (at in broken or (*at, "id") in stand_ins):
                    gone[at] = item.get("id") if isinstance(item, dict) else None
            return [rest(value[i], (*location, i), (*place, n)) for n, i in enumerate(kept)]
        return value

    remaining = rest(document, (), ())
    return Remainder(
        document=remaining,
        origins=origins,
        lost=frozenset(name for name in gone.values() if isinstance(name, str)),
        nameless=frozenset(
            str(at[0]) for at, name in gone.items() if not (isinstance(name, str) and name)
        ),
    )


def original_location(remainder: Remainder, location: Location) -> Location:
    """Find where something in the remainder stood in the whole document."""
    return tuple(
        remainder.origins[location[:depth]][step]
        if isinstance(step, int) and location[:depth] in remainder.origins
        else step
        for depth, step in enumerate(location)
    )


def _stand_ins(root: type, blamed: Iterable[Location]) -> Iterator[tuple[Location, str]]:
    # So that what else is wrong with the record and with whoever refers to it can be told.
    for location in blamed:
        if len(location) != _DEPTH_OF_FIELD or _can_go(root, location):
            continue
        kind = type_at(root, location)
        if isinstance(kind, EnumType):
            yield location, next(iter(kind)).value
        elif kind is str:
            yield location, _STAND_IN


def _to_remove(root: type, location: Location) -> Location:
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
