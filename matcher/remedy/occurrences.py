"""Occurrences of a recurring need, numbered anew: any of them may be the one that is left out.

Five visits on five days, of which Monday's has nobody, may be told as the first left out or as the
last: they follow in order of time. Only the first way shows that somebody is lacking on Monday.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from matcher.model import Allocation, Plan, Scenario, Stop, Unmet, Visit
from matcher.replan.desk import Key

One = TypeVar("One", Visit, Allocation, Stop, Unmet)


def numberings(scenario: Scenario, plan: Plan, key: Key) -> Iterator[tuple[Key, Plan]]:
    """Yield a plan in which a visit is left out, and the like where another of its need is.

    Those after the first keep its visits, numbered otherwise; they may break rules.
    """
    yield key, plan
    need, out = key
    is_pinned = any(pin.need == need for pin in scenario.pins)
    served = sorted(one.occurrence for one in plan.visits if one.need == need)
    for other in () if is_pinned else served:
        yield (need, other), _renumbered(plan, need, out, other)


def _renumbered(plan: Plan, need: str, out: int, other: int) -> Plan:
    """Leave out `other` instead of `out`: those between move up or down by one."""
    step = 1 if other < out else -1

    def moved(one: One) -> One:
        number = one.occurrence
        if one.need != need:
            return one
        if number == out:
            return replace(one, occurrence=other)
        if min(out, other) <= number <= max(out, other):
            return replace(one, occurrence=number + step)
        return one

    return replace(
        plan,
        visits=tuple(map(moved, plan.visits)),
        allocations=tuple(map(moved, plan.allocations)),
        unmet=tuple(map(moved, plan.unmet)),
        routes=tuple(replace(route, stops=tuple(map(moved, route.stops))) for route in plan.routes),
    )
