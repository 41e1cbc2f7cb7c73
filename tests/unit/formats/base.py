"""A small scenario document without a fault, and ways to spoil it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from matcher.formats import parse_scenario
from matcher.model import InvalidInput, Problem

GONE = object()
"""Stands for a field to leave out."""

_DOCUMENT: dict[str, Any] = {
    "format": "linli.scenario/1",
    "id": "base",
    "name": "一周",
    "start": "2026-11-23T00:00+08:00",
    "communities": [
        {"id": "C1", "name": "桥头社区", "place": {"lat": 28.2, "lon": 112.9}},
        {"id": "C2", "name": "河西网格", "tier": "grid", "parent": "C1"},
    ],
    "organisations": [
        {"id": "O1", "name": "社工站", "kind": "station", "community": "C1", "communities": ["C1"]}
    ],
    "helpers": [
        {
            "id": "H1",
            "kind": "social_worker",
            "organisation": "O1",
            "community": "C1",
            "communities": ["C1"],
            "skills": [{"skill": "护理", "level": 3}],
            "licences": [{"licence": "社会工作师", "expires": "2027-05-31"}],
            "languages": ["普通话"],
            "shifts": [
                {
                    "id": "S1",
                    "start": "2026-11-23T09:00+08:00",
                    "end": "2026-11-23T17:00+08:00",
                    "breaks": [
                        {
                            "start": "2026-11-23T11:30+08:00",
                            "end": "2026-11-23T12:30+08:00",
                            "minutes": 30,
                        },
                        {
                            "start": "2026-11-23T15:00+08:00",
                            "end": "2026-11-23T16:00+08:00",
                            "minutes": 10,
                        },
                    ],
                },
                {
                    "id": "S2",
                    "start": "2026-11-24T09:00+08:00",
                    "end": "2026-11-24T12:00+08:00",
                },
            ],
        },
        {"id": "H2", "kind": "volunteer", "home": {"lat": 28.21, "lon": 112.91}},
    ],
    "resources": [
        {
            "id": "R1",
            "kind": "goods",
            "item": "rice",
            "quantity": 20,
            "organisation": "O1",
            "community": "C1",
            "services": ["visit"],
            "communities": ["C1"],
            "organisations": ["O1"],
            "available": [
                {"start": "2026-11-23T09:00+08:00", "end": "2026-11-27T17:00+08:00"},
            ],
            "expires": "2027-01-31",
        },
        {
            "id": "R2",
            "kind": "venue",
            "item": "room",
            "quantity": 10,
            "place": {"lat": 28.22, "lon": 112.92},
        },
    ],
    "projects": [
        {
            "id": "P1",
            "organisation": "O1",
            "services": ["visit"],
            "communities": ["C1"],
            "start": "2026-11-01T00:00+08:00",
            "end": "2026-12-31T00:00+08:00",
            "targets": [{"service": "visit", "visits": 40}],
        }
    ],
    "services": [
        {
            "id": "visit",
            "name": "探访",
            "roles": [
                {
                    "kinds": ["social_worker"],
                    "skills": [{"skill": "护理", "level": 2}],
                    "licences": ["社会工作师"],
                },
                {"lag": {"min": 0, "max": 30}, "minutes": 30},
            ],
            "resources": [{"item": "rice", "quantity": 1}],
        },
        {"id": "class", "name": "课堂"},
    ],
    "needs": [
        {
            "id": "N1",
            "service": "visit",
            "community": "C1",
            "resident": "R017",
            "organisation": "O1",
            "due": "2026-12-24T09:00+08:00",
            "windows": [
                {
                    "start": "2026-11-23T09:00+08:00",
                    "end": "2026-11-23T11:00+08:00",
                    "bounds": "service",
                }
            ],
            "required": ["H1"],
            "max_helpers": 2,
            "history": [{"helper": "H1", "day": "2026-11-16"}],
            "recurrence": {"times": 2, "min_gap_days": 2, "max_gap_days": 4},
            "project": "P1",
        },
        {
            "id": "N2",
            "service": "class",
            "community": "C2",
            "roles": [{}],
            "resources": [{"resource": "R2", "quantity": 8, "hold": 90}],
            "preferred": ["H2"],
            "excluded": ["H1"],
            "languages": ["普通话"],
            "after": ["N1"],
        },
    ],
    "travel": {
        "matrices": [
            {
                "places": ["甲", "乙"],
                "minutes": [[0, 5], [6, 0]],
                "metres": [[0, 400], [450, 0]],
            }
        ]
    },
    "policy": {
        "terms": [{"name": "coverage", "level": 1}, {"name": "pay", "level": 2}],
        "ignored_rules": ["area"],
    },
    "pins": [{"need": "N1", "occurrence": 1, "helpers": ["H1"]}],
    "published": [{"need": "N1", "start": "2026-11-23T09:00+08:00", "helpers": ["H1"]}],
}


def changed(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Copy the document and set what stands at each pointer; ``-`` adds to a list."""
    document = copy.deepcopy(_DOCUMENT)
    for pointer, value in changes.items():
        *path, last = pointer.split("/")[1:]
        parent: Any = document
        for step in path:
            parent = parent[int(step)] if isinstance(parent, list) else parent.setdefault(step, {})
        if last == "-":
            parent.append(value)
        elif value is GONE:
            del parent[last]
        elif isinstance(parent, list):
            parent[int(last)] = value
        else:
            parent[last] = value
    return document


def problems_of(document: object) -> tuple[Problem, ...]:
    """Return all that reading a document complains of."""
    try:
        return parse_scenario(document).warnings
    except InvalidInput as invalid:
        return invalid.problems
