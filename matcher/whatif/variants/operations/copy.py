"""`copy`: more of what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, ClassVar, Literal

import numpy as np

from matcher.formats import record_document
from matcher.model import Helper, InvalidInput, Need, Scenario
from matcher.model.units import Count
from matcher.validate.catalogue import problem
from matcher.whatif.variants.operations.change import Change, edited
from matcher.whatif.variants.select import with_list
from matcher.whatif.variants.selections import HelperSelection, NeedSelection, ResourceSelection

MOST_RECORDS = 100_000
"""To which a list may grow by copies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy(Change):
    """More records like those chosen; each copy has an id of its own, `li+1` after `li`."""

    SUBJECTS: ClassVar[tuple[str, ...]] = ("helpers", "needs", "resources")

    op: Literal["copy"]
    helpers: HelperSelection | None = None
    needs: NeedSelection | None = None
    resources: ResourceSelection | None = None
    count: Count | None = None
    """So many in all, of those chosen in turn in an order drawn by chance; a larger number begins
    with the copies of a smaller one. Give either this or `times`."""
    times: Count | None = None
    """So many of each."""
    set: dict[str, Any] = field(default_factory=dict)
    """Fields that the copies do not share, as a scenario file writes them."""
    append: dict[str, Any] = field(default_factory=dict)
    """Elements added to the copies' lists."""

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:
        """Lay it over a scenario."""
        kind, chosen = self.subject(), self.chosen(scenario, dice)
        if (self.count is None) == (self.times is None):
            raise InvalidInput([problem("count_or_times", "")])
        more = len(chosen) * (self.times or 0) if self.count is None else self.count
        refuse_too_many(scenario, kind, more)
        if self.count is None:
            originals = list(chosen) * (self.times or 0)
        else:
            order = dice.permutation(chosen)
            originals = [int(order[turn % len(order)]) for turn in range(self.count)]
        return with_copies(scenario, kind, originals, given=self.set, appended=self.append)


def with_copies(
    scenario: Scenario,
    kind: str,
    originals: Sequence[int],
    *,
    given: dict[str, Any] | None = None,
    appended: dict[str, Any] | None = None,
) -> Scenario:
    """Give a scenario with copies of some records, each as often as its position is listed."""
    records = getattr(scenario, kind)
    namer = _Namer(scenario, kind)
    copies = tuple(
        edited(
            records[at],
            scenario,
            given={**namer.names(records[at]), **(given or {})},
            appended=appended,
        )
        for at in originals
    )
    return with_list(scenario, kind, records + copies)


def refuse_too_many(scenario: Scenario, kind: str, more: int) -> None:
    """Raise `InvalidInput` if so many more records make a list longer than any should be."""
    if len(getattr(scenario, kind)) + more > MOST_RECORDS:
        raise InvalidInput([problem("too_many", f"/{kind}", limit=MOST_RECORDS)])


class _Namer:
    """Finds ids that nothing has yet."""

    def __init__(self, scenario: Scenario, kind: str) -> None:
        self._start = scenario.start
        self._taken = {record.id for record in getattr(scenario, kind)}
        if kind == "helpers":
            self._taken |= {shift.id for helper in scenario.helpers for shift in helper.shifts}

    def names(self, record: Any) -> dict[str, Any]:  # noqa: ANN401
        """Give the fields in which a copy differs from its original."""
        own = {record.id}
        if isinstance(record, Helper):
            own |= {shift.id for shift in record.shifts}
        number = next(n for n in count(1) if not any(f"{one}+{n}" in self._taken for one in own))
        self._taken |= {f"{one}+{number}" for one in own}
        names: dict[str, Any] = {"id": f"{record.id}+{number}"}
        if isinstance(record, Helper):
            shifts = [record_document(shift, self._start) for shift in record.shifts]
            names["shifts"] = [{**shift, "id": f"{shift['id']}+{number}"} for shift in shifts]
            if record.name:
                names["name"] = f"{record.name}+{number}"
        elif isinstance(record, Need) and record.resident is not None:
            names["resident"] = f"{record.resident}+{number}"
        return names
