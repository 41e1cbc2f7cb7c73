"""`surge`: so many times as many needs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from matcher.model import Scenario
from matcher.whatif.variants.operations.change import Change
from matcher.whatif.variants.operations.copy import refuse_too_many, with_copies
from matcher.whatif.variants.operations.remove import without_needs
from matcher.whatif.variants.operations.scale import Scaling
from matcher.whatif.variants.selections import NeedSelection


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge(Change):
    """The chosen needs so many times: copies of some drawn by chance, or fewer of them."""

    SUBJECTS: ClassVar[tuple[str, ...]] = ("needs",)

    op: Literal["surge"]
    needs: NeedSelection | None = None
    factor: Scaling
    """1.3: three in ten are doubled; 0.5: every second stays. Halves are rounded up."""

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:
        """Lay it over a scenario."""
        chosen = self.chosen(scenario, dice)
        order = [int(at) for at in dice.permutation(chosen)]
        wanted = math.floor(self.factor * len(chosen) + 0.5)
        if wanted >= len(chosen):
            refuse_too_many(scenario, "needs", wanted - len(chosen))
            more = [order[turn % len(order)] for turn in range(wanted - len(chosen))]
            return with_copies(scenario, "needs", more)
        return without_needs(scenario, {scenario.needs[at].id for at in order[wanted:]})
