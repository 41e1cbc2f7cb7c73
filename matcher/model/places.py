"""Where: places, communities on the tier tree, and how people travel between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matcher.model.record import Record
from matcher.model.units import (
    Count,
    Factor,
    Identifier,
    Latitude,
    Longitude,
    Metres,
    Minutes,
    Speed,
)


class Tier(StrEnum):
    """The tier of a community, widest first."""

    CITY = "city"
    COUNTY = "county"
    STREET = "street"
    COMMUNITY = "community"
    GRID = "grid"


class Datum(StrEnum):
    """The geodetic datum of a scenario's coordinates."""

    WGS84 = "WGS84"
    GCJ02 = "GCJ02"
    BD09 = "BD09"


class Mode(StrEnum):
    """How a helper travels."""

    WALK = "walk"
    BIKE = "bike"
    EBIKE = "ebike"
    TRANSIT = "transit"
    CAR = "car"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """A point on the map, a row of the travel matrix, or both."""

    lat: Latitude | None = None
    """Latitude in degrees, in the scenario's datum."""
    lon: Longitude | None = None
    """Longitude in degrees, in the scenario's datum."""
    key: Identifier | None = None
    """This place's name in the travel matrices; the matrix wins over coordinates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Community(Record):
    """A place on the tier tree: city > county > street > community > grid."""

    id: Identifier
    name: str
    tier: Tier = Tier.COMMUNITY
    parent: Identifier | None = None
    """The community one tier up."""
    place: Place | None = None
    """Its centre; stands in for needs, homes and venues that give no place of their own."""
    population: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeSettings(Record):
    """How fast one travel mode is and how far its roads wind."""

    mode: Mode
    speed_kmh: Speed
    detour: Factor
    """Road distance over straight-line distance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelMatrix(Record):
    """Known travel between named places; row = from, column = to.

    Pairs of places that are not both in the matrix are estimated from their coordinates.
    """

    mode: Mode | None = None
    """The mode it holds for; none: every mode that has no matrix of its own."""
    places: tuple[Identifier, ...]
    """The keys of its rows and columns, in order."""
    minutes: tuple[tuple[Minutes, ...], ...]
    """Square, one row for each place."""
    metres: tuple[tuple[Metres, ...], ...]
    """Square, one row for each place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelSettings(Record):
    """How travel is reckoned.

    Without a matrix, metres = ceil(great-circle metres x detour) and
    minutes = ceil(metres x 60 / metres per hour); zero between equal places.
    """

    modes: tuple[ModeSettings, ...] = (
        ModeSettings(mode=Mode.WALK, speed_kmh=4.5, detour=1.3),
        ModeSettings(mode=Mode.BIKE, speed_kmh=12.0, detour=1.3),
        ModeSettings(mode=Mode.EBIKE, speed_kmh=18.0, detour=1.3),
        ModeSettings(mode=Mode.TRANSIT, speed_kmh=15.0, detour=1.5),
        ModeSettings(mode=Mode.CAR, speed_kmh=24.0, detour=1.4),
    )
    matrices: tuple[TravelMatrix, ...] = ()
