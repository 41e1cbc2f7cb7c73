"""From the scenario of one week and the visits that took place to the scenario of the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from matcher.model import (
    MINUTES_PER_WEEK,
    Allocation,
    Need,
    PastVisit,
    Project,
    Resource,
    ResourceKind,
    Scenario,
    Visit,
)

USED_UP = (ResourceKind.GOODS, ResourceKind.FUND)


def minutes_between(scenario: Scenario) -> int:
    """Give the minutes from one horizon's start to the next: whole weeks."""
    return -(-scenario.horizon // MINUTES_PER_WEEK) * MINUTES_PER_WEEK


def visits_of(need: Need) -> int:
    """Give the number of visits that a need asks for."""
    return need.recurrence.times if need.recurrence else 1


def still_owed(need: Need, made: Sequence[Visit]) -> Need | None:
    """Give what is left of a need once some of its visits took place; None if nothing is.

    It counts as asked for when the last of them began.
    """
    owed = visits_of(need) - len(made)
    if owed == 0:
        return None
    return replace(
        need,
        requested=max((visit.start for visit in made), default=need.requested or 0),
        recurrence=None if need.recurrence is None else replace(need.recurrence, times=owed),
    )


def a_week_later(need: Need, minutes: int) -> Need:
    """Give a need as it is told from a horizon that starts so much later.

    It was asked for, and is due, when it was; its windows are those of the new horizon.
    """
    return replace(
        need,
        requested=(need.requested or 0) - minutes,
        due=None if need.due is None else need.due - minutes,
    )


def remembered(
    history: Iterable[PastVisit], visits: Iterable[Visit], scenario: Scenario
) -> tuple[PastVisit, ...]:
    """Add visits that took place to a history, each helper once with the last day."""
    last: dict[str, date | None] = {}
    came = [(past.helper, past.day) for past in history] + [
        (member.helper, (scenario.start + timedelta(minutes=member.start)).date())
        for visit in visits
        for member in visit.crew
    ]
    for helper, day in came:
        known = last.get(helper)
        last[helper] = day if known is None or (day is not None and day > known) else known
    return tuple(PastVisit(helper=helper, day=day) for helper, day in last.items())


def new_names(names: Iterable[str], number: int, taken: Collection[str]) -> dict[str, str]:
    """Name needs that are asked for again in the n-th week: ``tea~2``; nothing twice."""
    found: dict[str, str] = {}
    for name in names:
        ending = f"~{number}"
        while (again := f"{name[: 100 - len(ending)]}{ending}") in taken or again in found.values():
            ending += "~"
        found[name] = again
    return found


def next_week(
    scenario: Scenario,
    needs: tuple[Need, ...],
    made: Mapping[tuple[str, int], Visit],
    allocations: Iterable[Allocation],
) -> Scenario:
    """Give the scenario one week later, with these needs.

    Parameters
    ----------
    scenario : Scenario
        Of this week. Shifts, venues and what else counts from the horizon's start are repeated;
        what was pinned and published is over.
    needs : tuple of Need
        Of the next week.
    made : mapping of (need, occurrence) to Visit
        The visits that took place.
    allocations : iterable of Allocation
        Of the plan; what visits that failed were to get is still there.
    """
    later = minutes_between(scenario)
    given: Counter[str] = Counter()
    for each in allocations:
        if (each.need, each.occurrence) in made:
            given[each.resource] += each.quantity
    paid = _paid(scenario, made.values())
    return replace(
        scenario,
        start=scenario.start + timedelta(minutes=later),
        needs=needs,
        resources=tuple(_left(each, given[each.id]) for each in scenario.resources),
        projects=tuple(_later(each, later, paid[each.id]) for each in scenario.projects),
        pins=(),
        published=(),
    )


def refilled(scenario: Scenario, base: Scenario) -> Scenario:
    """Give a scenario the stocks, funds and budgets of another, whose records it has."""
    budget = {project.id: project.budget for project in base.projects}
    return replace(
        scenario,
        resources=base.resources,
        projects=tuple(replace(each, budget=budget[each.id]) for each in scenario.projects),
    )


def _paid(scenario: Scenario, visits: Iterable[Visit]) -> Counter[str]:
    """Give what each project pays for its crews' service, in fen."""
    project = {need.id: need.project for need in scenario.needs}
    hourly = {helper.id: helper.cost_per_hour for helper in scenario.helpers}
    paid: Counter[str] = Counter()
    for visit in visits:
        name = project[visit.need]
        for member in visit.crew if name is not None else ():
            paid[str(name)] += -(-hourly[member.helper] * (member.end - member.start) // 60)
    return paid


def _left(resource: Resource, given: int) -> Resource:
    return replace(resource, quantity=resource.quantity - given * (resource.kind in USED_UP))


def _later(project: Project, minutes: int, paid: int) -> Project:
    """Give a project whose period stays where it is, with what is left of its budget."""
    return replace(
        project,
        start=None if project.start is None else project.start - minutes,
        end=None if project.end is None else project.end - minutes,
        budget=None if project.budget is None else project.budget - paid,
    )
