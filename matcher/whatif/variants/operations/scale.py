"""`scale`: so many times as much."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from matcher.model import InvalidInput, Scenario
from matcher.validate.catalogue import problem
from matcher.whatif.variants.operations.change import Change, edited
from matcher.whatif.variants.select import replaced, with_list
from matcher.whatif.variants.selections import (
    HelperSelection,
    NeedSelection,
    ProjectSelection,
    ResourceSelection,
    ServiceSelection,
)

MOST = 1000

Scaling = Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Change):
    """A figure of the chosen records times a factor: stock, budget, minutes, reliability, speed."""

    SUBJECTS: ClassVar[tuple[str, ...]] = ("helpers", "needs", "resources", "services", "projects")

    op: Literal["scale"]
    helpers: HelperSelection | None = None
    needs: NeedSelection | None = None
    resources: ResourceSelection | None = None
    services: ServiceSelection | None = None
    projects: ProjectSelection | None = None
    field: str
    """Its name; where a record gives none, nothing is changed. Whole figures are rounded down."""
    by: Scaling

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:
        """Lay it over a scenario."""
        kind, chosen = self.subject(), frozenset(self.chosen(scenario, dice))
        records = getattr(scenario, kind)

        def scaled(record: object) -> object:
            value = getattr(record, self.field, None)
            if value is None:
                return record
            # One half more than a rounding fault, so that 0.29 x 100 is 29.
            more = math.floor(value * self.by + 1e-9) if isinstance(value, int) else value * self.by
            return edited(record, scenario, given={self.field: more})

        sample = [getattr(records[at], self.field, "") for at in chosen]
        if not all(one is None or _is_figure(one) for one in sample):
            raise InvalidInput([problem("not_a_figure", "/field", value=self.field)])
        return with_list(scenario, kind, replaced(records, chosen, scaled))


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
