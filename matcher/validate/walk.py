"""Ways through a scenario that several checks take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

from matcher.model import (
    Need,
    Pin,
    PublishedVisit,
    ResourceLine,
    Role,
    Scenario,
    Service,
    WindowBounds,
)

PLACES = (
    "communities/*/place",
    "resources/*/place",
    "needs/*/place",
    "helpers/*/home",
    "helpers/*/shifts/*/start_place",
    "helpers/*/shifts/*/end_place",
)
"""Where places are given."""

ROLES = ("services/*/roles/*", "needs/*/roles/*")
LINES = ("services/*/resources/*", "needs/*/resources/*")


_LISTS: ContextVar[dict[tuple[str, ...], list[Any]] | None] = ContextVar("lists", default=None)
"""While one scenario is looked at: the lists of distinct values found, by path and fields."""


@contextmanager
def keeping_lists() -> Iterator[None]:
    """Walk each way to the records of one scenario once; inside, no other may be looked at."""
    token = _LISTS.set({})
    try:
        yield
    finally:
        _LISTS.reset(token)


def values(scenario: Scenario, path: str) -> list[Any]:
    """Give all that stands at a path like ``helpers/*/shifts/*/id``, but None."""
    way, _, step = path.rpartition("/")
    return _onward(values(scenario, way) if way else [scenario], step)


def distinct(scenario: Scenario, path: str, *fields: str) -> list[Any]:
    """Give the same, what several share once only; and of what agrees in some fields one each."""
    kept, key = _LISTS.get(), (path, *fields)
    if kept is not None and key in kept:
        return kept[key]
    way, _, step = path.rpartition("/")
    if fields:
        found = distinct(scenario, path)
        found = list(dict(zip(map(attrgetter(*fields), found), found, strict=True)).values())
    else:
        found = _onward(distinct(scenario, way) if way else [scenario], step)
        if step != "*":
            found = list(dict(zip(map(id, found), found, strict=True)).values())
    if kept is not None:
        kept[key] = found
    return found


def _onward(before: list[Any], step: str) -> list[Any]:
    if step == "*":
        return list(chain.from_iterable(before))
    return [value for value in map(attrgetter(step), before) if value is not None]


def with_pointers(scenario: Scenario, path: str) -> Iterator[tuple[str, Any]]:
    """Yield the same with the pointer to each."""
    found: Iterable[tuple[str, Any]] = [("", scenario)]
    for step in path.split("/"):
        found = _entries(found) if step == "*" else _fields(found, step)
    yield from found


def failing(
    scenario: Scenario, path: str, is_sound: Callable[[Any], bool], *fields: str
) -> Iterator[tuple[str, Any]]:
    """Yield what stands at a path and is not sound, with its pointer.

    Pointers are made only where something is wrong; and where soundness is a matter of some
    fields alone, what agrees in them is judged once.
    """
    if not all(map(is_sound, distinct(scenario, path, *fields))):
        yield from (found for found in with_pointers(scenario, path) if not is_sound(found[1]))


def _entries(found: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    for pointer, entries in found:
        for i, entry in enumerate(entries):
            yield f"{pointer}/{i}", entry


def _fields(found: Iterable[tuple[str, Any]], name: str) -> Iterator[tuple[str, Any]]:
    for pointer, record in found:
        value = getattr(record, name)
        if value is not None:
            yield f"{pointer}/{name}", value


def each_service_and_need(scenario: Scenario) -> Iterator[tuple[str, Service | Need]]:
    """Yield all that have roles and resource lines, with their pointers."""
    for i, service in enumerate(scenario.services):
        yield f"/services/{i}", service
    for i, need in enumerate(scenario.needs):
        yield f"/needs/{i}", need


def each_named_visit(scenario: Scenario) -> Iterator[tuple[str, Pin | PublishedVisit]]:
    """Yield all pins and published visits, with their pointers."""
    for i, pin in enumerate(scenario.pins):
        yield f"/pins/{i}", pin
    for i, published in enumerate(scenario.published):
        yield f"/published/{i}", published


def each_role(scenario: Scenario) -> Iterator[tuple[str, int, Role]]:
    """Yield every role of services and needs: its pointer, its position, itself."""
    for pointer, owner in each_service_and_need(scenario):
        for j, role in enumerate(owner.roles or ()):
            yield f"{pointer}/roles/{j}", j, role


def each_line(scenario: Scenario) -> Iterator[tuple[str, ResourceLine]]:
    """Yield every resource line of services and needs, with its pointer."""
    for pointer, owner in each_service_and_need(scenario):
        for k, line in enumerate(owner.resources or ()):
            yield f"{pointer}/resources/{k}", line


def services_by_id(scenario: Scenario) -> Mapping[str, Service]:
    """Map each service's id to it; of equal ids the first counts."""
    return {service.id: service for service in reversed(scenario.services)}


def roles_of(need: Need, services: Mapping[str, Service]) -> tuple[Role, ...]:
    """Return the need's effective roles; none if its service is unknown."""
    if need.roles is not None:
        return need.roles
    service = services.get(need.service)
    return service.roles if service else ()


def minutes_of(need: Need, services: Mapping[str, Service]) -> int | None:
    """Return the need's effective minutes; None if its service is unknown."""
    if need.minutes is not None:
        return need.minutes
    service = services.get(need.service)
    return service.minutes if service else None


def earliest_starts(roles: tuple[Role, ...]) -> list[int]:
    """Return the minutes from the visit's start to each role's earliest start."""
    return list(accumulate(role.lag.min if role.lag else 0 for role in roles))


def least_length(need: Need, services: Mapping[str, Service], bounds: WindowBounds) -> int | None:
    """Return the minutes from a visit's start to the last time that is bounded."""
    minutes = minutes_of(need, services)
    roles = roles_of(need, services)
    if minutes is None or bounds is WindowBounds.START:
        return None
    starts = earliest_starts(roles)
    if bounds is WindowBounds.ALL_STARTS:
        return max(starts, default=0)
    ends = (
        start + (minutes if role.minutes is None else role.minutes)
        for start, role in zip(starts, roles, strict=True)
    )
    return max(ends, default=minutes)
