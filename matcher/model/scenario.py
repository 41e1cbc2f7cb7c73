"""One whole planning problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matcher.model.needs import Need, Service
from matcher.model.people import Helper, Organisation
from matcher.model.places import Community, Datum, TravelSettings
from matcher.model.policy import Policy
from matcher.model.record import Record
from matcher.model.resources import Project, Resource
from matcher.model.units import (
    MINUTES_PER_DAY,
    Count,
    Days,
    HorizonStart,
    Identifier,
    Instant,
    Weight,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Record):
    """A visit that must be served, by these helpers, at this time, or both."""

    need: Identifier
    occurrence: Count = 0
    helpers: tuple[Identifier, ...] = ()
    """Helpers who must be in the crew; empty: any crew."""
    start: Instant | None = None
    """None: any time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVisit(Record):
    """A visit of the plan that people were told, which a new plan should disturb little."""

    need: Identifier
    occurrence: Count = 0
    start: Instant
    helpers: tuple[Identifier, ...] = ()
    weight: Weight = 1
    """How much a change matters; a confirmed visit more than an unconfirmed one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Record):
    """Horizon, communities, organisations, helpers, resources, services, needs, policy, pins."""

    format: Literal["linli.scenario/1"] = "linli.scenario/1"
    id: Identifier
    name: str = ""
    start: HorizonStart
    days: Days = 7
    """Length of the horizon."""
    datum: Datum = Datum.WGS84
    communities: tuple[Community, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    helpers: tuple[Helper, ...] = ()
    resources: tuple[Resource, ...] = ()
    projects: tuple[Project, ...] = ()
    services: tuple[Service, ...] = ()
    needs: tuple[Need, ...] = ()
    travel: TravelSettings = TravelSettings()
    policy: Policy = Policy()
    pins: tuple[Pin, ...] = ()
    published: tuple[PublishedVisit, ...] = ()

    @property
    def horizon(self) -> int:
        """Minutes from the horizon's start to its end."""
        return self.days * MINUTES_PER_DAY
