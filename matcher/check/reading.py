"""A plan read against its scenario.

What names nothing in the scenario, or comes twice, is left out here and reported as `reference`;
so every other check works on whole records and cannot stumble.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from matcher.check.facts import Facts, NeedFacts
from matcher.check.travel import Leg
from matcher.check.violation import Violation
from matcher.model import (
    Allocation,
    Assignment,
    Break,
    Helper,
    Plan,
    Resource,
    ResourceKind,
    ResourceLine,
    Role,
    Route,
    Rule,
    Shift,
    Stop,
    TakenBreak,
    Visit,
)

VisitKey = tuple[str, int]
"""A need's id and an occurrence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a crew, with what the scenario says of it."""

    assignment: Assignment
    role: Role
    helper: Helper
    shift: Shift

    @property
    def minutes(self) -> int:
        """How long the plan has the member serve."""
        return self.assignment.end - self.assignment.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A served visit."""

    visit: Visit
    facts: NeedFacts
    members: tuple[Member, ...]

    @property
    def helpers(self) -> frozenset[str]:
        """Who comes."""
        return frozenset(member.helper.id for member in self.members)

    def violation(
        self,
        rule: Rule,
        en: str,
        zh: str,
        *,
        helper: str | None = None,
        resource: str | None = None,
    ) -> Violation:
        """Say what is wrong with the visit."""
        need, occurrence = self.visit.need, self.visit.occurrence
        return Violation(
            rule=rule,
            en=f"visit {need}#{occurrence}: {en}",
            zh=f"服务单 {need}#{occurrence}：{zh}",
            need=need,
            occurrence=occurrence,
            helper=helper,
            resource=resource,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A route, with its true travel.

    Attributes
    ----------
    route : Route
    helper : Helper
    shift : Shift
    stops : tuple of Stop
        Those at visits of the scenario.
    legs : tuple of Leg or None
        To each of `stops` and back; None where nothing tells the way.
    """

    route: Route
    helper: Helper
    shift: Shift
    stops: tuple[Stop, ...]
    legs: tuple[Leg | None, ...]

    @property
    def travel_minutes(self) -> int:
        """Minutes of travel, the return included."""
        return sum(leg.minutes for leg in self.legs if leg)

    @property
    def metres(self) -> int:
        """Metres of travel, the return included."""
        return sum(leg.metres for leg in self.legs if leg)

    @property
    def work(self) -> int:
        """Minutes of service and travel."""
        return self.travel_minutes + sum(stop.end - stop.start for stop in self.stops)

    def waits(self) -> Iterator[int]:
        """Yield the minutes between stops that are neither travel nor break."""
        for (before, after), leg in zip(pairwise(self.stops), self.legs[1:], strict=False):
            rest = sum(
                max(0, min(taken.end, after.start) - max(taken.start, before.end))
                for taken in self.route.breaks
            )
            yield max(0, after.start - before.end - rest - (leg.minutes if leg else 0))

    def match_breaks(self) -> tuple[list[Break], list[TakenBreak]]:
        """Give the shift's breaks that are missed, and the breaks taken that are not its own."""
        missed, foreign = list(self.shift.breaks), []
        for taken in sorted(self.route.breaks, key=lambda each: each.start):
            own = next((each for each in missed if _is_taken(each, taken)), None)
            if own is None:
                foreign.append(taken)
            else:
                missed.remove(own)
        return missed, foreign

    def violation(self, rule: Rule, en: str, zh: str) -> Violation:
        """Say what is wrong with the route."""
        return Violation(
            rule=rule,
            en=f"route of shift {self.shift.id} (helper {self.helper.id}): {en}",
            zh=f"时段 {self.shift.id}（服务者 {self.helper.id}）的路线：{zh}",
            helper=self.helper.id,
            shift=self.shift.id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """An allocation, with what the scenario says of it."""

    allocation: Allocation
    resource: Resource
    facts: NeedFacts
    line: ResourceLine

    @property
    def occupies(self) -> bool:
        """Whether the resource comes back."""
        return self.resource.kind in (ResourceKind.VENUE, ResourceKind.EQUIPMENT)

    def violation(self, rule: Rule, en: str, zh: str) -> Violation:
        """Say what is wrong with the allocation."""
        need, occurrence = self.allocation.need, self.allocation.occurrence
        return Violation(
            rule=rule,
            en=f"resource {self.resource.id} for visit {need}#{occurrence}: {en}",
            zh=f"资源 {self.resource.id} 用于服务单 {need}#{occurrence}：{zh}",
            need=need,
            occurrence=occurrence,
            resource=self.resource.id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All of a plan that can be read.

    Attributes
    ----------
    facts : Facts
    plan : Plan
    visits : mapping of VisitKey to Served
    by_need : mapping of str to list of Served
        The served visits of each need that has any, in order of occurrence.
    trips : tuple of Trip
    draws : tuple of Draw
    """

    facts: Facts
    plan: Plan
    visits: Mapping[VisitKey, Served]
    by_need: Mapping[str, list[Served]]
    trips: tuple[Trip, ...]
    draws: tuple[Draw, ...]


def read(facts: Facts, plan: Plan) -> Reading:
    """Read a plan against the facts of its scenario."""
    visits: dict[VisitKey, Served] = {}
    for visit in plan.visits:
        need = facts.need_of(visit.need, visit.occurrence)
        if need:
            served = Served(visit=visit, facts=need, members=_members(facts, need, visit))
            visits.setdefault((visit.need, visit.occurrence), served)
    by_need: dict[str, list[Served]] = {}
    for key in sorted(visits):
        by_need.setdefault(key[0], []).append(visits[key])
    return Reading(
        facts=facts,
        plan=plan,
        visits=visits,
        by_need=by_need,
        trips=tuple(_trips(facts, plan)),
        draws=tuple(_draws(facts, plan)),
    )


def _members(facts: Facts, need: NeedFacts, visit: Visit) -> tuple[Member, ...]:
    members = []
    for assignment in visit.crew:
        found = facts.shift_of(assignment.helper, assignment.shift)
        if found and 0 <= assignment.role < len(need.roles):
            helper, shift = found
            role = need.roles[assignment.role]
            members.append(Member(assignment=assignment, role=role, helper=helper, shift=shift))
    return tuple(members)


def _trips(facts: Facts, plan: Plan) -> Iterator[Trip]:
    for route in plan.routes:
        found = facts.shift_of(route.helper, route.shift)
        if found is None:
            continue
        helper, shift = found
        known = [(stop, facts.need_of(stop.need, stop.occurrence)) for stop in route.stops]
        home = facts.home(helper)
        places = [
            shift.start_place or home,
            *(need.place for _, need in known if need),
            shift.end_place or home,
        ]
        yield Trip(
            route=route,
            helper=helper,
            shift=shift,
            stops=tuple(stop for stop, need in known if need),
            legs=tuple(facts.travel.leg(helper, a, b) for a, b in pairwise(places)),
        )


def _draws(facts: Facts, plan: Plan) -> Iterator[Draw]:
    for allocation in plan.allocations:
        need = facts.need_of(allocation.need, allocation.occurrence)
        resource = facts.resources.get(allocation.resource)
        if need and resource and 0 <= allocation.line < len(need.lines):
            line = need.lines[allocation.line]
            yield Draw(allocation=allocation, resource=resource, facts=need, line=line)


def _is_taken(own: Break, taken: TakenBreak) -> bool:
    inside = own.start <= taken.start and taken.end <= own.end
    return inside and taken.end - taken.start == own.minutes
