"""The scenario as a book to look things up in: names, days, moments."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from matcher.model import Allocation, Helper, Need, Plan, Resource, ResourceKind, Role, Scenario
from matcher.report.rows import Amount, Given, NeedFields


class Book:
    """Look-ups that every view shares.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        One that names only what the scenario has (`Rule.REFERENCE`).
    """

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self._start = scenario.start
        self._services = {service.id: service for service in scenario.services}
        self._communities = {community.id: community for community in scenario.communities}
        self.needs: dict[str, Need] = {need.id: need for need in scenario.needs}
        self.helpers: dict[str, Helper] = {helper.id: helper for helper in scenario.helpers}
        self.resources: dict[str, Resource] = {item.id: item for item in scenario.resources}
        self._visits = {(visit.need, visit.occurrence): visit for visit in plan.visits}
        self._allocations: dict[tuple[str, int], list[Allocation]] = defaultdict(list)
        for allocation in plan.allocations:
            self._allocations[allocation.need, allocation.occurrence].append(allocation)

    def moment(self, minute: int) -> datetime:
        """Return the moment of an instant."""
        return self._start + timedelta(minutes=minute)

    def day(self, minute: int) -> date:
        """Return the calendar day of an instant."""
        return self.moment(minute).date()

    def helper_name(self, helper: str) -> str:
        """Return a helper's name, or its id where it has none."""
        return self.helpers[helper].name or helper

    def resource_name(self, resource: str) -> str:
        """Return a resource's name, or its id where it has none."""
        return self.resources[resource].name or resource

    def community_name(self, community: str) -> str:
        """Return a community's name."""
        return self._communities[community].name

    def asked(self, need: str, occurrence: int) -> NeedFields:
        """Return what rows about a visit say of its need."""
        record = self.needs[need]
        return {
            "need": need,
            "occurrence": occurrence,
            "priority": record.priority,
            "resident": record.resident,
            "service": record.service,
            "service_name": self._services[record.service].name,
            "community": record.community,
            "community_name": self.community_name(record.community),
        }

    def roles(self, need: str) -> tuple[Role, ...]:
        """Return a need's roles: its own, else its service's."""
        own = self.needs[need].roles
        return self._services[self.needs[need].service].roles if own is None else own

    def amount(self, resource: str, quantity: int) -> Amount:
        """Return a quantity with the resource's unit."""
        record = self.resources[resource]
        unit = "fen" if record.kind is ResourceKind.FUND else record.unit
        return Amount(quantity=quantity, unit=unit)

    def given(self, need: str, occurrence: int) -> tuple[Given, ...]:
        """Return what a visit gets, in the plan's order."""
        return tuple(
            Given(
                resource=allocation.resource,
                name=self.resource_name(allocation.resource),
                amount=self.amount(allocation.resource, allocation.quantity),
            )
            for allocation in self._allocations.get((need, occurrence), ())
        )

    def crew_names(self, need: str, occurrence: int, without: str | None = None) -> tuple[str, ...]:
        """Return the names of a visit's crew, each once, in order of role."""
        crew = dict.fromkeys(member.helper for member in self._visits[need, occurrence].crew)
        return tuple(self.helper_name(helper) for helper in crew if helper != without)
