"""`shift`: earlier or later, longer or shorter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field, Strict

from matcher.model import Helper, InvalidInput, Need, Project, Resource, Scenario
from matcher.validate.catalogue import problem
from matcher.whatif.variants.operations.change import Change
from matcher.whatif.variants.select import replaced, with_list
from matcher.whatif.variants.selections import (
    HelperSelection,
    NeedSelection,
    ProjectSelection,
    ResourceSelection,
)

Shifting = Annotated[int, Strict(), Field(ge=-525_600, le=525_600)]
"""Minutes; less than 0 is earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftInTime(Change):
    """Other times: of helpers' shifts, needs' windows and due dates, resources' hours, projects."""

    SUBJECTS: ClassVar[tuple[str, ...]] = ("helpers", "needs", "resources", "projects")

    op: Literal["shift"]
    helpers: HelperSelection | None = None
    needs: NeedSelection | None = None
    resources: ResourceSelection | None = None
    projects: ProjectSelection | None = None
    minutes: Shifting = 0
    """All of it, breaks and due dates too."""
    start: Shifting = 0
    """Its starts alone, in addition."""
    end: Shifting = 0
    """Its ends alone, in addition."""

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:
        """Lay it over a scenario."""
        kind, chosen = self.subject(), frozenset(self.chosen(scenario, dice))
        if not (self.minutes or self.start or self.end):
            raise InvalidInput([problem("shifts_nothing", "")])
        records = replaced(getattr(scenario, kind), chosen, self._moved)
        return with_list(scenario, kind, records)

    def _moved(self, record: Helper | Need | Resource | Project) -> Any:  # noqa: ANN401 - as it came
        if isinstance(record, Helper):
            return replace(record, shifts=tuple(map(self._moved_shift, record.shifts)))
        if isinstance(record, Need):
            due = None if record.due is None else record.due + self.minutes
            return replace(record, windows=tuple(map(self._stretched, record.windows)), due=due)
        if isinstance(record, Resource):
            return replace(record, available=tuple(map(self._stretched, record.available)))
        return self._stretched(record)

    def _moved_shift(self, shift: Any) -> Any:  # noqa: ANN401
        breaks = tuple(
            replace(one, start=one.start + self.minutes, end=one.end + self.minutes)
            for one in shift.breaks
        )
        return replace(self._stretched(shift), breaks=breaks)

    def _stretched(self, span: Any) -> Any:  # noqa: ANN401
        ends = {"start": self.start + self.minutes, "end": self.end + self.minutes}
        moved = {
            end: getattr(span, end) + minutes
            for end, minutes in ends.items()
            if getattr(span, end) is not None
        }
        return replace(span, **moved)
