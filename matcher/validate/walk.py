"""Ways through a scenario that several checks take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate

from matcher.model import (
    Need,
    Pin,
    Place,
    PublishedVisit,
    ResourceLine,
    Role,
    Scenario,
    Service,
    WindowBounds,
)


def each_place(scenario: Scenario) -> Iterator[tuple[str, Place]]:
    """Yield every place that is given, with its pointer."""
    for name in ("communities", "resources", "needs"):
        for i, record in enumerate(getattr(scenario, name)):
            if record.place is not None:
                yield f"/{name}/{i}/place", record.place
    for i, helper in enumerate(scenario.helpers):
        if helper.home is not None:
            yield f"/helpers/{i}/home", helper.home
        for k, shift in enumerate(helper.shifts):
            if shift.start_place is not None:
                yield f"/helpers/{i}/shifts/{k}/start_place", shift.start_place
            if shift.end_place is not None:
                yield f"/helpers/{i}/shifts/{k}/end_place", shift.end_place


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
