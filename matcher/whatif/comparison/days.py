"""The busiest days of helpers, as the base and a variant plan them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.model import MINUTES_PER_DAY, Route
from matcher.whatif.comparison.records import Case

MOST = 8
"""Days that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One visit of a helper's day, in minutes from its midnight."""

    need: str
    occurrence: int
    service: str
    """The service's name."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """A helper's day in one plan, in minutes from its midnight."""

    minutes: int
    """Of service and travel."""
    leave: int
    back: int
    visits: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperDay:
    """A helper's day in both plans; none where a plan leaves it free."""

    helper: str
    name: str
    day: date
    base: DayPlan | None
    variant: DayPlan | None


def worked(route: Route) -> int:
    """Give the minutes of service and travel of a route."""
    travel = route.back - route.return_depart
    return travel + sum(stop.end - stop.start + stop.arrive - stop.depart for stop in route.stops)


def busiest_days(base: Case, variant: Case) -> tuple[HelperDay, ...]:
    """Give the days with most minutes of work in either plan, the busiest first."""
    old, new = _days(base), _days(variant)
    names = {one.id: one.name or one.id for one in base.scenario.helpers}
    names |= {one.id: one.name or one.id for one in variant.scenario.helpers}

    def minutes(key: tuple[str, int]) -> int:
        return max(plans[key].minutes for plans in (old, new) if key in plans)

    # The keys in order of both plans, so that ties fall the same way each time.
    ordered = sorted(dict.fromkeys((*old, *new)), key=minutes, reverse=True)
    return tuple(
        HelperDay(
            helper=helper,
            name=names[helper],
            day=base.scenario.start.date() + timedelta(days=day),
            base=old.get((helper, day)),
            variant=new.get((helper, day)),
        )
        for helper, day in ordered[:MOST]
    )


def _days(case: Case) -> dict[tuple[str, int], DayPlan]:
    services = {service.id: service.name for service in case.scenario.services}
    service = {need.id: services[need.service] for need in case.scenario.needs}
    routes: dict[tuple[str, int], list[Route]] = defaultdict(list)
    for route in case.plan.routes:
        routes[route.helper, _leave(route) // MINUTES_PER_DAY].append(route)
    return {key: _day(key[1] * MINUTES_PER_DAY, found, service) for key, found in routes.items()}


def _day(midnight: int, routes: list[Route], service: dict[str, str]) -> DayPlan:
    return DayPlan(
        minutes=sum(map(worked, routes)),
        leave=min(map(_leave, routes)) - midnight,
        back=max(route.back for route in routes) - midnight,
        visits=tuple(
            Bar(
                need=stop.need,
                occurrence=stop.occurrence,
                service=service[stop.need],
                start=stop.start - midnight,
                end=stop.end - midnight,
            )
            for route in routes
            for stop in route.stops
        ),
    )


def _leave(route: Route) -> int:
    return route.stops[0].depart if route.stops else route.return_depart
