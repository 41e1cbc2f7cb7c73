"""A morning that has been planned, to make other plans of."""

from __future__ import annotations

from functools import cache
from typing import Any

from matcher.formats import parse_scenario, plan_document
from matcher.model import Limits
from matcher.solve import solve
from tests.api.solved import NURSE


def _shift(name: str) -> dict[str, str]:
    return {"id": name, "start": "2026-11-23T08:00+08:00", "end": "2026-11-23T12:00+08:00"}


SCENARIO: dict[str, Any] = {
    "format": "linli.scenario/1",
    "id": "morning",
    "start": "2026-11-23T00:00+08:00",
    "days": 1,
    "communities": [
        {"id": "c1", "name": "桥头", "tier": "community", "place": {"lat": 28.2, "lon": 112.9}}
    ],
    "helpers": [
        {
            "id": "h1",
            "name": "李强",
            "kind": "volunteer",
            "community": "c1",
            "languages": ["hunan"],
            "shifts": [_shift("s1")],
        },
        {
            "id": "h2",
            "name": "王芳",
            "kind": "volunteer",
            "community": "c1",
            "shifts": [_shift("s2")],
        },
    ],
    "services": [{"id": "visit", "name": "探访", "minutes": 60}],
    "needs": [
        {
            "id": "n1",
            "service": "visit",
            "community": "c1",
            "resident": "r1",
            "preferred": ["h1"],
            "windows": [{"start": "2026-11-23T09:00+08:00", "end": "2026-11-23T10:00+08:00"}],
        },
        NURSE,
    ],
}
"""Two volunteers, a visit that both could make and one wishes the first for, and `NURSE`."""


@cache
def plan() -> dict[str, Any]:
    """Give the plan of it: the first volunteer visits; nobody nurses."""
    return planned(SCENARIO)


def planned(scenario: dict[str, Any]) -> dict[str, Any]:
    """Plan a scenario."""
    limits = Limits(max_iterations=20, max_seconds=60)
    return plan_document(solve(parse_scenario(scenario).scenario, limits=limits).plan)
