from __future__ import annotations

from dataclasses import replace

from matcher.model import Allocation, Plan, Scenario
from matcher.report.rows import Amount
from matcher.report.supplies import allocation_rows, busiest, stock_rows


def occupied(start: int, end: int, quantity: int = 10) -> Allocation:
    return Allocation(resource="room", need="n1", line=0, quantity=quantity, start=start, end=end)


def test_stock_counts_what_is_used_up(scenario: Scenario, plan: Plan) -> None:
    rice = stock_rows(scenario, plan)[0]
    assert (rice.quantity, rice.used, rice.percent) == (
        Amount(quantity=40, unit="bags"),
        Amount(quantity=2, unit="bags"),
        5.0,
    )


def test_stock_lists_unused_resources_and_gives_money_in_fen(
    scenario: Scenario, plan: Plan
) -> None:
    aid = stock_rows(scenario, plan)[1]
    assert (aid.resource_name, aid.quantity, aid.used) == (
        "aid",
        Amount(quantity=100_000, unit="fen"),
        Amount(quantity=0, unit="fen"),
    )


def test_a_venue_counts_its_busiest_moment(scenario: Scenario, plan: Plan) -> None:
    taken = (occupied(500, 560), occupied(540, 600), occupied(600, 660))
    room = stock_rows(scenario, replace(plan, allocations=taken))[2]
    assert (room.used.quantity, room.percent) == (20, 66.7)


def test_what_ends_is_free_before_what_starts() -> None:
    assert busiest([occupied(0, 60), occupied(60, 90)]) == 10


def test_allocations_by_resource_then_time(scenario: Scenario, plan: Plan) -> None:
    taken = (occupied(700, 760), occupied(500, 560), *plan.allocations)
    rows = allocation_rows(scenario, replace(plan, allocations=taken))
    assert [(row.resource, row.start.hour, row.need) for row in rows] == [
        ("rice", 8, "n2"),
        ("room", 8, "n1"),
        ("room", 11, "n1"),
    ]
