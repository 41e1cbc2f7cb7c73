"""`add`: records written out in full."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np

from matcher.model import (
    Community,
    Helper,
    InvalidInput,
    Need,
    Organisation,
    Project,
    Resource,
    Scenario,
    Service,
)
from matcher.validate.catalogue import problem
from matcher.whatif.variants.operations.change import Change
from matcher.whatif.variants.select import with_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Add(Change):
    """Records that the scenario does not have, as a scenario file writes them."""

    op: Literal["add"]
    communities: tuple[Community, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    helpers: tuple[Helper, ...] = ()
    resources: tuple[Resource, ...] = ()
    projects: tuple[Project, ...] = ()
    services: tuple[Service, ...] = ()
    needs: tuple[Need, ...] = ()

    def laid(self, scenario: Scenario, dice: np.random.Generator) -> Scenario:  # noqa: ARG002
        """Lay it over a scenario."""
        lists = [field.name for field in fields(self) if field.name != "op"]
        known = {kind: {record.id for record in getattr(scenario, kind)} for kind in lists}
        problems = [
            problem("id_taken", f"/{kind}/{at}/id", value=record.id)
            for kind in lists
            for at, record in enumerate(getattr(self, kind))
            if record.id in known[kind]
        ]
        if problems:
            raise InvalidInput(problems)
        for kind in lists:
            records = getattr(scenario, kind) + getattr(self, kind)
            scenario = with_list(scenario, kind, records)
        return scenario
