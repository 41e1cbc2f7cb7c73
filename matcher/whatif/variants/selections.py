"""Which records a change is about: by the fields that planners name them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from matcher.model import (
    Domain,
    Gender,
    HelperKind,
    Mode,
    OrganisationKind,
    ResourceKind,
    Tier,
)
from matcher.model.record import Record
from matcher.model.units import Count, Identifier, Level, Priority, Probability

T = TypeVar("T")


def _several(value: object) -> object:
    return (value,) if isinstance(value, str | int) else value


class _OneOrSeveral:
    """Says in a JSON schema that one value alone will do."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        several = handler(core_schema)
        return {"anyOf": [several["items"], several]}


Several = Annotated[tuple[T, ...], BeforeValidator(_several), _OneOrSeveral()]
"""One value or a list of them, of which one has to fit; empty: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Record):
    """What fits every field that is given; nothing given: all there are.

    A community stands for itself and all below it on the tier tree.
    """

    id: Several[Identifier] = ()
    share: Probability = 1.0
    """So much of what fits, drawn by chance; the number is rounded, halves up."""
    most: Count | None = None
    """At most so many of them, drawn by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperSelection(Selection):
    """Which helpers."""

    kind: Several[HelperKind] = ()
    skill: Several[Identifier] = ()
    level: Level = 1
    """The least level of the skill."""
    licence: Several[Identifier] = ()
    organisation: Several[Identifier] = ()
    community: Several[Identifier] = ()
    """Where they belong."""
    gender: Several[Gender] = ()
    language: Several[str] = ()
    mode: Several[Mode] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSelection(Selection):
    """Which needs."""

    service: Several[Identifier] = ()
    domain: Several[Domain] = ()
    community: Several[Identifier] = ()
    organisation: Several[Identifier] = ()
    resident: Several[Identifier] = ()
    priority: Several[Priority] = ()
    project: Several[Identifier] = ()
    skill: Several[Identifier] = ()
    """Asked for by one of the crew's roles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceSelection(Selection):
    """Which resources."""

    kind: Several[ResourceKind] = ()
    item: Several[Identifier] = ()
    organisation: Several[Identifier] = ()
    community: Several[Identifier] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunitySelection(Selection):
    """Which communities; what is named stands for all below it too."""

    tier: Several[Tier] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSelection(Selection):
    """Which organisations."""

    kind: Several[OrganisationKind] = ()
    community: Several[Identifier] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSelection(Selection):
    """Which services of the catalogue."""

    domain: Several[Domain] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSelection(Selection):
    """Which projects."""

    organisation: Several[Identifier] = ()
