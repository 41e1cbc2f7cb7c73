"""Resources, the draws that allocations may make, and projects as tables."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import FOREVER, Table
from matcher.arrays.layout import ASK, DRAW, INTERVAL, PROJECT, RESOURCE, table
from matcher.instance.demand import Demand
from matcher.instance.effective import Catalogue, answers
from matcher.instance.links import Links
from matcher.instance.people import bounds, days_from_start
from matcher.model import (
    MINUTES_PER_DAY,
    Need,
    Resource,
    ResourceKind,
    ResourceLine,
    Rule,
    Scenario,
)

CONSUMED = frozenset({ResourceKind.GOODS, ResourceKind.FUND})


class Supply(NamedTuple):
    """Resources, and what may be drawn of them."""

    ask: Table
    draw: Table
    resource: Table
    interval: Table
    project: Table


def compile_supply(
    scenario: Scenario, catalogue: Catalogue, demand: Demand, links: Links
) -> Supply:
    """Turn resources and projects into tables; sets the visits' asks."""
    ask, draw = _asks_and_draws(scenario, catalogue, demand)
    resources = scenario.resources
    intervals = [_available(resource, scenario) for resource in resources]
    interval_first, interval_stop = bounds([len(group) for group in intervals])
    by_resource: list[list[int]] = [[] for _ in resources]
    for row, resource in enumerate(draw["resource"].tolist()):
        by_resource[resource].append(row)
    draw_first, draw_stop = links.add(by_resource)
    resource_table = table(
        RESOURCE,
        len(resources),
        quantity=[resource.quantity for resource in resources],
        consumed=[resource.kind in CONSUMED for resource in resources],
        interval_first=interval_first,
        interval_stop=interval_stop,
        draw_first=draw_first,
        draw_stop=draw_stop,
    )
    interval = table(
        INTERVAL,
        int(interval_stop[-1]) if resources else 0,
        start=[start for group in intervals for start, _ in group],
        end=[end for group in intervals for _, end in group],
    )
    return Supply(ask, draw, resource_table, interval, _projects(scenario))


def _asks_and_draws(
    scenario: Scenario, catalogue: Catalogue, demand: Demand
) -> tuple[Table, Table]:
    options = [
        [_options(scenario, catalogue, need, line) for line in catalogue.lines(need)]
        for need in scenario.needs
    ]
    asks: list[tuple[int, int, int, int]] = []
    draws: list[tuple[int, int, int]] = []
    for visit, need in enumerate(demand.visit["need"].tolist()):
        demand.visit["ask_first"][visit] = len(asks)
        for place, resources in enumerate(options[need]):
            first = len(draws)
            draws += [(visit, len(asks), resource) for resource in resources]
            line = int(demand.need["line_first"][need]) + place
            asks.append((visit, line, first, len(draws)))
        demand.visit["ask_stop"][visit] = len(asks)
    return np.array(asks, ASK), np.array(draws, DRAW)


def _options(scenario: Scenario, catalogue: Catalogue, need: Need, line: ResourceLine) -> list[int]:
    """Give the resources a line may draw on, first what others may not use, then what expires."""
    rows = [
        (_is_for_all(resource), str(resource.expires or "9999"), row)
        for row, resource in enumerate(scenario.resources)
        if line.quantity > 0 and answers(resource, line) and catalogue.permits(resource, need)
    ]
    return [row for _, _, row in sorted(rows)]


def _is_for_all(resource: Resource) -> bool:
    return not (resource.services or resource.communities or resource.organisations)


def _available(resource: Resource, scenario: Scenario) -> list[tuple[int, int]]:
    """Give the intervals of a resource with the time after its expiry cut off."""
    last = FOREVER
    if resource.expires is not None:
        last = (days_from_start(resource.expires, scenario) + 1) * MINUTES_PER_DAY
    given = [(entry.start, entry.end) for entry in resource.available] or [(-FOREVER, FOREVER)]
    return [(start, min(end, last)) for start, end in given if start < last]


def _projects(scenario: Scenario) -> Table:
    projects = scenario.projects
    off = Rule.PROJECT_BUDGET in scenario.policy.ignored_rules
    return table(
        PROJECT,
        len(projects),
        budget=[FOREVER if p.budget is None or off else p.budget for p in projects],
        start=[-FOREVER if project.start is None else project.start for project in projects],
        end=[FOREVER if project.end is None else project.end for project in projects],
    )
