"""Reads the open data of food pantries in two metropolitan areas of the United States."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.us_hours import Opening, named_days, openings


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A metropolitan area."""

    id: str
    name: str
    file: str
    offset_hours: int
    """Of its winter time from UTC."""
    reach_metres: float
    """How far a pantry serves that does not say which zip codes it serves."""


AREAS = (
    Area(
        id="sf-marin",
        name="San Francisco and Marin",
        file="sfmarin.jsonl",
        offset_hours=-8,
        reach_metres=4_000,
    ),
    Area(
        id="washington",
        name="Greater Washington",
        file="capital_area_dc.jsonl",
        offset_hours=-5,
        reach_metres=6_000,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pantry:
    """A place where food is handed out."""

    name: str
    zip: str
    county: str
    point: tuple[float, float]
    """Latitude and longitude."""
    openings: tuple[Opening, ...]
    """Empty where they could not be read."""
    zips: tuple[str, ...]
    """Zip codes served; empty where not said."""


def pantries(path: Path) -> tuple[Pantry, ...]:
    """Read the pantries that have coordinates, their served zip codes spelt out."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    read = [_pantry(row) for row in rows if row.get("latitude") is not None]
    known = {pantry.zip for pantry in read} | {
        code for pantry in read for code in pantry.zips if not code.endswith("00")
    }
    return tuple(replace(pantry, zips=spelt_out(pantry.zips, known)) for pantry in read)


def spelt_out(zips: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Replace a code like 94100, which stands for all of 941, by those known."""
    codes = sorted(known)
    return tuple(
        dict.fromkeys(
            code
            for served in zips
            for code in (
                [other for other in codes if other.startswith(served[:3])]
                if served.endswith("00")
                else [served]
            )
        )
    )


def counties(read: Sequence[Pantry]) -> dict[str, str]:
    """Give each zip code the county of most pantries in it, else of most that serve it."""
    votes: dict[str, Counter[str]] = {}
    for pantry in read:
        votes.setdefault(pantry.zip, Counter())[pantry.county] += 1_000
        for code in pantry.zips:
            votes.setdefault(code, Counter())[pantry.county] += 1
    return {code: votes[code].most_common(1)[0][0] for code in sorted(votes)}


def _pantry(row: Mapping[str, str]) -> Pantry:
    notes = dict(part.split(": ", 1) for part in row["notes"].split(" | ") if ": " in part)
    served = notes.get("Zip Codes Served", "")
    return Pantry(
        name=row["name"].strip(),
        zip=row["zip"][:5],
        county=_county(row),
        point=(float(row["latitude"]), float(row["longitude"])),
        openings=openings(row["hours"], named_days(notes.get("Distribution Day", ""))),
        zips=tuple(code.strip() for code in served.split(",") if code.strip()),
    )


def _county(row: Mapping[str, str]) -> str:
    """Tell the county; the western data has none, but knows only one city of San Francisco."""
    county = row.get("county") or ("San Francisco" if row["city"] == "San Francisco" else "Marin")
    return county.strip("* ")
