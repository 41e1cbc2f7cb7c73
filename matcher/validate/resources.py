"""Resources and the lines that ask for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from matcher.model import Problem, ResourceKind, Scenario
from matcher.validate.catalogue import problem
from matcher.validate.walk import each_line

_USED_UP = {ResourceKind.GOODS, ResourceKind.FUND}


def one_of_resource_and_item(scenario: Scenario) -> Iterator[Problem]:
    """Find lines that name neither resource nor item, or both."""
    for pointer, line in each_line(scenario):
        if line.resource is None and line.item is None:
            yield problem("line_without_resource", pointer)
        if line.resource is not None and line.item is not None:
            yield problem("line_with_both", pointer)


def items_in_stock(scenario: Scenario) -> Iterator[Problem]:
    """Find items that nobody has."""
    items = {resource.item for resource in scenario.resources}
    for pointer, line in each_line(scenario):
        if line.item is not None and line.item not in items:
            yield problem("item_not_stocked", f"{pointer}/item", value=line.item)


def holds(scenario: Scenario) -> Iterator[Problem]:
    """Find holds of what never comes back."""
    kinds: defaultdict[tuple[str, str | None], set[ResourceKind]] = defaultdict(set)
    for resource in scenario.resources:
        kinds["resource", resource.id].add(resource.kind)
        kinds["item", resource.item].add(resource.kind)
    for pointer, line in each_line(scenario):
        asked = kinds["resource", line.resource] | kinds["item", line.item]
        if line.hold is not None and asked and asked <= _USED_UP:
            yield problem("hold_on_goods", f"{pointer}/hold")


def expiry(scenario: Scenario) -> Iterator[Problem]:
    """Find resources that are past their day when the horizon starts."""
    for i, resource in enumerate(scenario.resources):
        if resource.expires is not None and resource.expires < scenario.start.date():
            yield problem("resource_expired", f"/resources/{i}/expires", value=resource.id)


STANDALONE = (one_of_resource_and_item,)

WHOLE = (items_in_stock, holds, expiry)
