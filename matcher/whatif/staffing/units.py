"""What one unit of an addition brings: new records, and better ones in the place of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import count
from typing import Any, TypeVar

from matcher.model import Helper, Organisation, Resource, Scenario, Shift

R = TypeVar("R", bound=Helper | Resource)


class TakesAway(ValueError):
    """Changes take something away, or touch what additions leave alone; the message says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What comes with one unit.

    Attributes
    ----------
    organisations, helpers, resources : tuple
        New ones.
    better_helpers, better_resources : tuple
        Those that take the place of the scenario's of their id.
    """

    organisations: tuple[Organisation, ...] = ()
    helpers: tuple[Helper, ...] = ()
    resources: tuple[Resource, ...] = ()
    better_helpers: tuple[Helper, ...] = ()
    better_resources: tuple[Resource, ...] = ()


def unit_of(before: Scenario, after: Scenario) -> Unit:
    """Find what a scenario has more than another.

    Raises
    ------
    TakesAway
        If there is anything less, or anything else that is other.
    """
    for field in fields(Scenario):
        if field.name not in {"organisations", "helpers", "resources"} and getattr(
            before, field.name
        ) != getattr(after, field.name):
            raise TakesAway(field.name)
    if after.organisations[: len(before.organisations)] != before.organisations:
        raise TakesAway("organisations")
    new_helpers, better_helpers = _compared("helpers", before.helpers, after.helpers)
    new_resources, better_resources = _compared("resources", before.resources, after.resources)
    return Unit(
        organisations=after.organisations[len(before.organisations) :],
        helpers=new_helpers,
        resources=new_resources,
        better_helpers=better_helpers,
        better_resources=better_resources,
    )


def _compared(
    kind: str, before: Sequence[R], after: Sequence[R]
) -> tuple[tuple[R, ...], tuple[R, ...]]:
    known = {record.id: record for record in before}
    lost = known.keys() - {record.id for record in after}
    better = tuple(record for record in after if known.get(record.id, record) != record)
    worse = [record.id for record in better if not is_no_less(known[record.id], record)]
    for name in (*sorted(lost), *worse):
        raise TakesAway(f"{kind}/{name}")
    return tuple(record for record in after if record.id not in known), better


def is_no_less(before: R, after: R) -> bool:
    """Say whether a record has all that another has, and is the same in all else."""
    grows = _HELPER_GROWS if isinstance(before, Helper) else _RESOURCE_GROWS
    same: dict[str, Any] = {name: getattr(before, name) for name in grows}
    limits = [
        (getattr(before, name), getattr(after, name)) for name in _AMOUNTS if hasattr(before, name)
    ]
    return (
        replace(after, **same) == before
        and all(new is None or (old is not None and old <= new) for old, new in limits)
        and not _gets_an_area(before, after)
        and _joined(after, before) == after
    )


def _gets_an_area(before: R, after: R) -> bool:
    """Say whether a helper whose area another record says gets an own one, which may be less."""
    if not isinstance(before, Helper) or before.communities or before.radius is not None:
        return False
    return isinstance(after, Helper) and (bool(after.communities) or after.radius is not None)


def added_up(base: R, versions: Iterable[R]) -> R:
    """Put better versions of one record together.

    Quantities and limits of minutes add up; of hours, levels, areas and dates the widest holds.
    """
    made = base
    for version in versions:
        more: dict[str, Any] = {
            name: _sum(getattr(made, name), getattr(base, name), getattr(version, name))
            for name in _AMOUNTS
            if hasattr(base, name)
        }
        made = replace(_joined(version, made), **more)
    return made


_AMOUNTS = ("max_minutes_day", "max_minutes_week", "quantity")

_HELPER_GROWS = (
    *("shifts", "skills", "licences", "languages", "communities", "radius"),
    *("max_minutes_day", "max_minutes_week", "cost_per_hour", "reliability"),
)
_RESOURCE_GROWS = ("quantity", "expires", "services", "communities", "organisations")


def _sum(made: int | None, base: int | None, version: int | None) -> int | None:
    if made is None or base is None or version is None:
        return None
    return made + version - base


def _joined(one: R, other: R) -> R:
    """Give a record that has what either of two has; all else is the first's."""
    more: dict[str, Any]
    if isinstance(one, Helper) and isinstance(other, Helper):
        more = {
            "shifts": _merged(one.shifts, other.shifts, "id", _longer),
            "skills": _merged(one.skills, other.skills, "skill", _higher),
            "licences": _merged(one.licences, other.licences, "licence", _later),
            "languages": _union(one.languages, other.languages),
            "communities": _union(one.communities, other.communities),
            "radius": one.radius
            if other.radius is None or (one.radius or 0) >= other.radius
            else other.radius,
        }
    elif isinstance(one, Resource) and isinstance(other, Resource):
        more = {
            name: _union(getattr(one, name), getattr(other, name), empty_is_all=True)
            for name in ("services", "communities", "organisations")
        }
        more["expires"] = _wider(one.expires, other.expires)
    return replace(one, **more)


def _merged(one: Sequence[Any], other: Sequence[Any], key: str, better: Any) -> tuple[Any, ...]:  # noqa: ANN401
    rest = {getattr(entry, key): entry for entry in other}
    both = [
        better(entry, rest.pop(getattr(entry, key))) if getattr(entry, key) in rest else entry
        for entry in one
    ]
    return (*both, *rest.values())


def _longer(one: Shift, other: Shift) -> Shift:
    end = max(one.end, other.end)
    return replace(
        one,
        start=min(one.start, other.start),
        end=end,
        max_overtime=max(one.end + one.max_overtime, other.end + other.max_overtime) - end,
        max_visits=_wider(one.max_visits, other.max_visits),
    )


def _higher(one: Any, other: Any) -> Any:  # noqa: ANN401
    return one if one.level >= other.level else other


def _later(one: Any, other: Any) -> Any:  # noqa: ANN401
    return replace(one, expires=_wider(one.expires, other.expires))


def _wider(one: Any, other: Any) -> Any:  # noqa: ANN401
    """Give the later or larger of two limits; None is no limit."""
    return None if one is None or other is None else max(one, other)


def _union(
    one: tuple[str, ...], other: tuple[str, ...], *, empty_is_all: bool = False
) -> tuple[str, ...]:
    if empty_is_all and not (one and other):
        return ()
    return (*one, *(name for name in other if name not in one))


class Namer:
    """Gives new helpers and resources ids that nothing else has.

    Parameters
    ----------
    scenario : Scenario
    """

    def __init__(self, scenario: Scenario) -> None:
        self._taken = {
            "helpers": {helper.id for helper in scenario.helpers},
            "shifts": {shift.id for helper in scenario.helpers for shift in helper.shifts},
            "resources": {resource.id for resource in scenario.resources},
        }

    def named(self, unit: Unit) -> Unit:
        """Give a unit whose new records have ids of their own; `li+2` where `li` is taken."""
        helpers = tuple(
            replace(
                helper,
                id=self._free("helpers", helper.id),
                shifts=tuple(
                    replace(shift, id=self._free("shifts", shift.id)) for shift in helper.shifts
                ),
            )
            for helper in unit.helpers
        )
        resources = tuple(
            replace(resource, id=self._free("resources", resource.id))
            for resource in unit.resources
        )
        return replace(unit, helpers=helpers, resources=resources)

    def _free(self, kind: str, name: str) -> str:
        stem, _, number = name.rpartition("+")
        if not stem or not number.isdecimal():
            stem = name
        names: Iterator[str] = (f"{stem}+{n}" for n in count(1))
        taken = self._taken[kind]
        free = name if name not in taken else next(one for one in names if one not in taken)
        taken.add(free)
        return free
