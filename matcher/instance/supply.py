"""Resources, the draws that allocations may make, and projects as arrays."""

from __future__ import annotations

import numpy as np

from matcher.arrays import FOREVER, Bools, Demand, Supply
from matcher.instance.demand import answers
from matcher.instance.effective import Catalogue
from matcher.instance.people import days_from_start, pointers
from matcher.model import (
    MINUTES_PER_DAY,
    Need,
    Project,
    Resource,
    ResourceKind,
    ResourceLine,
    Rule,
    Scenario,
)

CONSUMED = frozenset({ResourceKind.GOODS, ResourceKind.FUND})


def compile_supply(scenario: Scenario, catalogue: Catalogue, demand: Demand) -> Supply:
    """Turn resources and projects into arrays."""
    options = [
        [_options(scenario, catalogue, need, line) for line in catalogue.lines(need)]
        for need in scenario.needs
    ]
    draws: list[tuple[int, int, int]] = []
    per_line: list[int] = []
    for visit, need in enumerate(demand.visit_need.tolist()):
        for place, resources in enumerate(options[need]):
            line = int(demand.line_ptr[need]) + place
            draws += [(visit, line, resource) for resource in resources]
            per_line.append(len(resources))
    table = np.array(draws, np.int64).reshape(-1, 3)
    by_resource = np.argsort(table[:, 2], kind="stable").astype(np.int64)
    resources_drawn = np.bincount(table[:, 2], minlength=len(scenario.resources))
    intervals = [_available(resource, scenario) for resource in scenario.resources]
    lines_of_need = np.diff(demand.line_ptr)
    budget_off = Rule.PROJECT_BUDGET in scenario.policy.ignored_rules
    budgets = [None if budget_off else project.budget for project in scenario.projects]
    return Supply(
        quantity=np.array([resource.quantity for resource in scenario.resources], np.int64),
        consumed=np.array([r.kind in CONSUMED for r in scenario.resources], np.bool_),
        available_ptr=pointers([len(group) for group in intervals]),
        available_start=np.array([start for group in intervals for start, _ in group], np.int64),
        available_end=np.array([end for group in intervals for _, end in group], np.int64),
        draw_ptr=pointers(per_line),
        visit_line_ptr=pointers(lines_of_need[demand.visit_need].tolist()),
        draw_visit=table[:, 0].copy(),
        draw_line=table[:, 1].copy(),
        draw_resource=table[:, 2].copy(),
        resource_draw_ptr=pointers(resources_drawn.tolist()),
        resource_draw=by_resource,
        budget=np.array([FOREVER if value is None else value for value in budgets], np.int64),
        project_start=np.array([_or(p.start, -FOREVER) for p in scenario.projects], np.int64),
        project_end=np.array([_or(p.end, FOREVER) for p in scenario.projects], np.int64),
        project_permits=_permits(scenario, catalogue),
    )


def permitted(resource: Resource, need: Need, catalogue: Catalogue) -> bool:
    """Say whether a resource may be used for a need."""
    return (
        (not resource.services or need.service in resource.services)
        and _reaches(resource.communities, need, catalogue)
        and (not resource.organisations or need.organisation in resource.organisations)
    )


def _reaches(communities: tuple[str, ...], need: Need, catalogue: Catalogue) -> bool:
    lineage = catalogue.lineage[need.community]
    return not communities or not lineage.isdisjoint(communities)


def _options(scenario: Scenario, catalogue: Catalogue, need: Need, line: ResourceLine) -> list[int]:
    """Give the resources a line may draw on; what expires first is used first."""
    rows = [
        (str(resource.expires or "9999"), row)
        for row, resource in enumerate(scenario.resources)
        if line.quantity > 0 and answers(resource, line) and permitted(resource, need, catalogue)
    ]
    return [row for _, row in sorted(rows)]


def _available(resource: Resource, scenario: Scenario) -> list[tuple[int, int]]:
    last = FOREVER
    if resource.expires is not None:
        last = (days_from_start(resource.expires, scenario) + 1) * MINUTES_PER_DAY
    given = [(entry.start, entry.end) for entry in resource.available] or [(-FOREVER, FOREVER)]
    return [(start, min(end, last)) for start, end in given if start < last]


def _permits(scenario: Scenario, catalogue: Catalogue) -> Bools:
    projects: dict[str, Project] = {project.id: project for project in scenario.projects}
    permits = np.ones(len(scenario.needs), np.bool_)
    for row, need in enumerate(scenario.needs):
        if need.project is not None:
            project = projects[need.project]
            in_services = not project.services or need.service in project.services
            permits[row] = in_services and _reaches(project.communities, need, catalogue)
    return permits


def _or(value: int | None, default: int) -> int:
    return default if value is None else value
