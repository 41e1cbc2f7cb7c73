"""Reads the open data of Taipei: villages, care sites, providers, centres."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.polygons import Polygon, polygon
from matcher.model import Place

SESSIONS = re.compile(r"(\d+)(?:-(\d+))?個?時段")
WHOLE_CITY = "全區"
AGE_GROUPS = ("A0A14_CNT", "A15A64_CNT", "A65UP_CNT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A village with its residents."""

    id: str
    name: str
    district: str
    district_id: str
    population: int
    elderly: int
    """Of 65 and over."""
    outline: Polygon


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A community care site, open for some half-days of the week."""

    name: str
    place: Place
    sessions: tuple[int, int]
    """Fewest and most half-days open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A home-respite provider with the districts it serves."""

    name: str
    place: Place
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """An integrated centre, whose social workers serve its district.

    The data says which villages each serves, but in prose with exceptions; it is not used.
    """

    name: str
    place: Place
    district: str


def villages(folder: Path) -> tuple[Village, ...]:
    """Read the villages with their population and outline."""
    text = (folder / "villages_population_2024-12.geojson").read_text(encoding="utf-8")
    return tuple(
        Village(
            id=properties["V_ID"],
            name=properties["VILLAGE"],
            district=properties["TOWN"],
            district_id=properties["TOWN_ID"],
            population=sum(int(properties[column]) for column in AGE_GROUPS),
            elderly=int(properties[AGE_GROUPS[-1]]),
            outline=polygon(feature["geometry"]["coordinates"]),
        )
        for feature in json.loads(text)["features"]
        for properties in (feature["properties"],)
    )


def sites(folder: Path) -> tuple[Site, ...]:
    """Read the care sites."""
    return tuple(
        Site(name=row["據點名稱"].strip(), place=_place(row), sessions=sessions(row["據點類型"]))
        for row in _rows(folder / "care_sites_sessions.csv")
    )


def providers(folder: Path, districts: tuple[str, ...]) -> tuple[Provider, ...]:
    """Read the home-respite providers (GA09)."""
    return tuple(
        Provider(
            name=row["機構名稱"].strip(),
            place=_place(row),
            districts=served_districts(row["服務區別"], districts),
        )
        for row in _rows(folder / "home_respite_ga09.csv")
    )


def centres(folder: Path) -> tuple[Centre, ...]:
    """Read the integrated centres (A level)."""
    return tuple(
        Centre(
            name=row["單位名稱"].strip(),
            place=_place(row),
            district=row["行政區"],
        )
        for row in _rows(folder / "a_level_centres.csv")
    )


def lane_stations(folder: Path) -> tuple[tuple[str, Place], ...]:
    """Read name and place of the neighbourhood stations (C level)."""
    return tuple(
        (row["據點名稱"].strip(), _place(row)) for row in _rows(folder / "c_level_units.csv")
    )


def sessions(kind: str) -> tuple[int, int]:
    """Tell the fewest and most half-days a week from a site's kind.

    A service centre for the elderly (功能型) opens all ten; a school for the elderly (樂齡學堂)
    gives no count and is taken as two.
    """
    found = SESSIONS.search(kind)
    if found:
        return int(found[1]), int(found[2] or found[1])
    return (10, 10) if "功能型" in kind else (2, 2)


def served_districts(text: str, districts: tuple[str, ...]) -> tuple[str, ...]:
    """Tell the districts from free text, however they are separated."""
    if WHOLE_CITY in text:
        return districts
    return tuple(district for district in districts if district in text)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _place(row: Mapping[str, str]) -> Place:
    return Place(lat=round(float(row["lat"]), 6), lon=round(float(row["lon"]), 6))
