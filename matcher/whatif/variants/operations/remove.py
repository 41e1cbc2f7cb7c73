"""`remove`: some of what is there is no more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from matcher.model import Scenario
from matcher.whatif.variants.operations.change import Change
from matcher.whatif.variants.select import replaced
from matcher.whatif.variants.selections import HelperSelection, NeedSelection, ResourceSelection


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(Change):
    """Helpers, needs or resources that are not there.

    Pins and wishes that name them go with them. What asks for one of them by name is then unmet: a
    helper whom a need requires stays without shifts, a resource stays with nothing.
    """

    SUBJECTS: ClassVar[tuple[str, ...]] = ("helpers", "needs", "resources")

    op: Literal["remove"]
    helpers: HelperSelection | None = None
    needs: NeedSelection | None = None
    resources: ResourceSelection | None = None

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:
        """Lay it over a scenario."""
        kind, chosen = self.subject(), frozenset(self.chosen(scenario, dice))
        if kind == "resources":
            spent = replaced(
                scenario.resources, chosen, lambda resource: replace(resource, quantity=0)
            )
            return replace(scenario, resources=spent)
        gone = {getattr(scenario, kind)[at].id for at in chosen}
        return without_needs(scenario, gone) if kind == "needs" else _without(scenario, gone)


def without_needs(scenario: Scenario, gone: Collection[str]) -> Scenario:
    """Give a scenario without some needs; what had to wait for them need not any more."""
    return replace(
        scenario,
        needs=tuple(
            replace(need, after=tuple(one for one in need.after if one not in gone))
            for need in scenario.needs
            if need.id not in gone
        ),
        pins=tuple(pin for pin in scenario.pins if pin.need not in gone),
        published=tuple(visit for visit in scenario.published if visit.need not in gone),
    )


def _without(scenario: Scenario, gone: Collection[str]) -> Scenario:
    required = {helper for need in scenario.needs for helper in need.required}

    def left(helpers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(helper for helper in helpers if helper not in gone)

    return replace(
        scenario,
        helpers=tuple(
            replace(helper, shifts=()) if helper.id in gone else helper
            for helper in scenario.helpers
            if helper.id not in gone or helper.id in required
        ),
        needs=tuple(
            replace(need, preferred=left(need.preferred), excluded=left(need.excluded))
            for need in scenario.needs
        ),
        pins=tuple(pin for pin in scenario.pins if left(pin.helpers) == pin.helpers),
        published=tuple(
            replace(visit, helpers=left(visit.helpers)) for visit in scenario.published
        ),
    )
