"""A scenario as plain dictionaries, with every default filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.check.travel import Travel
from matcher.model import (
    MINUTES_PER_DAY,
    SWITCHABLE,
    Community,
    Helper,
    Need,
    Organisation,
    Place,
    Project,
    Resource,
    ResourceKind,
    ResourceLine,
    Role,
    Rule,
    Scenario,
    Service,
    Shift,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFacts:
    """A need with its effective values.

    Attributes
    ----------
    need : Need
    order : int
        Its position in the scenario.
    minutes : int
    roles : tuple of Role
    lines : tuple of ResourceLine
    place : Place or None
    occurrences : int
        Its number of visits.
    ancestry : frozenset of str
        Its community and all above it.
    opens : mapping of int to int
        By tier of the ladder: the minute at which it opens to the need.
    urgency : int
        Its priority by the end of the horizon, if it is not met.
    """

    need: Need
    order: int
    minutes: int
    roles: tuple[Role, ...]
    lines: tuple[ResourceLine, ...]
    place: Place | None
    occurrences: int
    ancestry: frozenset[str]
    opens: Mapping[int, int]
    urgency: int

    @property
    def crew_size(self) -> int:
        """Helpers that each visit takes."""
        return sum(role.count for role in self.roles)

    def role_minutes(self, role: Role) -> int:
        """Give a role's effective duration."""
        return self.minutes if role.minutes is None else role.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the scenario says, by id."""

    scenario: Scenario
    needs: Mapping[str, NeedFacts]
    helpers: Mapping[str, Helper]
    resources: Mapping[str, Resource]
    projects: Mapping[str, Project]
    organisations: Mapping[str, Organisation]
    communities: Mapping[str, Community]
    ancestry: Mapping[str, frozenset[str]]
    ignored: frozenset[Rule]
    travel: Travel

    def need_of(self, need: str, occurrence: int) -> NeedFacts | None:
        """Give a visit's need; None if the scenario has no such visit."""
        facts = self.needs.get(need)
        return facts if facts and 0 <= occurrence < facts.occurrences else None

    def shift_of(self, helper: str, shift: str) -> tuple[Helper, Shift] | None:
        """Give a helper's shift; None if that helper has no such shift."""
        owner = self.helpers.get(helper)
        own = next((each for each in owner.shifts if each.id == shift), None) if owner else None
        return (owner, own) if owner and own else None

    def home(self, helper: Helper) -> Place | None:
        """Give where a helper's routes start and end by default, and the radius its centre."""
        organisation = self.organisations.get(helper.organisation or "")
        own = self.communities.get(helper.community or "")
        shared = self.communities.get((organisation.community if organisation else None) or "")
        return helper.home or (own.place if own else None) or (shared.place if shared else None)

    def day(self, moment: date) -> int:
        """Count a date's days from the horizon's first."""
        return (moment - self.scenario.start.date()).days

    def clock(self, instant: int) -> str:
        """Say an instant as a person reads it."""
        try:
            return f"{self.scenario.start + timedelta(minutes=instant):%Y-%m-%d %H:%M}"
        except OverflowError:
            return f"minute {instant}"

    def beyond(self, times: Iterable[int]) -> tuple[str, str] | None:
        """Say, in English and Chinese, which of the times lies outside the horizon, if any."""
        horizon = range(self.scenario.horizon + 1)
        outside = next((time for time in times if time not in horizon), None)
        if outside is None:
            return None
        first, last = self.clock(0), self.clock(self.scenario.horizon)
        return f"{self.clock(outside)} is outside the horizon, {first} to {last}", (
            f"{self.clock(outside)} 超出排班周期 {first} 至 {last}"
        )


def gather(scenario: Scenario) -> Facts:
    """Index a valid scenario."""
    services = {service.id: service for service in scenario.services}
    resources = {resource.id: resource for resource in scenario.resources}
    communities = {community.id: community for community in scenario.communities}
    ancestry = {name: _ancestry(name, communities) for name in communities}
    needs = {}
    for order, need in enumerate(scenario.needs):
        service = services[need.service]
        lines = service.resources if need.resources is None else need.resources
        needs[need.id] = NeedFacts(
            need=need,
            order=order,
            minutes=service.minutes if need.minutes is None else need.minutes,
            roles=service.roles if need.roles is None else need.roles,
            lines=lines,
            place=need.place or _venue(lines, resources) or communities[need.community].place,
            occurrences=need.recurrence.times if need.recurrence else 1,
            ancestry=ancestry[need.community],
            opens=(opens := _opens(scenario, need, service)),
            urgency=_urgency(scenario, need, opens),
        )
    return Facts(
        scenario=scenario,
        needs=needs,
        helpers={helper.id: helper for helper in scenario.helpers},
        resources=resources,
        projects={project.id: project for project in scenario.projects},
        organisations={each.id: each for each in scenario.organisations},
        communities=communities,
        ancestry=ancestry,
        ignored=frozenset(scenario.policy.ignored_rules) & SWITCHABLE,
        travel=Travel(scenario),
    )


def _opens(scenario: Scenario, need: Need, service: Service) -> dict[int, int]:
    promised = [need.service_level_days, service.service_level_days]
    days = next((each for each in promised if each is not None), None)
    if days is None:
        return {}
    asked = 0 if need.requested is None else need.requested
    return {
        place: asked + (days + tier.after_days) * MINUTES_PER_DAY
        for place, tier in enumerate(scenario.policy.escalation)
    }


def _urgency(scenario: Scenario, need: Need, opens: Mapping[int, int]) -> int:
    urgency = need.priority
    for place, opening in opens.items():
        if opening < scenario.horizon:
            urgency += scenario.policy.escalation[place].priority
    return min(urgency, 5)


def _ancestry(name: str, communities: Mapping[str, Community]) -> frozenset[str]:
    found: set[str] = set()
    current: str | None = name
    while current is not None and current not in found:
        found.add(current)
        community = communities.get(current)
        current = community.parent if community else None
    return frozenset(found)


def _venue(lines: Iterable[ResourceLine], resources: Mapping[str, Resource]) -> Place | None:
    for line in lines:
        resource = resources.get(line.resource or "")
        if resource and resource.kind is ResourceKind.VENUE and resource.place:
            return resource.place
    return None
