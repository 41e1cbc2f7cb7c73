"""What may be added to a scenario, and how much of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from matcher.model import Helper, Resource, Scenario
from matcher.whatif.staffing.units import Unit, added_up

R = TypeVar("R", bound=Helper | Resource)

Mix = tuple[int, ...]
"""How many units of each addition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The units of one addition.

    Attributes
    ----------
    cost : int
        Fen of each.
    units : tuple of Unit
        As many as can be had, in the order in which they are bought.
    """

    cost: int
    units: tuple[Unit, ...]


@dataclass(frozen=True, kw_only=True)
class Pool:
    """A scenario and all that may be added to it.

    Units are numbered by addition, then in the order in which they are bought.
    """

    scenario: Scenario
    additions: tuple[Units, ...]

    @cached_property
    def nothing(self) -> Mix:
        """The mix of no unit at all."""
        return (0,) * len(self.additions)

    @cached_property
    def everything(self) -> Mix:
        """The mix of all units."""
        return tuple(len(addition.units) for addition in self.additions)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All units, by number."""
        return tuple(unit for addition in self.additions for unit in addition.units)

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """Fen of each unit, by number."""
        return tuple(addition.cost for addition in self.additions for _ in addition.units)

    def number(self, addition: int, place: int) -> int:
        """Give the number of an addition's unit, counted from 0."""
        return sum(self.everything[:addition]) + place

    def cost(self, mix: Mix) -> int:
        """Give what a mix costs, in fen."""
        return sum(a.cost * count for a, count in zip(self.additions, mix, strict=True))

    def with_mix(self, mix: Mix) -> Scenario:
        """Lay a mix over the scenario."""
        bought = [
            unit
            for addition, count in zip(self.additions, mix, strict=True)
            for unit in addition.units[:count]
        ]
        base = self.scenario
        bodies = {body.id: body for unit in bought for body in unit.organisations}
        return replace(
            base,
            organisations=(*base.organisations, *bodies.values()),
            helpers=_grown(
                base.helpers,
                [record for unit in bought for record in unit.better_helpers],
                [record for unit in bought for record in unit.helpers],
            ),
            resources=_grown(
                base.resources,
                [record for unit in bought for record in unit.better_resources],
                [record for unit in bought for record in unit.resources],
            ),
        )


def _grown(base: Sequence[R], better: Iterable[R], new: Iterable[R]) -> tuple[R, ...]:
    versions: dict[str, list[R]] = {}
    for record in better:
        versions.setdefault(record.id, []).append(record)
    kept = [added_up(record, versions.get(record.id, ())) for record in base]
    return (*kept, *new)


def is_within(mix: Mix, other: Mix) -> bool:
    """Say whether a mix has no more of anything than another."""
    return all(few <= many for few, many in zip(mix, other, strict=True))
