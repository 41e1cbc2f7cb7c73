"""`change`: other fields for some of what is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import numpy as np

from matcher.model import InvalidInput, Scenario
from matcher.validate.catalogue import problem
from matcher.whatif.variants.operations.change import Change, edited
from matcher.whatif.variants.select import replaced, with_list
from matcher.whatif.variants.selections import (
    CommunitySelection,
    HelperSelection,
    NeedSelection,
    OrganisationSelection,
    ProjectSelection,
    ResourceSelection,
    ServiceSelection,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Modify(Change):
    """The chosen records with other fields, as a scenario file writes them."""

    SUBJECTS: ClassVar[tuple[str, ...]] = (
        "helpers",
        "needs",
        "resources",
        "services",
        "projects",
        "organisations",
        "communities",
    )

    op: Literal["change"]
    helpers: HelperSelection | None = None
    needs: NeedSelection | None = None
    resources: ResourceSelection | None = None
    services: ServiceSelection | None = None
    projects: ProjectSelection | None = None
    organisations: OrganisationSelection | None = None
    communities: CommunitySelection | None = None
    set: dict[str, Any] = field(default_factory=dict)
    """Fields to replace."""
    append: dict[str, Any] = field(default_factory=dict)
    """Elements to add to lists; one takes the place of another of its id, skill or licence."""

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:
        """Lay it over a scenario."""
        kind, chosen = self.subject(), self.chosen(scenario, dice)
        if "id" in self.set:
            raise InvalidInput([problem("id_kept", "/set/id")])
        records = replaced(
            getattr(scenario, kind),
            frozenset(chosen),
            lambda record: edited(record, scenario, given=self.set, appended=self.append),
        )
        return with_list(scenario, kind, records)
