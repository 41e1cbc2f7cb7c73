"""What a plan uses of goods, funds, venues and equipment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from matcher.model import Allocation, Plan, ResourceKind, Scenario
from matcher.report.book import Book
from matcher.report.figures import percent
from matcher.report.rows import AllocationRow, StockRow


def stock_rows(scenario: Scenario, plan: Plan) -> tuple[StockRow, ...]:
    """Return every resource, in the scenario's order."""
    book = Book(scenario, plan)
    allocations: dict[str, list[Allocation]] = defaultdict(list)
    for allocation in plan.allocations:
        allocations[allocation.resource].append(allocation)
    rows = []
    for resource in scenario.resources:
        consumed = resource.kind in {ResourceKind.GOODS, ResourceKind.FUND}
        drawn = allocations.get(resource.id, [])
        used = sum(allocation.quantity for allocation in drawn) if consumed else busiest(drawn)
        rows.append(
            StockRow(
                resource=resource.id,
                resource_name=book.resource_name(resource.id),
                kind=resource.kind,
                item=resource.item,
                quantity=book.amount(resource.id, resource.quantity),
                used=book.amount(resource.id, used),
                percent=percent(used, resource.quantity),
            )
        )
    return tuple(rows)


def allocation_rows(scenario: Scenario, plan: Plan) -> tuple[AllocationRow, ...]:
    """Return every allocation, by resource and time."""
    book = Book(scenario, plan)
    position = {resource.id: number for number, resource in enumerate(scenario.resources)}
    ordered = sorted(plan.allocations, key=lambda one: (position[one.resource], one.start))
    return tuple(
        AllocationRow(
            **book.asked(allocation.need, allocation.occurrence),
            resource=allocation.resource,
            resource_name=book.resource_name(allocation.resource),
            kind=book.resources[allocation.resource].kind,
            day=book.day(allocation.start),
            start=book.moment(allocation.start),
            end=book.moment(allocation.end),
            amount=book.amount(allocation.resource, allocation.quantity),
        )
        for allocation in ordered
    )


def busiest(allocations: Iterable[Allocation]) -> int:
    """Return the most that is occupied at one moment; what ends frees before what starts."""
    changes = [
        change
        for allocation in allocations
        for change in (
            (allocation.start, allocation.quantity),
            (allocation.end, -allocation.quantity),
        )
    ]
    occupied = most = 0
    for _, change in sorted(changes):
        occupied += change
        most = max(most, occupied)
    return most
