"""A roster on the map: visits as points, routes as lines (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic_core import to_jsonable_python

from matcher.check.geography import Point
from matcher.formats.json_text import write_json
from matcher.model import Plan, Route, Scenario
from matcher.report import Language
from matcher.report.book import Book
from matcher.report.rosters import resident_rows
from matcher.report.rows import VisitRow
from matcher.rosters.places import Places

Feature = dict[str, Any]


def geojson_roster(
    scenario: Scenario,
    plan: Plan,
    language: Language,  # noqa: ARG001 - names and codes only
) -> bytes:
    """Write all visits, those left out included, and all routes as one collection.

    Coordinates are WGS-84, longitude first. What has none has a null geometry.
    """
    places, book = Places(scenario), Book(scenario, plan)
    visits = [_visit(row, places) for row in resident_rows(scenario, plan)]
    routes = [_route(route, places, book) for route in plan.routes]
    return write_json({"type": "FeatureCollection", "features": [*visits, *routes]})


def _visit(row: VisitRow, places: Places) -> Feature:
    point = places.of_need(row.need)
    geometry = None if point is None else {"type": "Point", "coordinates": _position(point)}
    return {
        "type": "Feature",
        "id": f"visit:{row.visit}",
        "geometry": geometry,
        "properties": {"feature": "visit", **to_jsonable_python(row)},
    }


def _route(route: Route, places: Places, book: Book) -> Feature:
    # Homes stay out: a map of the roster need not tell where helpers live.
    start, end = places.of_shift(route.helper, route.shift)
    departs = min((stop.depart for stop in route.stops), default=route.return_depart)
    return {
        "type": "Feature",
        "id": f"route:{route.shift}",
        "geometry": _line([start, *(places.of_need(stop.need) for stop in route.stops), end]),
        "properties": {
            "feature": "route",
            "helper": route.helper,
            "helper_name": book.helper_name(route.helper),
            "shift": route.shift,
            "start": book.moment(departs).isoformat(),
            "end": book.moment(route.back).isoformat(),
            "visits": len(route.stops),
            "metres": sum(stop.metres for stop in route.stops) + route.return_metres,
        },
    }


def _line(points: Iterable[Point | None]) -> Feature | None:
    """Join the points that are known; it takes two to make a line."""
    positions = [_position(point) for point in points if point is not None]
    return {"type": "LineString", "coordinates": positions} if len(positions) > 1 else None


def _position(point: Point) -> list[float]:
    lat, lon = point
    return [lon, lat]
