"""How a need that is not met within its service level moves up the policy's ladder."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.model.needs import Need, Service
from matcher.model.plan import Escalation, Visit
from matcher.model.policy import Policy
from matcher.model.scenario import Scenario
from matcher.model.units import MINUTES_PER_DAY

MOST_URGENT = 5


def service_level_end(need: Need, service: Service) -> int | None:
    """Give the minute by which a need is promised to be met; None if nothing is promised."""
    days = need.service_level_days
    if days is None:
        days = service.service_level_days
    return None if days is None else (need.requested or 0) + MINUTES_PER_DAY * days


def opening_times(need: Need, service: Service, policy: Policy) -> tuple[int, ...]:
    """Give the minute at which each tier of the ladder opens; none if the need never moves up."""
    end = service_level_end(need, service)
    if end is None:
        return ()
    return tuple(end + MINUTES_PER_DAY * tier.after_days for tier in policy.escalation)


def raised_priority(need: Need, service: Service, policy: Policy, until: int) -> int:
    """Give the priority that a need has if it is still not met at minute `until`."""
    opens = opening_times(need, service, policy)
    raised = sum(
        tier.priority for tier, at in zip(policy.escalation, opens, strict=False) if at < until
    )
    return min(MOST_URGENT, need.priority + raised)


def escalations(scenario: Scenario, visits: Iterable[Visit]) -> tuple[Escalation, ...]:
    """Give every tier that opens in the horizon to a need of which no visit has begun.

    Parameters
    ----------
    scenario : Scenario
    visits : iterable of Visit
        Those that are served.

    Returns
    -------
    tuple of Escalation
        In order of need and tier.
    """
    if not scenario.policy.escalation:
        return ()
    services = {service.id: service for service in scenario.services}
    first: dict[str, int] = {}
    for visit in visits:
        first[visit.need] = min(visit.start, first.get(visit.need, visit.start))
    return tuple(
        Escalation(need=need.id, tier=tier, at=at)
        for need in scenario.needs
        for tier, at in enumerate(opening_times(need, services[need.service], scenario.policy))
        if at < scenario.horizon and at <= first.get(need.id, scenario.horizon)
    )
